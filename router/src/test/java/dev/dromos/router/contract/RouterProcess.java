package dev.dromos.router.contract;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The {@code dromos} command as a process of its own, on this JVM's class path. */
public final class RouterProcess implements AutoCloseable {
    private static final Pattern PORT = Pattern.compile("\"port\":\"(\\d+)\".*\"message\":\"serving\"");
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final Path out;
    private final Path err;

    private RouterProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** @param directory for what it prints */
    public static RouterProcess start(Path directory, Map<String, String> environment, List<String> arguments)
            throws IOException {
        return start(directory, environment, List.of(), arguments);
    }

    /** @param flags of its JVM, which win over our own */
    public static RouterProcess start(
            Path directory, Map<String, String> environment, List<String> flags, List<String> arguments)
            throws IOException {
        return launch(directory, environment, command(flags, arguments));
    }

    /** What starts it. */
    public static List<String> command(List<String> flags, List<String> arguments) {
        var java = ProcessHandle.current().info().command().orElseThrow();
        var command = new ArrayList<>(List.of(java, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(flags);
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add("dev.dromos.router.cli.Dromos");
        command.addAll(arguments);
        return command;
    }

    /** @param command that becomes a {@link #command} */
    public static RouterProcess launch(Path directory, Map<String, String> environment, List<String> command)
            throws IOException {
        var out = Files.createTempFile(directory, "out", ".txt");
        var err = Files.createTempFile(directory, "err", ".txt");
        var builder = new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment()
                .keySet()
                .removeIf(name -> name.toLowerCase(Locale.ROOT).endsWith("_proxy"));
        builder.environment().putAll(environment);
        return new RouterProcess(builder.start(), out, err);
    }

    /** The port it says it serves on, once it does. */
    public int port() {
        return await().pollDelay(Duration.ZERO)
                .atMost(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .failFast("the router ended: " + err, () -> !process.isAlive())
                .until(() -> ports().findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    /** Asks on a connection of its own. */
    public Reply ask(Request request) throws IOException {
        try (var wire = Wire.to(port())) {
            return wire.ask(request);
        }
    }

    public Reply post(String body) throws IOException {
        return ask(Request.post(body));
    }

    public long pid() {
        return process.pid();
    }

    /** SIGTERM. */
    public void terminate() {
        process.destroy();
    }

    /** @param signal {@code INT}, say */
    public void signal(String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    /** What it has used of the machine's processors so far. */
    public Duration cpu() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public int exitCode() throws InterruptedException {
        return exitCode(Duration.ofSeconds(PATIENCE_SECONDS));
    }

    /** @param patience to wait for its end */
    public int exitCode(Duration patience) throws InterruptedException {
        if (!process.waitFor(patience)) {
            throw new AssertionError("the router does not end in " + patience);
        }
        return process.exitValue();
    }

    public String out() throws IOException {
        return Files.readString(out, StandardCharsets.UTF_8);
    }

    public String err() throws IOException {
        return Files.readString(err, StandardCharsets.UTF_8);
    }

    /** The lines of its log that are errors. */
    public List<String> errors() throws IOException {
        return err().lines()
                .filter(line -> line.contains("\"level\":\"ERROR\""))
                .toList();
    }

    /** At once; it writes nothing any more. */
    @Override
    public void close() {
        process.destroyForcibly()
                .onExit()
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    private Stream<Integer> ports() throws IOException {
        return PORT.matcher(err()).results().map((MatchResult found) -> Integer.valueOf(found.group(1)));
    }
}
