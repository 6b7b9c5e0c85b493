package dev.dromos.examples.models;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A request's input tensor as rows of numbers. */
record Tensor(List<List<Double>> rows) {
    private static final Set<String> NUMERIC = Set.of(
            "UINT8", "UINT16", "UINT32", "UINT64", "INT8", "INT16", "INT32", "INT64", "FP16", "FP32", "FP64", "BF16");

    Tensor {
        rows = List.copyOf(rows);
    }

    /**
     * Reads `name`, `datatype`, `shape` and `data`; the protocol allows the data to be flat or nested as the shape is.
     *
     * @param columns the model's number of features: the shape must be [rows, columns]
     */
    static Parsed<Tensor> parse(String name, int columns, JsonNode input) {
        if (!input.path("name").asText().equals(name)) {
            return wrong("`name` must be \"%s\"".formatted(name), input.path("name"));
        }
        if (!NUMERIC.contains(input.path("datatype").asText())) {
            return wrong("`datatype` must be a numeric one", input.path("datatype"));
        }
        var shape = input.path("shape");
        if (shape.size() != 2
                || !shape.path(0).isInt()
                || shape.path(0).intValue() < 0
                || shape.path(1).intValue() != columns) {
            return wrong("`shape` must be [rows, %d]".formatted(columns), shape);
        }
        if (!input.path("data").isArray()) {
            return wrong("`data` must be an array", input.path("data"));
        }
        var flat = new ArrayList<JsonNode>();
        flatten(input.path("data"), flat);
        var expected = (long) shape.path(0).intValue() * columns;
        if (flat.size() != expected) {
            return new Parsed.Mistake<>("`data` must have %d numbers, found %d".formatted(expected, flat.size()));
        }
        return Parsed.each("data", flat, Json::measure).map(numbers -> new Tensor(rowsOf(numbers, columns)));
    }

    private static void flatten(JsonNode node, List<JsonNode> flat) {
        for (var item : node) {
            if (item.isArray()) {
                flatten(item, flat);
            } else {
                flat.add(item);
            }
        }
    }

    private static List<List<Double>> rowsOf(List<Double> numbers, int columns) {
        var rows = new ArrayList<List<Double>>();
        for (int from = 0; from < numbers.size(); from += columns) {
            rows.add(List.copyOf(numbers.subList(from, from + columns)));
        }
        return rows;
    }

    private static Parsed<Tensor> wrong(String expected, JsonNode found) {
        return new Parsed.Mistake<>("%s, found %s".formatted(expected, Json.excerpt(found)));
    }
}
