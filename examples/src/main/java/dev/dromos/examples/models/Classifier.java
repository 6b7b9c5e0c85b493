package dev.dromos.examples.models;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.impl.ArrayExample;
import org.tribuo.provenance.SimpleDataSourceProvenance;

/** A trained Tribuo model; a prediction takes microseconds and does not block. */
final class Classifier {
    private static final LabelFactory LABELS = new LabelFactory();

    /** Tribuo tells of every tree at INFO. Held here, since the JDK forgets the level of a logger that nobody holds. */
    private static final Logger TRIBUO = Logger.getLogger("org.tribuo");

    static {
        TRIBUO.setLevel(Level.WARNING);
    }

    private final List<String> features;
    private final List<String> labels;
    private final Model<Label> model;

    private Classifier(List<String> features, Model<Label> model) {
        this.features = List.copyOf(features);
        this.labels = model.getOutputIDInfo().getDomain().stream()
                .map(Label::getLabel)
                .sorted()
                .toList();
        this.model = model;
    }

    /**
     * How likely each label is.
     *
     * @param probabilities by label, in alphabetical order, rounded for the wire
     */
    record Verdict(String label, SequencedMap<String, Double> probabilities) {
        Verdict {
            probabilities = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(probabilities));
        }

        double probability() {
            return probabilities.getOrDefault(label, 0.0);
        }
    }

    static Classifier train(Learner learner, Table table) {
        var provenance = new SimpleDataSourceProvenance("rows in memory", LABELS);
        var dataset = new MutableDataset<>(provenance, LABELS);
        for (var row : table.rows()) {
            dataset.add(example(table.features(), row.values(), new Label(row.label())));
        }
        return new Classifier(table.features(), learner.trainer().train(dataset));
    }

    /** The columns it reads, in order. */
    List<String> features() {
        return features;
    }

    /** The answers it knows, in alphabetical order. */
    List<String> labels() {
        return labels;
    }

    /**
     * @param values in the order of {@link #features}
     */
    Verdict predict(List<Double> values) {
        var prediction = model.predict(example(features, values, LabelFactory.UNKNOWN_LABEL));
        var scores = prediction.getOutputScores();
        var probabilities = new LinkedHashMap<String, Double>();
        for (var label : labels) {
            var score = scores.get(label);
            probabilities.put(label, score == null ? 0.0 : Rounding.probability(score.getScore()));
        }
        return new Verdict(prediction.getOutput().getLabel(), probabilities);
    }

    private static Example<Label> example(List<String> features, List<Double> values, Label label) {
        var numbers = values.stream().mapToDouble(Double::doubleValue).toArray();
        return new ArrayExample<>(label, features.toArray(String[]::new), numbers);
    }
}
