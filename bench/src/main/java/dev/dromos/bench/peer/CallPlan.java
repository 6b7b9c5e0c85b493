package dev.dromos.bench.peer;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The calls that a graph comes to for one request, without the graph: stages one after the other, each of one or more calls at
 * once. A stage gets what the one before it answered.
 *
 * @param widths calls of each stage
 */
public record CallPlan(List<Integer> widths) {
    public CallPlan {
        widths = List.copyOf(widths);
        if (widths.isEmpty() || widths.stream().anyMatch(width -> width < 1)) {
            throw new IllegalArgumentException("stages must have at least one call each, found %s".formatted(widths));
        }
    }

    public static CallPlan of(Integer... widths) {
        return new CallPlan(List.of(widths));
    }

    /** Reads what {@link #toString} wrote: {@code 1,3}. */
    public static CallPlan parse(String text) {
        return new CallPlan(
                Arrays.stream(text.split(",", -1)).map(Integer::parseInt).toList());
    }

    public int calls() {
        return widths.stream().mapToInt(Integer::intValue).sum();
    }

    @Override
    public String toString() {
        return widths.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
