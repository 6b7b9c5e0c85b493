package dev.dromos.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/** A process that we started, and the only kind that we end. */
public final class Child implements AutoCloseable {
    /** What routers read about proxies and certificates: a machine's habits are no part of a comparison. */
    private static final Set<String> ELSEWHERE =
            Set.of("HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR");

    private static final int LAST_LINES = 20;
    private static final long PATIENCE_SECONDS = 10;

    private final Process process;
    private final Path log;
    private final long begun;
    private List<Long> pids;

    private Child(Process process, Path log, long begun) {
        this.process = process;
        this.log = log;
        this.begun = begun;
        this.pids = List.of(process.pid());
    }

    /** Starts a process that has our environment, but for {@link #ELSEWHERE}. */
    public static Child start(List<String> command) throws IOException {
        return start(command, Map.of());
    }

    /** @param environment in addition to ours */
    public static Child start(List<String> command, Map<String, String> environment) throws IOException {
        var log = Files.createTempFile("dromos-bench", ".log");
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(name -> ELSEWHERE.contains(name.toUpperCase(Locale.ROOT)));
        builder.environment().putAll(environment);
        long begun = System.nanoTime();
        return new Child(builder.start(), log, begun);
    }

    public long pid() {
        return process.pid();
    }

    /** Since just before it was started. */
    public Duration age() {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** From here on its children count too: those of now, so that reading them stays cheap. */
    public void adoptChildren() {
        pids = LongStream.concat(
                        LongStream.of(process.pid()), process.descendants().mapToLong(ProcessHandle::pid))
                .boxed()
                .toList();
    }

    public Usage usage() {
        var sum = Usage.NONE;
        for (var pid : pids) {
            sum = sum.plus(ProcFile.usage(pid));
        }
        return sum;
    }

    /** Processor time of the compilers that run in it now, in microseconds: zero for what is no JVM. */
    public long compilerMicros() {
        return pids.stream().mapToLong(ProcFile::compilerMicros).sum();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** The end of what it printed. */
    public String lastWords() {
        try {
            var lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks it to end, and waits until it has. */
    public void end(Duration patience) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("process %d does not end\n%s".formatted(pid(), lastWords()));
        }
    }

    /** Ends it at once, its children first. */
    @Override
    public void close() throws IOException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        Files.deleteIfExists(log);
    }
}
