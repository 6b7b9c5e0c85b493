package dev.dromos.router.zero;

import dev.dromos.nodes.testing.FakeModelServer;
import dev.dromos.nodes.testing.RecordedRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A model server that takes a while to start. */
final class ColdModel implements Activator.Scaled, AutoCloseable {
    private final FakeModelServer server;
    private final ColdStarts starts;

    ColdModel(String answer, ColdStarts starts) {
        this.server = FakeModelServer.answering(200, answer);
        this.starts = starts;
    }

    /** The server is there all the time, and used again for the next start. */
    @Override
    public Activator.Started start() {
        return new Activator.Started(starts.begin().thenApply(_ -> server.port()), () -> {});
    }

    /** As {@code GET /v1/models/m}. */
    List<String> asked() {
        return server.requests().stream()
                .map((RecordedRequest request) -> request.method() + " " + request.target())
                .sorted()
                .toList();
    }

    void forget() {
        server.forget();
    }

    @Override
    public void close() {
        server.close();
    }

    /** The starts of several models, and how many of them ran at once. */
    static final class ColdStarts {
        private final int together;
        private final Executor later;
        private final AtomicInteger running = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();
        private CompletableFuture<Void> enough = new CompletableFuture<>();

        /** @param together how many have begun before the first of them ends */
        ColdStarts(int together, Duration each) {
            this.together = together;
            this.later = CompletableFuture.delayedExecutor(each.toMillis(), TimeUnit.MILLISECONDS);
        }

        synchronized CompletableFuture<Void> begin() {
            int now = running.incrementAndGet();
            most.accumulateAndGet(now, Math::max);
            var begun = enough;
            if (now >= together) {
                enough = new CompletableFuture<>();
                begun.complete(null);
            }
            return begun.thenRunAsync(running::decrementAndGet, later);
        }

        int mostAtOnce() {
            return most.get();
        }
    }
}
