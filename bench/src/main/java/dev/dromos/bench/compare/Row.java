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

    /** False when there were wrong answers, none, or a number of calls that is not the graph's: its figures compare nothing. */
    boolean isSound(Cell cell) {
        return rounds.stream().allMatch(round -> round.isSound(cell));
    }

    private List<Double> values(ToDoubleFunction<Round> column) {
        return rounds.stream().mapToDouble(column).boxed().toList();
    }
}
