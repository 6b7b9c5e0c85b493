package dev.dromos.bench.stats;

import java.util.ArrayList;
import java.util.List;

/**
 * The same thing measured several times.
 *
 * @param values ascending, at least one
 */
public record Sample(List<Double> values) {
    private static final double HUNDRED = 100;

    public Sample {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("a sample needs at least one value");
        }
        values = values.stream().sorted().toList();
    }

    public static Sample of(double... values) {
        var list = new ArrayList<Double>(values.length);
        for (var value : values) {
            list.add(value);
        }
        return new Sample(list);
    }

    /**
     * How one contestant did against another: each round's ratio by itself, since neighbours in time met the same machine.
     *
     * @param ours one value a round
     * @param theirs of the same rounds, in the same order
     */
    public static Sample ratios(List<Double> ours, List<Double> theirs) {
        if (ours.size() != theirs.size()) {
            throw new IllegalArgumentException(
                    "rounds must pair, found %d and %d".formatted(ours.size(), theirs.size()));
        }
        var ratios = new ArrayList<Double>(ours.size());
        for (int i = 0; i < ours.size(); i++) {
            ratios.add(ours.get(i) / theirs.get(i));
        }
        return new Sample(ratios);
    }

    public double median() {
        int upper = values.size() / 2;
        return values.size() % 2 == 1 ? values.get(upper) : (values.get(upper - 1) + values.get(upper)) / 2;
    }

    /** The smallest value that at least this share of the values does not exceed (nearest rank). */
    public double percentile(double percent) {
        int rank = (int) Math.ceil(percent / HUNDRED * values.size());
        return values.get(Math.clamp(rank - 1, 0, values.size() - 1));
    }

    /** Half of the distance between the extremes, in percent of the median: the "± 4 %" of a table. */
    public double spreadPercent() {
        return (values.getLast() - values.getFirst()) / 2 / median() * HUNDRED;
    }
}
