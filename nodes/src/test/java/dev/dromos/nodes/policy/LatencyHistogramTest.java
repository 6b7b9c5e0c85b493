package dev.dromos.nodes.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LatencyHistogramTest {
    private final LatencyHistogram histogram = new LatencyHistogram();

    @Test
    void saysNothingOfTooFew() {
        add(63, Duration.ofMillis(5));

        assertThat(histogram.percentile(95)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 7, 8, 9, 15, 16, 1_000, 12_345, 59_500_000, 3_600_000_000L})
    void isAtMostAnEighthTooHighAndNeverTooLow(long micros) {
        var time = Duration.ofNanos(micros * 1000);

        add(64, time);

        assertThat(histogram.percentile(95).orElseThrow())
                .isBetween(time, time.plus(time.dividedBy(8)).plusNanos(1000));
    }

    @Test
    void isThePercentileOfAnyDistribution() {
        var random = new Random(7);
        var times = new long[1000];
        for (int i = 0; i < times.length; i++) {
            times[i] = (long) Math.exp(8 + 2 * random.nextGaussian()); // microseconds
            histogram.add(Duration.ofNanos(times[i] * 1000));
        }
        Arrays.sort(times);

        var exact = Duration.ofNanos(times[950] * 1000);
        assertThat(histogram.percentile(95).orElseThrow())
                .isBetween(exact, exact.plus(exact.dividedBy(8)).plusNanos(1000));
    }

    @Test
    void forgetsWhatWasLongAgo() {
        add(2000, Duration.ofSeconds(10));
        add(8000, Duration.ofMillis(10));

        assertThat(histogram.percentile(95).orElseThrow()).isLessThan(Duration.ofMillis(12));
    }

    @Test
    void longestTimesAreAllOne() {
        add(64, Duration.ofDays(10_000));

        assertThat(histogram.percentile(95).orElseThrow()).isGreaterThan(Duration.ofHours(1));
    }

    private void add(int times, Duration time) {
        for (int i = 0; i < times; i++) {
            histogram.add(time);
        }
    }
}
