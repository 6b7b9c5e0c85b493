package dev.dromos.deploy;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** {@code dromos deploy operator} as a process, with the options of the JVM that the script {@code dromos} gives it. */
final class OperatorProcess implements AutoCloseable {
    private static final Pattern PORT = Pattern.compile("\"port\":\\s*\"?(\\d+)");
    private static final Duration SOON = Duration.ofSeconds(30);

    private final Path log;
    private final Process process;

    private OperatorProcess(Path log, Process process) {
        this.log = log;
        this.process = process;
    }

    /** @param directory for its kubeconfig and its log */
    static OperatorProcess start(ApiServer server, Path directory, List<String> jvm, String... arguments)
            throws IOException {
        var log = Files.createTempFile(directory, "operator", ".log");
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))));
        command.addAll(1, jvm);
        command.addAll(List.of("dev.dromos.deploy.cli.Deploy", "operator"));
        command.addAll(List.of(arguments));
        if (!command.contains("--health-port")) {
            command.addAll(List.of("--health-port", "0"));
        }
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment()
                .put(
                        "KUBECONFIG",
                        server.kubeconfig("operator", server.token(TestOperators.NAMESPACE, "dromos-operator"))
                                .toString());
        return new OperatorProcess(log, builder.start());
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    /** What it answers; {@code unreachable} until it listens. */
    String answer(String path) throws IOException {
        var port = PORT.matcher(log());
        return port.find() ? TestOperators.answer(Integer.parseInt(port.group(1)), path) : "unreachable";
    }

    void awaitReady() {
        await("ready")
                .atMost(SOON)
                .failFast("it has ended", () -> !process.isAlive())
                .until(() -> answer("/readyz").startsWith("200"));
    }

    /** The sum of a metric, whatever its labels are, as far as they contain a text. */
    double metric(String name, String label) throws IOException {
        return answer("/metrics")
                .lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .filter(line -> line.contains(label))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    /** The most memory that it has had at one time. */
    long peakMebibytes() throws IOException {
        return Files.readAllLines(Path.of("/proc", String.valueOf(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .sum();
    }

    /** SIGTERM. Returns the exit code. */
    int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("it does not end");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
