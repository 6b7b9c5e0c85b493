package dev.dromos.nodes.call;

import io.netty.channel.SingleThreadEventLoop;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Vert.x's timers: an action runs on the event loop that scheduled it. What has come by the time that it should run goes first: a process
 * whose CPU was taken away must not call late what was answered in time, nor cut off a client whose request has come.
 */
record VertxScheduler(Vertx vertx) implements Scheduler {

    @Override
    public Timer after(Duration delay, Runnable action) {
        return new VertxTimer(vertx, delay.toNanos(), action);
    }

    private static final class VertxTimer implements Timer {
        private final Vertx vertx;
        private final Runnable action;
        private final long id;
        private volatile boolean cancelled;

        VertxTimer(Vertx vertx, long delay, Runnable action) {
            this.vertx = vertx;
            this.action = action;
            this.id = vertx.setTimer(millis(delay), _ -> goOff());
        }

        private void goOff() {
            var context = ContextInternal.current(); // every timer of Vert.x has one
            if (Context.isOnEventLoopThread() && context.nettyEventLoop() instanceof SingleThreadEventLoop loop) {
                // What is executed at the end of one round belongs to the next one, which begins by reading.
                loop.executeAfterEventLoopIteration(() -> context.runOnContext(_ -> act()));
            } else {
                act();
            }
        }

        private void act() {
            if (!cancelled) {
                action.run();
            }
        }

        @Override
        public void cancel() {
            cancelled = true;
            vertx.cancelTimer(id);
        }

        /** Rounded up: nothing must happen before its time, and a timer of zero does not exist. */
        private static long millis(long nanos) {
            return TimeUnit.NANOSECONDS.toMillis(Math.max(nanos, 1) - 1) + 1;
        }
    }
}
