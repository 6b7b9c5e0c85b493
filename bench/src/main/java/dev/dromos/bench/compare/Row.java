package dev.dromos.bench.compare;

import dev.dromos.bench.stats.Sample;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * What one contestant did in one cell.
 *
 * @param allocated bytes a request, where the contestant is a JVM
 */
record Row(String contestant, List<Round> rounds, OptionalDouble allocated) {
    /** A few calls are under way when counting begins or ends. */
    private static final double CALLS_TOLERANCE = 0.02;

    Row {
        rounds = List.copyOf(rounds);
    }

    Sample sample(ToDoubleFunction<Round> column) {
        return new Sample(values(column));
    }

    /** Round by round against another contestant; below 1 is less. */
    Sample ratio(Row other, ToDoubleFunction<Round> column) {
        return Sample.ratios(values(column), other.values(column));
    }

    /** False when there were wrong answers, or a number of calls that is not the graph's: its figures compare nothing. */
    boolean isSound(int calls) {
        return rounds.stream().allMatch(round -> round.failures() == 0)
                && Math.abs(sample(Round::calls).median() - calls) <= calls * CALLS_TOLERANCE;
    }

    private List<Double> values(ToDoubleFunction<Round> column) {
        return rounds.stream().mapToDouble(column).boxed().toList();
    }
}
