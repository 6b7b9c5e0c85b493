package dev.dromos.nodes.policy;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * How long calls take, in about a kilobyte: counts of times in steps of an eighth of a power of two, so a percentile is at most 12.5 %
 * too high and never too low. Every {@value #WINDOW} times all counts are halved, which makes the last few thousand calls weigh most.
 *
 * <p>Safe for use by several threads; two that halve or count at the same moment cost a count or so, no more.
 */
final class LatencyHistogram {
    private static final int STEPS = 8;
    private static final int STEP_BITS = 3;

    /** Up to a day, which no call takes: 2^37 microseconds. */
    private static final int BUCKETS = 36 * STEPS;

    private static final int WINDOW = 1024;

    /** Below, a 95th percentile is one call's accident. */
    private static final int FEWEST = 64;

    /** The percentile is worked out anew after so many times: it does not change by one. */
    private static final int REFRESH = 32;

    private final AtomicIntegerArray counts = new AtomicIntegerArray(BUCKETS);
    private final AtomicInteger added = new AtomicInteger();
    private volatile Known known = Known.NOTHING;

    /** A percentile as it was. */
    private record Known(int percent, Duration value) {
        static final Known NOTHING = new Known(0, Duration.ZERO);
    }

    void add(Duration time) {
        counts.incrementAndGet(bucket(TimeUnit.NANOSECONDS.toMicros(time.toNanos())));
        int number = added.incrementAndGet();
        if (number % WINDOW == 0) {
            halve();
        }
        if (number % REFRESH == 0) {
            known = Known.NOTHING;
        }
    }

    /** Empty until there are enough times to tell. */
    Optional<Duration> percentile(int percent) {
        if (added.get() < FEWEST && added.get() >= 0) {
            return Optional.empty();
        }
        var last = known;
        if (last.percent() != percent) {
            last = new Known(percent, compute(percent));
            known = last;
        }
        return Optional.of(last.value());
    }

    private Duration compute(int percent) {
        long total = 0;
        for (int i = 0; i < BUCKETS; i++) {
            total += counts.get(i);
        }
        long above = total * (100 - percent) / 100;
        int bucket = BUCKETS - 1;
        for (long seen = counts.get(bucket); seen <= above && bucket > 0; seen += counts.get(bucket)) {
            bucket--;
        }
        return Duration.ofNanos(TimeUnit.MICROSECONDS.toNanos(upperBound(bucket)));
    }

    private void halve() {
        for (int i = 0; i < BUCKETS; i++) {
            counts.updateAndGet(i, count -> count / 2);
        }
    }

    /** The first {@value #STEPS} are a microsecond each; from there on each power of two has as many. */
    private static int bucket(long micros) {
        if (micros < STEPS) {
            return (int) Math.max(micros, 0);
        }
        int power = Long.SIZE - 1 - Long.numberOfLeadingZeros(micros);
        int step = (int) (micros >>> (power - STEP_BITS)) - STEPS;
        return Math.min((power - STEP_BITS + 1) * STEPS + step, BUCKETS - 1);
    }

    private static long upperBound(int bucket) {
        if (bucket < STEPS) {
            return bucket + 1L;
        }
        int power = bucket / STEPS - 1 + STEP_BITS;
        return (1L + STEPS + bucket % STEPS) << (power - STEP_BITS);
    }
}
