package dev.dromos.router.ingress;

import dev.dromos.nodes.call.Scheduler;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A time that a test moves, with timers that go off by the real one. */
record StoppedClock(Vertx vertx, AtomicLong clock) implements Scheduler {
    @Override
    public Timer after(Duration delay, Runnable action) {
        return Scheduler.of(vertx).after(delay, action);
    }

    @Override
    public long nanos() {
        return clock.get();
    }
}
