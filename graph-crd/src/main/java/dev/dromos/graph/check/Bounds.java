package dev.dromos.graph.check;

import dev.dromos.graph.problem.Mistake;
import dev.dromos.graph.problem.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What several rules ask of a value. */
final class Bounds {
    private Bounds() {}

    /** Nothing can be done in no time; who wants no limit leaves it out. */
    static void atLeastOneMilli(Duration time, Path path, Findings findings) {
        if (!time.isPositive()) {
            findings.add(path, new Mistake.TooSmall(time.toMillis(), 1, " ms"));
        }
    }

    /** Takes a value of the facts as it is there, absent perhaps. */
    static void within(@Nullable Long value, long least, long most, String unit, Path path, Findings findings) {
        if (value != null && value < least) {
            findings.add(path, new Mistake.TooSmall(value, least, unit));
        } else if (value != null && value > most) {
            findings.add(path, new Mistake.TooGreat(value, most, unit));
        }
    }
}
