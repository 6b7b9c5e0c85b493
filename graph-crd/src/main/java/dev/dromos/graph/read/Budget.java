package dev.dromos.graph.read;

import dev.dromos.graph.problem.Mistake;
import dev.dromos.graph.problem.Position;

/** What one text has used of its limits; the text is given up when a limit is passed. */
final class Budget {
    private final ReadLimits limits;
    private int aliases;
    private int values;

    Budget(ReadLimits limits) {
        this.limits = limits;
    }

    void value(Position at) {
        values++;
        if (values > limits.values()) {
            throw UnreadableText.because(new Mistake.TooManyValues(at, limits.values()));
        }
    }

    void alias(Position at) {
        aliases++;
        if (aliases > limits.aliases()) {
            throw UnreadableText.because(new Mistake.TooManyAliases(at, limits.aliases()));
        }
    }

    void depth(int depth, Position at) {
        if (depth > limits.depth()) {
            throw UnreadableText.because(new Mistake.TooNested(at, limits.depth()));
        }
    }
}
