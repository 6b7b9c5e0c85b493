package dev.dromos.router.cli;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code dromos} as a process of its own that serves until closed; what it says is kept. */
final class ServedProcess implements AutoCloseable {
    private static final Pattern PORT =
            Pattern.compile("at http://127.0.0.1:(\\d+)|\"port\":\"(\\d+)\".*\"message\":\"serving\"");

    /** One that neither serves nor ends would hang the test. */
    private static final long LONGEST_SECONDS = 60;

    private final Process process;
    private final int port;
    private final List<String> said;

    private ServedProcess(Process process, int port, List<String> said) {
        this.process = process;
        this.port = port;
        this.said = said;
    }

    /** @param wrapper a command that runs the one behind it, maybe none */
    static ServedProcess start(Path directory, List<String> wrapper, String... arguments) throws IOException {
        var command = new ArrayList<>(wrapper);
        command.addAll(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath(),
                "dev.dromos.router.cli.Dromos"));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        CompletableFuture.delayedExecutor(LONGEST_SECONDS, TimeUnit.SECONDS).execute(process::destroyForcibly);
        var said = new CopyOnWriteArrayList<String>();
        var lines = process.inputReader();
        int port = awaitPort(lines, said);
        Thread.ofVirtual().start(() -> listen(lines, said));
        return new ServedProcess(process, port, said);
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    List<String> said() {
        return said;
    }

    /** SIGTERM; returns the exit code. */
    int terminate() throws InterruptedException {
        process.destroy();
        return process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private static int awaitPort(BufferedReader lines, List<String> said) throws IOException {
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            said.add(line);
            var found = PORT.matcher(line);
            if (found.find()) {
                return Integer.parseInt(found.group(1) == null ? found.group(2) : found.group(1));
            }
        }
        throw new AssertionError("it does not serve: " + said);
    }

    private static void listen(BufferedReader lines, List<String> said) {
        try (lines) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                said.add(line);
            }
        } catch (IOException _) {
            // the process has been ended
        }
    }

    /** As a user has it: without the tests, whose logging may be another. */
    private static String classPath() {
        var tests = Path.of(ServedProcess.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath())
                .filter(entry -> !entry.equals(tests))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }
}
