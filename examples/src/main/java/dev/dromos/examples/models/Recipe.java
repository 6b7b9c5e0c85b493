package dev.dromos.examples.models;

import java.util.function.Supplier;

/** How to make a model. The data is read or drawn only when the model is made: a graph needs few of them. */
sealed interface Recipe {

    /** Answers a label. */
    record Labels(Learner learner, Supplier<Table> data) implements Recipe {}

    /** Answers every label's probability. */
    record Probabilities(Learner learner, Supplier<Table> data) implements Recipe {}

    /** Answers the features of a card payment. */
    record CardFeatures() implements Recipe {}

    default ServedModel make(String name) {
        return switch (this) {
            case Labels(var learner, var data) ->
                new ServedModel.Labels(
                        name, Classifier.train(learner, data.get().training()));
            case Probabilities(var learner, var data) ->
                new ServedModel.Probabilities(
                        name, Classifier.train(learner, data.get().training()));
            case CardFeatures() -> new ServedModel.CardFeatures(name);
        };
    }
}
