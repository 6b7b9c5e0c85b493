package dev.dromos.bench.load;

import org.HdrHistogram.Histogram;

/**
 * What came back in one window of time.
 *
 * @param latencies of each request in nanoseconds, from the first byte sent to the last received
 * @param failures answers other than 200, and connections lost
 */
public record Load(double seconds, Histogram latencies, long failures) {
    private static final double NANOS_PER_MICRO = 1_000;

    public long requests() {
        return latencies.getTotalCount();
    }

    public double requestsPerSecond() {
        return requests() / seconds;
    }

    public double percentileMicros(double percent) {
        return latencies.getValueAtPercentile(percent) / NANOS_PER_MICRO;
    }
}
