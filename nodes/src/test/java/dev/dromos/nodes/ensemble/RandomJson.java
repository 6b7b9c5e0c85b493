package dev.dromos.nodes.ensemble;

import dev.dromos.graph.json.JsonString;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** JSON texts that a model server could send: any kind of value, odd numbers and white space included. */
record RandomJson(Random random) {
    private static final List<String> NUMBERS =
            List.of("0", "-0", "1e400", "1.50", "12345678901234567890", "-1.0E-7", "3.141592653589793238462643383279");
    private static final List<String> SPACES = List.of("", "", " ", "\n", "\t ", "\r\n");
    private static final String LETTERS = "ab\"\\/\n\u0001\u00e9\u4e2d<&> {}[],:";

    List<String> values(int count) {
        return IntStream.range(0, count).mapToObj(_ -> value(4)).toList();
    }

    String text() {
        return random.ints(random.nextInt(8), 0, LETTERS.length())
                .mapToObj(i -> LETTERS.substring(i, i + 1))
                .collect(Collectors.joining());
    }

    private String value(int depth) {
        var value = switch (random.nextInt(depth > 0 ? 7 : 5)) {
            case 0 -> "null";
            case 1 -> "true";
            case 2 -> "false";
            case 3 -> NUMBERS.get(random.nextInt(NUMBERS.size()));
            case 4 -> JsonString.quote(text());
            case 5 -> list("[", depth, "", "]");
            default -> list("{", depth, JsonString.quote(text()) + space() + ":", "}");
        };
        return space() + value + space();
    }

    private String list(String opening, int depth, String before, String closing) {
        return IntStream.range(0, random.nextInt(4))
                .mapToObj(_ -> space() + before + value(depth - 1))
                .collect(Collectors.joining(",", opening + space(), closing));
    }

    private String space() {
        return SPACES.get(random.nextInt(SPACES.size()));
    }
}
