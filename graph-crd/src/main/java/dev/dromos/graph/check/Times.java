package dev.dromos.graph.check;

import dev.dromos.graph.problem.Mistake;
import dev.dromos.graph.problem.Path;
import java.time.Duration;

/** What several rules ask of a duration. */
final class Times {
    private Times() {}

    /** Nothing can be done in no time; who wants no limit leaves it out. */
    static void atLeastOneMilli(Duration time, Path path, Findings findings) {
        if (!time.isPositive()) {
            findings.add(path, new Mistake.TooSmall(time.toMillis(), 1, " ms"));
        }
    }
}
