package dev.dromos.nodes.call;

import io.vertx.core.Vertx;
import java.time.Duration;

/** Time, and things to do when some of it has passed. Tests have a time of their own. */
@FunctionalInterface
public interface Scheduler {

    /** Vert.x's timers, each on the event loop that sets it: what has come by the time that one goes off is read before. */
    static Scheduler of(Vertx vertx) {
        return new VertxScheduler(vertx);
    }

    /** Runs an action once, not before its time; it must not block. */
    Timer after(Duration delay, Runnable action);

    /** Nanoseconds from an arbitrary origin, never back. */
    default long nanos() {
        return System.nanoTime();
    }

    /** An action that waits for its time. */
    @FunctionalInterface
    interface Timer {
        /** Keeps the action from running, unless it has begun to. */
        void cancel();
    }
}
