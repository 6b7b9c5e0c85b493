package dev.dromos.examples.models;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.stream.StreamSupport;

/** JSON in, JSON out: trees only, since no Java type is ever chosen by what a client sends. */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final int EXCERPT_LENGTH = 60;
    private static final double LARGEST_MEASURE = 1e12;

    private Json() {}

    static Parsed<JsonNode> read(byte[] text) {
        try {
            var node = MAPPER.readTree(text);
            return node.isMissingNode() ? new Parsed.Mistake<>("the body is empty") : new Parsed.Value<>(node);
        } catch (JsonProcessingException e) {
            return new Parsed.Mistake<>("the body is not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            return new Parsed.Mistake<>("the body is not JSON: it is not UTF-8");
        }
    }

    static byte[] write(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree cannot be written", e);
        }
    }

    /** An object whose fields keep the order in which they are put. */
    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ArrayNode array(List<? extends JsonNode> items) {
        return JsonNodeFactory.instance.arrayNode(items.size()).addAll(items);
    }

    static ArrayNode texts(Iterable<String> items) {
        var array = JsonNodeFactory.instance.arrayNode();
        items.forEach(array::add);
        return array;
    }

    static ArrayNode numbers(Iterable<Double> items) {
        var array = JsonNodeFactory.instance.arrayNode();
        items.forEach(array::add);
        return array;
    }

    /** A measurement: no larger than a model can add up. */
    static boolean isMeasure(JsonNode node) {
        return node.isNumber() && Math.abs(node.doubleValue()) <= LARGEST_MEASURE;
    }

    static Parsed<Double> measure(JsonNode node) {
        return isMeasure(node)
                ? new Parsed.Value<>(node.doubleValue())
                : new Parsed.Mistake<>("must be a number up to 1e12, found " + excerpt(node));
    }

    /** The array under a name. */
    static Parsed<List<JsonNode>> list(JsonNode parent, String name) {
        var node = parent.path(name);
        return node.isArray()
                ? new Parsed.Value<>(
                        StreamSupport.stream(node.spliterator(), false).toList())
                : new Parsed.Mistake<>("`%s` must be an array, found %s".formatted(name, excerpt(node)));
    }

    /** Enough of what was found to recognise it in a message. */
    static String excerpt(JsonNode node) {
        if (node.isMissingNode()) {
            return "nothing";
        }
        var text = node.toString();
        return text.length() <= EXCERPT_LENGTH ? text : text.substring(0, EXCERPT_LENGTH) + "…";
    }
}
