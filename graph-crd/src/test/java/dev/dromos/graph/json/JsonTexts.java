package dev.dromos.graph.json;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Makes JSON texts from a random source, with all that a grammar allows: white space, escapes, duplicate keys, odd
 * numbers.
 */
public final class JsonTexts {
    private static final List<String> KEYS =
            List.of("a", "b", "c", "name", "a.b", "", "#", "0", "é", "\\u0061", "k\\\"q");
    private static final List<String> SCALARS = List.of(
            "0",
            "-1",
            "5",
            "0.5",
            "1e3",
            "1E-2",
            "12345678901234567890",
            "true",
            "false",
            "null",
            "\"\"",
            "\"dog\"",
            "\"x\\\"y\"",
            "\"\\u0064og\"",
            "\"[1,2]\"",
            "\"{\\\"a\\\":1}\"",
            "\"é\"",
            "\"\\ud83d\\ude00\"",
            "\"\\ud83d\"");
    private static final List<String> SPACES = List.of("", "", "", " ", "\n", "\t", " \r\n");

    private final RandomGenerator random;

    public JsonTexts(RandomGenerator random) {
        this.random = random;
    }

    /** A JSON text of at most {@code depth} levels. */
    public String next(int depth) {
        var out = new StringBuilder();
        value(depth, out);
        return out.toString();
    }

    /** A text that differs from {@code text} in one character, put in, taken out or replaced. */
    public String mutate(String text) {
        int at = random.nextInt(text.length() + 1);
        int until = Math.min(text.length(), at + random.nextInt(2));
        return text.substring(0, at)
                + pick(List.of("", "{", "}", "[", "]", ",", ":", "\"", "\\", "0", "-", ".", "e", "t", " ", "\u0001"))
                + text.substring(until);
    }

    public <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private void value(int depth, StringBuilder out) {
        out.append(pick(SPACES));
        int kind = depth == 0 ? 0 : random.nextInt(5);
        if (kind < 2) {
            out.append(pick(SCALARS));
        } else {
            container(kind == 2, depth, out);
        }
        out.append(pick(SPACES));
    }

    private void container(boolean array, int depth, StringBuilder out) {
        out.append(array ? '[' : '{');
        int size = random.nextInt(4);
        for (int i = 0; i < size; i++) {
            out.append(i == 0 ? "" : ",");
            if (!array) {
                out.append(pick(SPACES))
                        .append('"')
                        .append(pick(KEYS))
                        .append('"')
                        .append(pick(SPACES))
                        .append(':');
            }
            value(depth - 1, out);
        }
        out.append(size == 0 ? pick(SPACES) : "").append(array ? ']' : '}');
    }
}
