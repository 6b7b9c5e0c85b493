package dev.dromos.graph.read;

import dev.dromos.graph.problem.Mistake;
import dev.dromos.graph.problem.Position;
import java.util.List;
import java.util.SequencedMap;

/** A value of YAML or JSON with its place; both languages give the same tree. */
sealed interface Located {

    Position at();

    /**
     * A text, number, truth value or nothing.
     *
     * @param text as written for numbers and truth values; decoded for texts
     * @param start the index in the source where it starts, its opening quote or block mark included
     */
    record Scalar(Kind kind, String text, Position at, int start, Style style) implements Located {}

    /** A list. */
    record Listing(List<Located> items, Position at) implements Located {}

    /**
     * A mapping.
     *
     * @param faults what its keys did wrong, each with its place
     */
    record Mapping(SequencedMap<String, Entry> entries, List<Mistake.InText> faults, Position at) implements Located {}

    /** A value that the reader cannot take, with the reason. */
    record Unreadable(Mistake.InText mistake) implements Located {
        @Override
        public Position at() {
            return mistake.at();
        }
    }

    /** A value of a mapping and the place of its key. */
    record Entry(Position keyAt, Located value) {}

    /** What a scalar is. */
    enum Kind {
        TEXT,
        WHOLE,
        DECIMAL,
        TRUTH,
        NOTHING
    }

    /** How a scalar is written, which decides where its n-th character stands. */
    enum Style {
        PLAIN,
        SINGLE_QUOTED,
        DOUBLE_QUOTED,
        LITERAL,
        FOLDED
    }
}
