package dev.dromos.router.serve;

import dev.dromos.router.ingress.Entry;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** The graph that the next request gets. Replacing it loses no request: the old one closes behind its last. */
final class CurrentGraph implements Supplier<Entry>, AutoCloseable {
    private final AtomicReference<RunningGraph> current;

    CurrentGraph(RunningGraph first) {
        this.current = new AtomicReference<>(first);
    }

    RunningGraph graph() {
        return current.get();
    }

    /** The graph, held for one run. A graph that closed since it was read has been replaced, so asking again ends. */
    @Override
    public Entry get() {
        while (true) {
            var graph = current.get();
            if (graph.tryAcquire()) {
                return graph;
            }
            Thread.onSpinWait();
        }
    }

    void replace(RunningGraph next) {
        current.getAndSet(next).close();
    }

    @Override
    public void close() {
        current.get().close();
    }
}
