package dev.dromos.examples.models;

import java.util.List;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Labelled rows to learn from.
 *
 * @param features what each column holds, in the order of the rows' values
 */
record Table(List<String> features, List<Row> rows) {
    private static final int HELD_OUT_EVERY = 5;

    Table {
        features = List.copyOf(features);
        rows = List.copyOf(rows);
    }

    /** One observation and its answer. */
    record Row(List<Double> values, String label) {
        Row {
            values = List.copyOf(values);
        }
    }

    /** Four rows of five. Models see only these, so that the others can measure them. */
    Table training() {
        return rowsWhere(i -> i % HELD_OUT_EVERY != HELD_OUT_EVERY - 1);
    }

    /** Every fifth row: where the rows are sorted by label, each label keeps its share. */
    Table heldOut() {
        return rowsWhere(i -> i % HELD_OUT_EVERY == HELD_OUT_EVERY - 1);
    }

    Table rowsWhere(IntPredicate index) {
        return new Table(
                features,
                IntStream.range(0, rows.size())
                        .filter(index)
                        .mapToObj(rows::get)
                        .toList());
    }

    /** The last columns only. */
    Table lastFeatures(int count) {
        var from = features.size() - count;
        return mapValues(features.subList(from, features.size()), values -> values.subList(from, values.size()));
    }

    /** The same answers for other columns, each row's computed from its present ones. */
    Table mapValues(List<String> columns, Function<List<Double>, List<Double>> change) {
        return new Table(
                columns,
                rows.stream()
                        .map(row -> new Row(change.apply(row.values()), row.label()))
                        .toList());
    }
}
