package dev.dromos.router.serve;

import dev.dromos.nodes.call.StepFailure;
import dev.dromos.router.ingress.Entry;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** The graph that the next request gets. Replacing it loses no request: the old one closes behind its last. */
final class CurrentGraph implements Supplier<Entry>, AutoCloseable {
    private final ReentrantLock changing = new ReentrantLock();
    private final StepFailure afterwards;
    private volatile RunningGraph current;
    private volatile boolean closed;

    /** @param afterwards what a request gets that comes after the end */
    CurrentGraph(RunningGraph first, StepFailure afterwards) {
        this.current = first;
        this.afterwards = afterwards;
    }

    RunningGraph graph() {
        return current;
    }

    /** The graph, held for one run. One that closed since it was read has been replaced, or nothing comes after it. */
    @Override
    public Entry get() {
        var graph = current;
        while (!graph.tryAcquire()) {
            if (closed) {
                return new Refusing(afterwards, graph.errorStatus());
            }
            Thread.onSpinWait();
            graph = current;
        }
        return graph;
    }

    /** @param next closed at once when there is nothing to replace any more */
    void replace(RunningGraph next) {
        changing.lock();
        try {
            if (closed) {
                next.close();
                return;
            }
            var old = current;
            current = next;
            old.close();
        } finally {
            changing.unlock();
        }
    }

    @Override
    public void close() {
        changing.lock();
        try {
            if (!closed) {
                closed = true;
                current.close();
            }
        } finally {
            changing.unlock();
        }
    }
}
