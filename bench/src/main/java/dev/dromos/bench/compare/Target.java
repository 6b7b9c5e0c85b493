package dev.dromos.bench.compare;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * What a ratio of Dromos to another contestant is to be, at 64 connections and 100 bytes.
 *
 * @param atMost false when the ratio is to be no less
 */
record Target(String name, String other, ToDoubleFunction<Round> column, boolean atMost, double goal) {
    private static final int CONNECTIONS = 64;
    private static final int BYTES = 100;

    static final List<Target> ALL = List.of(
            new Target("CPU", Contestant.RELAY, Round::cpuMicros, true, 1.15),
            new Target("requests/s", Contestant.RELAY, Round::requestsPerSecond, false, 0.9),
            new Target("p99", Contestant.RELAY, Round::p99, true, 1.2),
            new Target("CPU", Contestant.NGINX, Round::cpuMicros, true, 1.5));

    /** A line for each target and each cell that it is about. */
    static List<Verdict> judge(List<CellResult> results) {
        return results.stream()
                .filter(result -> result.cell().connections() == CONNECTIONS
                        && result.cell().bytes() == BYTES)
                .flatMap(result -> ALL.stream().flatMap(target -> target.judge(result)))
                .toList();
    }

    private Stream<Verdict> judge(CellResult result) {
        var ours = result.row(Contestant.DROMOS);
        var theirs = result.row(other);
        if (ours.isEmpty() || theirs.isEmpty()) {
            return Stream.empty();
        }
        var ratio = Optional.of(theirs.get())
                .filter(row -> result.isSound(row) && result.isSound(ours.get()))
                .map(row -> ours.get().ratio(row, column).median());
        return Stream.of(new Verdict(this, result.cell(), ratio));
    }

    /**
     * How a cell did against a target.
     *
     * @param ratio empty when a contestant did not do the work
     */
    record Verdict(Target target, Cell cell, Optional<Double> ratio) {

        /** @param slack how much worse than the goal is still taken: 1 for the goal itself */
        boolean isMet(double slack) {
            return ratio.map(found -> target.atMost ? found <= target.goal * slack : found >= target.goal / slack)
                    .orElse(false);
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%s: %s is %s × %s's, target %s %.2f%s",
                    cell.graph().name(),
                    target.name,
                    ratio.map("%.2f"::formatted).orElse("?"),
                    target.other,
                    target.atMost ? "≤" : "≥",
                    target.goal,
                    isMet(1) ? "" : " (missed)");
        }
    }
}
