package dev.dromos.graph;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Durations as Kubernetes writes them: {@code 300ms}, {@code 2s}, {@code 1m30s}. Whole units from hours to milliseconds, each once. */
public final class KubernetesDuration {
    /** For messages: what a duration looks like. */
    public static final String EXPECTED = "a duration such as 300ms, 2s or 1m30s";

    /** In any dialect; digits enough for years of each unit, and too few to overflow a clock of nanoseconds. An empty text matches too. */
    public static final String PATTERN = "(?:([0-9]{1,6})h)?(?:([0-9]{1,6})m)?(?:([0-9]{1,9})s)?(?:([0-9]{1,9})ms)?";

    private static final Pattern TEXT = Pattern.compile(PATTERN);

    private KubernetesDuration() {}

    /** Empty when the text is no such duration. */
    public static Optional<Duration> parse(String text) {
        var parts = TEXT.matcher(text);
        if (text.isEmpty() || !parts.matches()) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofHours(number(parts, 1))
                .plusMinutes(number(parts, 2))
                .plusSeconds(number(parts, 3))
                .plusMillis(number(parts, 4)));
    }

    /** The shortest text that {@link #parse} reads as this duration, of which less than a millisecond is dropped. */
    public static String text(Duration duration) {
        var text = unit(duration.toHours(), "h")
                + unit(duration.toMinutesPart(), "m")
                + unit(duration.toSecondsPart(), "s")
                + unit(duration.toMillisPart(), "ms");
        return text.isEmpty() ? "0s" : text;
    }

    private static String unit(long number, String unit) {
        return number == 0 ? "" : number + unit;
    }

    private static long number(MatchResult parts, int group) {
        return parts.start(group) < 0 ? 0 : Long.parseLong(parts.group(group));
    }
}
