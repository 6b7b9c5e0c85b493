package dev.dromos.graph.read;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.dromos.graph.problem.Mistake;
import dev.dromos.graph.problem.Position;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;

/** One JSON value as a located tree. It may be indented with tabs, which YAML forbids. */
final class JsonTree {
    /** A table of names kept between texts would grow with, and could be clogged by, names that a stranger chooses. */
    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            // Ours are stricter and speak our language, see ReadLimits and Values; these must only stay out of the way.
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .build())
            .build();

    private final Source source;
    private final Budget budget;

    private JsonTree(Source source, ReadLimits limits) {
        this.source = source;
        this.budget = new Budget(limits);
    }

    static Documents read(Source source, ReadLimits limits) {
        return new JsonTree(source, limits).read();
    }

    private Documents read() {
        try (JsonParser parser = FACTORY.createParser(source.text())) {
            if (parser.nextToken() == null) {
                return new Documents(List.of(), List.of());
            }
            Located value = value(parser, 1);
            return parser.nextToken() == null
                    ? new Documents(List.of(value), List.of())
                    : new Documents(
                            List.of(),
                            List.of(new Mistake.Syntax(at(parser), "found more after the end of the value")));
        } catch (UnreadableText stop) {
            return new Documents(List.of(), List.of(stop.mistake()));
        } catch (JsonProcessingException fault) {
            return new Documents(List.of(), List.of(syntax(fault)));
        } catch (IOException impossible) {
            throw new UncheckedIOException("a text in memory cannot fail to be read", impossible);
        }
    }

    private Located value(JsonParser parser, int depth) throws IOException {
        Position at = at(parser);
        budget.value(at);
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                budget.depth(depth, at);
                yield mapping(parser, depth, at);
            }
            case START_ARRAY -> {
                budget.depth(depth, at);
                yield listing(parser, depth, at);
            }
            case VALUE_STRING -> scalar(parser, Located.Kind.TEXT, Located.Style.DOUBLE_QUOTED);
            case VALUE_NUMBER_INT -> scalar(parser, Located.Kind.WHOLE, Located.Style.PLAIN);
            case VALUE_NUMBER_FLOAT -> scalar(parser, Located.Kind.DECIMAL, Located.Style.PLAIN);
            case VALUE_TRUE, VALUE_FALSE -> scalar(parser, Located.Kind.TRUTH, Located.Style.PLAIN);
            case VALUE_NULL -> scalar(parser, Located.Kind.NOTHING, Located.Style.PLAIN);
            case END_ARRAY, END_OBJECT, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                throw new IllegalStateException("a value cannot start with " + parser.currentToken());
        };
    }

    private Located mapping(JsonParser parser, int depth, Position at) throws IOException {
        var entries = new LinkedHashMap<String, Located.Entry>();
        var faults = new ArrayList<Mistake.InText>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            Position keyAt = at(parser);
            parser.nextToken();
            var first = entries.putIfAbsent(key, new Located.Entry(keyAt, value(parser, depth + 1)));
            if (first != null) {
                faults.add(new Mistake.DuplicateKey(keyAt, key, first.keyAt()));
            }
        }
        return new Located.Mapping(entries, faults, at);
    }

    private Located listing(JsonParser parser, int depth, Position at) throws IOException {
        var items = new ArrayList<Located>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(parser, depth + 1));
        }
        return new Located.Listing(items, at);
    }

    private Located scalar(JsonParser parser, Located.Kind kind, Located.Style style) throws IOException {
        return new Located.Scalar(kind, parser.getText(), at(parser), index(parser.currentTokenLocation()), style);
    }

    private Position at(JsonParser parser) {
        return source.position(index(parser.currentTokenLocation()));
    }

    private static int index(JsonLocation location) {
        return Math.toIntExact(location.getCharOffset());
    }

    private Mistake.Syntax syntax(JsonProcessingException fault) {
        var place = fault.getLocation() == null ? Position.START : source.position(index(fault.getLocation()));
        var message = String.valueOf(fault.getOriginalMessage());
        // Jackson adds where the object started, in a form of its own.
        int aside = message.indexOf(" (start marker");
        var what = (aside < 0 ? message : message.substring(0, aside))
                .lines()
                .findFirst()
                .orElse("");
        var lower = what.isEmpty() ? "not readable" : what.substring(0, 1).toLowerCase(Locale.ROOT) + what.substring(1);
        return new Mistake.Syntax(place, lower);
    }
}
