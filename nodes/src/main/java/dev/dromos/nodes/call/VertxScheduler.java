package dev.dromos.nodes.call;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Vert.x's timers: an action runs on the event loop that scheduled it. */
record VertxScheduler(Vertx vertx) implements Scheduler {

    @Override
    public Timer after(Duration delay, Runnable action) {
        long timer = vertx.setTimer(millis(delay.toNanos()), _ -> action.run());
        return () -> vertx.cancelTimer(timer);
    }

    /** Rounded up: nothing must happen before its time, and a timer of zero does not exist. */
    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(Math.max(nanos, 1) - 1) + 1;
    }
}
