package dev.dromos.bench.coldstart;

import dev.dromos.bench.stats.Sample;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * All starts of one variant under one limit.
 *
 * @param runs that answered
 * @param silent how many did not
 */
record StartRow(Variant variant, Limit limit, List<ColdRun> runs, int silent) {
    static final String HEAD = """
            | limit | started as | first answer ms, median | p95 | CPU ms | RSS MiB | highest MiB | no answer |
            |---|---|--:|--:|--:|--:|--:|--:|
            """;

    private static final double KIB_PER_MIB = 1_024;
    private static final double MICROS_PER_MILLI = 1_000;
    private static final double P95 = 95;

    StartRow {
        runs = List.copyOf(runs);
    }

    String line() {
        if (runs.isEmpty()) {
            return "| %s | %s | – | – | – | – | – | %d |".formatted(limit, variant.name(), silent);
        }
        var millis = sample(ColdRun::millis);
        return String.format(
                Locale.ROOT,
                "| %s | %s | %.0f | %.0f | %.0f | %.0f | %.0f | %d |",
                limit,
                variant.name(),
                millis.median(),
                millis.percentile(P95),
                sample(run -> run.usage().cpuMicros() / MICROS_PER_MILLI).median(),
                sample(run -> run.usage().residentKib() / KIB_PER_MIB).median(),
                sample(run -> run.usage().highestKib() / KIB_PER_MIB).median(),
                silent);
    }

    private Sample sample(ToDoubleFunction<ColdRun> column) {
        return new Sample(runs.stream().mapToDouble(column).boxed().toList());
    }
}
