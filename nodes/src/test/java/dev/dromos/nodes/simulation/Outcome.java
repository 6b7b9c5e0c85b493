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
                        good(sample -> sample.sentAt().compareTo(span.from()) < 0),
                        good(sample -> sample.sentAt().compareTo(span.from()) >= 0
                                && sample.sentAt().compareTo(span.to()) < 0),
                        good(sample -> sample.sentAt().compareTo(span.to()) >= 0),
                        percentile(50),
                        percentile(99),
                        percentile(100),
                        String.format(Locale.ROOT, "%.2f", (double) calls / samples.size()))
                .replace(System.lineSeparator(), "\n");
    }

    /** The share of good answers, or a dash where there were no requests. */
    private String good(Predicate<Sample> when) {
        var chosen = samples.stream().filter(when).toList();
        long good = chosen.stream().filter(Sample::good).count();
        return chosen.isEmpty() ? "–" : String.format(Locale.ROOT, "%.1f %%", 100.0 * good / chosen.size());
    }

    private String percentile(int percent) {
        var sorted = samples.stream().map(Sample::took).sorted().toList();
        Duration value = sorted.get(Math.max(0, (sorted.size() * percent + 99) / 100 - 1));
        return value.toMillis() + " ms";
    }
}
