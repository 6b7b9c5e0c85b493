package dev.dromos.graph.schema;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A rule of the checker as the API server asks it: CEL over the value of one record, {@code self}. What it says when the rule does not
 * hold is the checker's text, or as much of it as CEL can know.
 *
 * @param text with {@link #HOLE} and {@link #NUMBER} for what is found
 * @param found CEL for each hole of the text, all of one type
 * @param field below the record, such as {@code .nodes}; empty for the record itself
 */
record Law(String rule, String text, List<String> found, String field) {

    /** Stands for a text that is known when the rule is asked, in a text of the checker's. */
    static final String HOLE = "HOLE";

    /** Stands for a number so. */
    static final int NUMBER = 4711;

    private static final Pattern HOLES = Pattern.compile(HOLE + "|" + NUMBER);
    private static final Pattern TO_ESCAPE = Pattern.compile("[\\\\']");

    Law {
        found = List.copyOf(found);
    }

    static Law of(String rule, String text, String... found) {
        return new Law(rule, text, List.of(found), "");
    }

    /** The same law, told of a field below the record. */
    Law at(String below) {
        return new Law(rule, text, found, below);
    }

    /** The part of a text before what CEL cannot know, or not in a steady order. */
    static String before(String end, String text) {
        int at = text.indexOf(end);
        if (at < 0) {
            throw new IllegalArgumentException("`%s` is not in `%s`".formatted(end, text));
        }
        return text.substring(0, at);
    }

    /** A text as CEL writes it. */
    static String quote(String text) {
        return "'" + TO_ESCAPE.matcher(text).replaceAll(escaped -> Matcher.quoteReplacement("\\" + escaped.group()))
                + "'";
    }

    /** With {@code format}, since the API server takes a text joined by {@code +} for endless when a part of it is a number. */
    Tree asTree() {
        var tree = new Tree().with("rule", rule);
        if (found.isEmpty()) {
            tree.with("message", text);
        } else {
            String format = HOLES.matcher(text.replace("%", "%%")).replaceAll("%s");
            tree.with("messageExpression", "%s.format([%s])".formatted(quote(format), String.join(", ", found)));
        }
        return field.isEmpty() ? tree : tree.with("fieldPath", field);
    }
}
