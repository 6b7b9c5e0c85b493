package dev.dromos.examples.models;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Fisher's 150 irises; the README beside the file says where this copy came from. */
final class IrisData {
    static final List<String> FEATURES =
            List.of("sepal_length_cm", "sepal_width_cm", "petal_length_cm", "petal_width_cm");
    private static final String RESOURCE = "iris.csv";

    private IrisData() {}

    static Table load() {
        try (var stream = Objects.requireNonNull(IrisData.class.getResourceAsStream(RESOURCE), RESOURCE);
                var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.US_ASCII))) {
            return parse(lines.readAllLines());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first line ends with the names of the classes that the last column counts. */
    private static Table parse(List<String> lines) {
        var head = cells(lines.getFirst());
        var species = head.subList(2, head.size());
        var rows = new ArrayList<Table.Row>();
        for (var line : lines.subList(1, lines.size())) {
            var cells = cells(line);
            var values = cells.subList(0, FEATURES.size()).stream()
                    .map(Double::valueOf)
                    .toList();
            rows.add(new Table.Row(values, species.get(Integer.parseInt(cells.getLast()))));
        }
        return new Table(FEATURES, rows);
    }

    private static List<String> cells(String line) {
        return Arrays.asList(line.split(",", -1));
    }
}
