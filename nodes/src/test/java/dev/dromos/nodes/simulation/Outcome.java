package dev.dromos.nodes.simulation;

import dev.dromos.nodes.simulation.Simulation.Sample;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * What became of the requests of one simulation.
 *
 * @param calls that the server got for them
 */
record Outcome(Incident.Span span, List<Sample> samples, int calls) {
    static final String HEADER = """
            | policy | requests | good before | good during | good after | p50 | p99 | longest | calls per request |
            |---|---|---|---|---|---|---|---|---|
            """;

    String row(String policy) {
        return "| %s | %d | %s | %s | %s | %s | %s | %s | %s |%n"
                .formatted(
                        policy,
                        samples.size(),
                        percent(good(this::isBefore)),
                        percent(goodDuring()),
                        percent(goodAfter()),
                        percentile(50),
                        percentile(99),
                        percentile(100),
                        String.format(Locale.ROOT, "%.2f", (double) calls / samples.size()))
                .replace(System.lineSeparator(), "\n");
    }

    /** The share of requests sent during the trouble whose answer was good. */
    double goodDuring() {
        return good(sample -> !isBefore(sample) && !isAfter(sample));
    }

    /** The share of requests sent after the trouble whose answer was good. */
    double goodAfter() {
        return good(this::isAfter);
    }

    private boolean isBefore(Sample sample) {
        return sample.sentAt().compareTo(span.from()) < 0;
    }

    private boolean isAfter(Sample sample) {
        return sample.sentAt().compareTo(span.to()) >= 0;
    }

    /** NaN where there were no requests. */
    private double good(Predicate<Sample> when) {
        return samples.stream()
                .filter(when)
                .mapToInt(sample -> sample.good() ? 1 : 0)
                .average()
                .orElse(Double.NaN);
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? "–" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    private String percentile(int percent) {
        var sorted = samples.stream().map(Sample::took).sorted().toList();
        Duration value = sorted.get(Math.max(0, (sorted.size() * percent + 99) / 100 - 1));
        return value.toMillis() + " ms";
    }
}
