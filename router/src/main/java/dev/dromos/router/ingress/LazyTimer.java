package dev.dromos.router.ingress;

import dev.dromos.nodes.call.Scheduler;
import java.time.Duration;

/**
 * A timer that is set for every request and hardly ever goes off: setting it is one write, and the real timer behind it, when it
 * goes off, looks whether the time has come or has been put off meanwhile. On one event loop.
 */
final class LazyTimer {
    /** Timers of more than this are for ever. */
    private static final Duration LONGEST = Duration.ofDays(365);

    private final Scheduler scheduler;
    private final long nanos;
    private final Runnable action;
    private Scheduler.Timer timer = () -> {};
    private boolean looksLater;
    private boolean set;
    private long due;

    /**
     * A timer that is not set.
     *
     * @param delay from each time it is set; zero for never
     */
    LazyTimer(Scheduler scheduler, Duration delay, Runnable action) {
        this.scheduler = scheduler;
        this.nanos = delay.compareTo(LONGEST) < 0 ? delay.toNanos() : 0;
        this.action = action;
    }

    void set() {
        due = scheduler.nanos() + nanos;
        if (nanos > 0) {
            set = true;
            if (!looksLater) {
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
        timer.cancel();
        looksLater = false;
    }

    private void lookAfter(long nanos) {
        looksLater = true;
        timer = scheduler.after(Duration.ofNanos(nanos), this::look);
    }

    private void look() {
        looksLater = false;
        if (!set) {
            return;
        }
        long left = due - scheduler.nanos();
        if (left > 0) {
            lookAfter(left);
        } else {
            set = false;
            action.run();
        }
    }
}
