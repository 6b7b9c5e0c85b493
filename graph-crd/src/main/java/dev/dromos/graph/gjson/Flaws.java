package dev.dromos.graph.gjson;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Collects what is wrong with a path while it is read. A component is read for objects and for arrays, but its author
 * meant one of the two; during the other reading this is {@linkplain #quietly quiet}.
 */
final class Flaws {
    private final byte[] text;
    private final List<PathFlaw> found = new ArrayList<>();
    private int quiet;

    Flaws(byte[] text) {
        this.text = text;
    }

    /** What {@code reading} reads, with nothing recorded meanwhile. */
    <T> T quietly(Supplier<T> reading) {
        quiet++;
        try {
            return reading.get();
        } finally {
            quiet--;
        }
    }

    /** @param at where in the bytes of the text */
    void add(int at, PathFlaw.Kind kind, String message) {
        if (quiet == 0) {
            addAlways(at, kind, message);
        }
    }

    void addAlways(int at, PathFlaw.Kind kind, String message) {
        var flaw = new PathFlaw(PathText.string(text, 0, at).length(), kind, message);
        if (!found.contains(flaw)) {
            found.add(flaw);
        }
    }

    /** Records each {@code &&} and {@code ||} in {@code text[from, to)} that is outside quotes and brackets. */
    void addLogicalOperators(int from, int to) {
        int depth = 0;
        for (int i = from; i < to; i++) {
            switch (text[i]) {
                case '\\' -> i++;
                case '"' -> i = PathText.quoteEnd(text, i, to);
                case '(', '[', '{' -> depth++;
                case ')', ']', '}' -> depth--;
                case '&', '|' -> {
                    if (depth == 0 && i + 1 < to && text[i + 1] == text[i]) {
                        String operator = new String(text, i, 2, StandardCharsets.UTF_8);
                        add(
                                i,
                                PathFlaw.Kind.LOGICAL_OPERATOR,
                                "`%s` is no operator of gjson, it is read as text".formatted(operator));
                        i++;
                    }
                }
                default -> {}
            }
        }
    }

    List<PathFlaw> sorted() {
        return found.stream().sorted(Flaws::inOrder).toList();
    }

    /** Not a comparator made of others: JDK 25 makes a class for each of them when it is first met (ADR 2). */
    private static int inOrder(PathFlaw one, PathFlaw other) {
        int order = Integer.compare(one.offset(), other.offset());
        return order == 0 ? one.kind().compareTo(other.kind()) : order;
    }
}
