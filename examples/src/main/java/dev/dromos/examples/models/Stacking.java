package dev.dromos.examples.models;

import java.util.List;
import java.util.stream.IntStream;

/** Data for a model that learns from another model's answers. */
final class Stacking {
    private static final int FOLDS = 4;

    private Stacking() {}

    /**
     * Every iris with the probabilities that a logistic regression gives it which has not seen it: learnt from the answers
     * about known rows, the second model would trust the first one too much.
     */
    static Table irisProbabilities() {
        var iris = IrisData.load();
        var folds = IntStream.range(0, FOLDS)
                .mapToObj(fold -> Classifier.train(Learner.LOGISTIC, iris.rowsWhere(i -> i % FOLDS != fold)))
                .toList();
        var columns = folds.getFirst().labels();
        var rows = IntStream.range(0, iris.rows().size())
                .mapToObj(i -> answered(folds.get(i % FOLDS), iris.rows().get(i)))
                .toList();
        return new Table(columns, rows);
    }

    private static Table.Row answered(Classifier first, Table.Row row) {
        return new Table.Row(
                List.copyOf(first.predict(row.values()).probabilities().sequencedValues()), row.label());
    }
}
