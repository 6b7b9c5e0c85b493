package dev.dromos.bench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SampleTest {
    private static final double EXACT = 1e-9;

    @Test
    void medianIsTheMiddleValueInWhateverOrderTheyCame() {
        assertThat(Sample.of(9, 1, 5).median()).isEqualTo(5);
        assertThat(Sample.of(7).median()).isEqualTo(7);
    }

    @Test
    void medianOfAnEvenCountLiesBetweenTheMiddleTwo() {
        assertThat(Sample.of(1, 2, 4, 100).median()).isEqualTo(3);
    }

    @Test
    void percentileIsTheNearestRank() {
        var hundred = new Sample(
                IntStream.rangeClosed(1, 100).mapToObj(Double::valueOf).toList());
        var thirty = new Sample(
                IntStream.rangeClosed(1, 30).mapToObj(Double::valueOf).toList());

        assertThat(hundred.percentile(95)).isEqualTo(95);
        assertThat(thirty.percentile(95)).isEqualTo(29);
        assertThat(thirty.percentile(0)).isEqualTo(1);
        assertThat(thirty.percentile(100)).isEqualTo(30);
    }

    @Test
    void spreadIsHalfOfTheRangeInPercentOfTheMedian() {
        assertThat(Sample.of(90, 100, 120).spreadPercent()).isCloseTo(15, within(EXACT));
        assertThat(Sample.of(5).spreadPercent()).isZero();
    }

    @Test
    void ratiosAreOfRoundsNotOfMedians() {
        // The machine was half as fast in the second round, for both: the ratio is 2 throughout.
        var ratios = Sample.ratios(List.of(20.0, 40.0, 22.0), List.of(10.0, 20.0, 11.0));

        assertThat(ratios.values()).containsExactly(2.0, 2.0, 2.0);
    }

    @Test
    void roundsMustPair() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sample.ratios(List.of(1.0), List.of(1.0, 2.0)))
                .withMessage("rounds must pair, found 1 and 2");
    }

    @Test
    void nothingMeasuredIsNoSample() {
        assertThatIllegalArgumentException().isThrownBy(Sample::of);
    }
}
