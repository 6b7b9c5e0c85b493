package dev.dromos.router.zero;

import dev.dromos.router.contract.RouterProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** A router that is a new process at each start, and is told to stop by SIGTERM. */
final class ScaledRouter implements Activator.Scaled, AutoCloseable {
    private final Path directory;
    private final List<String> arguments;
    private final List<RouterProcess> processes = new CopyOnWriteArrayList<>();

    /** @param directory for what it prints */
    ScaledRouter(Path directory, String graph, String... more) {
        this.directory = directory;
        this.arguments = Stream.concat(
                        Stream.of("--graph-json", graph, "--host", "127.0.0.1", "--port", "0"), Stream.of(more))
                .toList();
    }

    @Override
    public Activator.Started start() {
        try {
            var process = RouterProcess.start(directory, Map.of("K_SERVICE", "graph"), arguments);
            processes.add(process);
            var port = CompletableFuture.supplyAsync(process::port, Thread::startVirtualThread);
            return new Activator.Started(port, process::terminate);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each as it was started. */
    List<RouterProcess> processes() {
        return processes;
    }

    @Override
    public void close() {
        processes.forEach(RouterProcess::close);
    }
}
