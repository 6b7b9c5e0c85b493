package dev.dromos.bench.load;

import org.HdrHistogram.Histogram;

/** Counts answers between {@link #start} and {@link #stop}; used by one event loop, read by others when it is over. */
final class Tally {
    private static final long LONGEST_NANOS = 60_000_000_000L;
    private static final int DIGITS = 3;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Histogram latencies = new Histogram(LONGEST_NANOS, DIGITS);
    private final long answerBytes;
    private long failures;
    private long begun;
    private boolean counting;
    private volatile boolean over;

    /** @param answerBytes of a whole answer; one of another size is a failure */
    Tally(long answerBytes) {
        this.answerBytes = answerBytes;
    }

    void start() {
        begun = System.nanoTime();
        counting = true;
    }

    /** What was counted; connections send nothing more after this. */
    Load stop() {
        counting = false;
        over = true;
        return new Load((System.nanoTime() - begun) / NANOS_PER_SECOND, latencies, failures);
    }

    boolean isOver() {
        return over;
    }

    /** @param nanos that the answer took */
    void answered(long nanos, long bytes) {
        if (bytes != answerBytes) {
            failed();
        } else if (counting) {
            latencies.recordValue(Math.min(nanos, LONGEST_NANOS));
        }
    }

    void failed() {
        if (counting) {
            failures++;
        }
    }
}
