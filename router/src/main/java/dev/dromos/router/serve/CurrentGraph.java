package dev.dromos.router.serve;

import dev.dromos.nodes.call.ErrorStatus;
import dev.dromos.nodes.call.Payload;
import dev.dromos.nodes.call.RequestContext;
import dev.dromos.nodes.call.StepFailure;
import dev.dromos.nodes.call.StepResult;
import dev.dromos.router.ingress.Entry;
import dev.dromos.router.ingress.HeaderPropagation;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** The graph that the next request gets. Replacing it loses no request: the old one closes behind its last. */
final class CurrentGraph implements Supplier<Entry>, AutoCloseable {
    private final ReentrantLock changing = new ReentrantLock();
    private volatile RunningGraph current;
    private volatile boolean closed;

    CurrentGraph(RunningGraph first) {
        this.current = first;
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
                return new Stopped(graph.errorStatus());
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

    /** For a request that comes after the end. */
    private record Stopped(ErrorStatus errorStatus) implements Entry {
        @Override
        public Future<StepResult> run(Payload body, RequestContext request) {
            return Future.succeededFuture(new StepResult.Failed(new StepFailure.ShuttingDown()));
        }

        @Override
        public Duration deadline() {
            return Duration.ZERO;
        }

        @Override
        public HeaderPropagation propagation() {
            return HeaderPropagation.NONE;
        }

        @Override
        public boolean takesClientTimeout() {
            return false;
        }
    }
}
