package dev.dromos.graph.gjson;

import java.util.List;
import java.util.random.RandomGenerator;

/** Makes paths from a random source: most follow the grammar, the rest only use its letters. */
final class PathTexts {
    private static final List<String> KEYS =
            List.of("a", "b", "c", "name", "a\\.b", "a*", "?", "*", "é", "#", "0", "1", "nosuch", "");
    private static final List<String> MODIFIERS = List.of(
            "@this",
            "@reverse",
            "@keys",
            "@values",
            "@flatten",
            "@flatten:{\"deep\":true}",
            "@join",
            "@tostr",
            "@fromstr",
            "@group",
            "@ugly",
            "@valid",
            "@pretty",
            "@dig:a",
            "@nosuch");
    private static final List<String> OPERATORS = List.of("==", "=", "!=", "<", "<=", ">", ">=", "%", "!%", "", "!");
    private static final List<String> OPERANDS = List.of(
            "1",
            "\"dog\"",
            "dog",
            "\"d*\"",
            "true",
            "~true",
            "~null",
            "~*",
            "'dog'",
            "0.5 && a<2",
            "\"x\\\"y\"",
            "nan",
            "\"",
            "");
    private static final List<String> LETTERS = List.of(
            "a", "#", "(", ")", "[", "]", "{", "}", ".", "|", "@this", "!", "\"", "\\", "*", "=", "~", ":", ",", "1",
            " ");

    private final RandomGenerator random;

    PathTexts(RandomGenerator random) {
        this.random = random;
    }

    String next() {
        return random.nextInt(6) == 0 ? letters() : path(3);
    }

    private String letters() {
        var out = new StringBuilder();
        for (int i = random.nextInt(16); i > 0; i--) {
            out.append(pick(LETTERS));
        }
        return out.toString();
    }

    private String path(int depth) {
        var out = new StringBuilder(component(depth));
        for (int i = random.nextInt(3); i > 0; i--) {
            out.append(random.nextInt(4) == 0 ? '|' : '.').append(component(depth));
        }
        return out.toString();
    }

    private String component(int depth) {
        return switch (depth == 0 ? 0 : random.nextInt(9)) {
            case 0, 1, 2, 3 -> pick(KEYS);
            case 4 -> pick(MODIFIERS);
            case 5 -> "[" + path(depth - 1) + "," + path(depth - 1) + "]";
            case 6 -> "{\"k\":" + path(depth - 1) + "," + path(depth - 1) + "}";
            case 7 -> pick(List.of("!true", "!\"x\"", "![1,2]", "!5", "!nosuch"));
            default -> "#(" + path(depth - 1) + pick(OPERATORS) + pick(OPERANDS) + pick(List.of(")", ")#", ")", ""));
        };
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
