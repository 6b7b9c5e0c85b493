package dev.dromos.router.ingress;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A timer that is set for every request and hardly ever goes off: setting it is one write, and the real timer behind it, when it
 * goes off, looks whether the time has come or has been put off meanwhile. On one event loop.
 */
final class LazyTimer {
    /** Timers of more than this are for ever. */
    private static final Duration LONGEST = Duration.ofDays(365);

    private static final long NO_TIMER = -1;

    private final Vertx vertx;
    private final LongSupplier clock;
    private final long nanos;
    private final Runnable action;
    private long timer = NO_TIMER;
    private boolean set;
    private long due;

    /**
     * A timer that is not set.
     *
     * @param delay from each time it is set; zero for never
     * @param clock nanoseconds from an arbitrary origin
     */
    LazyTimer(Vertx vertx, LongSupplier clock, Duration delay, Runnable action) {
        this.vertx = vertx;
        this.clock = clock;
        this.nanos = delay.compareTo(LONGEST) < 0 ? delay.toNanos() : 0;
        this.action = action;
    }

    void set() {
        due = clock.getAsLong() + nanos;
        if (nanos > 0) {
            set = true;
            if (timer == NO_TIMER) {
                lookAfter(nanos);
            }
        }
    }

    boolean isSet() {
        return set;
    }

    /** When it goes off, or would if it had a delay: the order in which timers of one kind have been set. */
    long due() {
        return due;
    }

    /** It does not go off until it is set again. */
    void clear() {
        set = false;
    }

    /** It never goes off again, and nothing keeps it in memory. */
    void close() {
        set = false;
        if (timer != NO_TIMER) {
            vertx.cancelTimer(timer);
            timer = NO_TIMER;
        }
    }

    private void lookAfter(long nanos) {
        timer = vertx.setTimer(Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos)), _ -> look());
    }

    private void look() {
        timer = NO_TIMER;
        if (!set) {
            return;
        }
        long left = due - clock.getAsLong();
        if (left > 0) {
            lookAfter(left);
        } else {
            set = false;
            action.run();
        }
    }
}
