package dev.dromos.examples.models;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Reads the fields of one JSON object and remembers every one that is missing or wrong; a wrong one reads as a sentinel. */
final class Fields {
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1970, 1, 1, 0, 0);

    private final JsonNode object;
    private final List<String> mistakes = new ArrayList<>();

    Fields(JsonNode object) {
        this.object = object;
    }

    double number(String name) {
        var node = object.path(name);
        return Json.isMeasure(node) ? node.doubleValue() : wrong(name, "a number up to 1e12", node, 0.0);
    }

    double numberFromZero(String name) {
        var number = number(name);
        return number >= 0 ? number : wrong(name, "a number from 0", object.path(name), 0.0);
    }

    String text(String name) {
        var node = object.path(name);
        return node.isTextual() ? node.textValue() : wrong(name, "a string", node, "");
    }

    /** One of the given words, which the list must not leave empty: the first one is the sentinel. */
    String oneOf(String name, Collection<String> words) {
        var node = object.path(name);
        return node.isTextual() && words.contains(node.textValue())
                ? node.textValue()
                : wrong(name, "one of " + words, node, words.iterator().next());
    }

    /** A time of day on a date, without zone, in ISO 8601. */
    LocalDateTime localTime(String name) {
        var node = object.path(name);
        try {
            return LocalDateTime.parse(node.asText());
        } catch (DateTimeParseException e) {
            return wrong(name, "a time such as 2026-03-14T15:09", node, NO_TIME);
        }
    }

    /** The value when every field was right, else all that was wrong. */
    <T> Parsed<T> orMistakes(T value) {
        return mistakes.isEmpty() ? new Parsed.Value<>(value) : new Parsed.Mistake<>(String.join("; ", mistakes));
    }

    private <T> T wrong(String name, String expected, JsonNode found, T sentinel) {
        mistakes.add("`%s` must be %s, found %s".formatted(name, expected, Json.excerpt(found)));
        return sentinel;
    }
}
