package dev.dromos.bench.compare;

import dev.dromos.bench.stats.Sample;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Results as a table in Markdown, to be read in a terminal and pasted into {@code docs/performance.md}. */
final class Table {
    private static final String HEAD = """
            | graph | bytes | conns | router | requests/s | p50 µs | p99 µs | CPU µs/request | B allocated/request | conns opened/1000 | RSS MiB | wrong/1000 | × requests/s | × p99 | × CPU |
            |---|--:|--:|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|
            """;

    private static final String NOTHING = "–";

    private Table() {}

    static String of(List<CellResult> results) {
        var text = new StringBuilder(HEAD);
        for (var result : results) {
            result.rows().forEach(row -> text.append(line(result, row)).append('\n'));
        }
        return text.toString();
    }

    private static String line(CellResult result, Row row) {
        var cell = result.cell();
        return "| "
                + String.join(
                        " | ",
                        cell.graph().name(),
                        cell.size(),
                        Integer.toString(cell.connections()),
                        row.contestant(),
                        spread(row.sample(Round::requestsPerSecond)),
                        number("%.0f", row.sample(Round::p50).median()),
                        spread(row.sample(Round::p99)),
                        precise(row.sample(Round::cpuMicros)),
                        row.allocated().isPresent()
                                ? number("%.0f", row.allocated().getAsDouble())
                                : NOTHING,
                        number("%.1f", row.sample(Round::connections).median()),
                        number("%.0f", row.rounds().getLast().residentMib()),
                        result.isSound(row)
                                ? "0"
                                : number("%.0f", row.sample(Round::failures).median()),
                        ratio(result, row, Round::requestsPerSecond),
                        ratio(result, row, Round::p99),
                        ratio(result, row, Round::cpuMicros))
                + " |";
    }

    /** To the relay, where both did the work that was asked for. */
    private static String ratio(CellResult result, Row row, ToDoubleFunction<Round> column) {
        return relayOf(result, row)
                .map(relay -> number("%.2f", row.ratio(relay, column).median()))
                .orElse(NOTHING);
    }

    private static Optional<Row> relayOf(CellResult result, Row row) {
        return row.contestant().equals(Contestant.RELAY) || !result.isSound(row)
                ? Optional.empty()
                : result.row(Contestant.RELAY).filter(result::isSound);
    }

    private static String spread(Sample sample) {
        return number("%.0f", sample.median()) + number(" ±%.0f%%", sample.spreadPercent());
    }

    private static String precise(Sample sample) {
        return number("%.1f", sample.median()) + number(" ±%.0f%%", sample.spreadPercent());
    }

    private static String number(String format, double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, format, value) : NOTHING;
    }
}
