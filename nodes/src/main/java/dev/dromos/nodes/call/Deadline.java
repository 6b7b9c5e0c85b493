package dev.dromos.nodes.call;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A point in time by which an answer is due, on a monotonic clock: a jump of the wall clock changes nothing.
 *
 * @param nanos on {@code clock}'s scale
 * @param clock nanoseconds from an arbitrary origin, {@link System#nanoTime} outside tests
 */
public record Deadline(long nanos, LongSupplier clock) {

    /** @param limit from now */
    public static Deadline in(Duration limit, LongSupplier clock) {
        return new Deadline(clock.getAsLong() + limit.toNanos(), clock);
    }

    /** Nanoseconds left; zero or less when it has passed. */
    public long nanosLeft() {
        return nanos - clock.getAsLong();
    }

    public boolean passed() {
        return nanosLeft() <= 0;
    }
}
