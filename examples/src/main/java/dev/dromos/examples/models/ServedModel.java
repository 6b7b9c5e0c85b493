package dev.dromos.examples.models;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** A model as its clients see it: an instance goes in, a prediction comes out. */
sealed interface ServedModel {

    String name();

    /** Answers the likeliest label and how likely it is. */
    record Labels(String name, Classifier classifier) implements ServedModel {}

    /** Answers every label's probability, in the labels' alphabetical order: numbers for the next model. */
    record Probabilities(String name, Classifier classifier) implements ServedModel {}

    /** No model at all but the step before one: turns a raw card payment into the features that the fraud models read. */
    record CardFeatures(String name) implements ServedModel {}

    /** One instance's prediction, as JSON. */
    default Parsed<JsonNode> predict(JsonNode instance) {
        return switch (this) {
            case Labels labels ->
                values(labels.classifier().features(), instance)
                        .map(values -> labelled(labels.classifier().predict(values)));
            case Probabilities all ->
                values(all.classifier().features(), instance)
                        .map(values -> Json.numbers(
                                all.classifier().predict(values).probabilities().sequencedValues()));
            case CardFeatures _ -> Payment.parse(instance).map(ServedModel::featuresOf);
        };
    }

    private static JsonNode labelled(Classifier.Verdict verdict) {
        return Json.object().put("label", verdict.label()).put("probability", verdict.probability());
    }

    private static JsonNode featuresOf(Payment payment) {
        var object = Json.object().put(Payment.AMOUNT_EUR, payment.amountEur());
        var values = payment.features();
        for (int i = 0; i < values.size(); i++) {
            object.put(Payment.FEATURES.get(i), values.get(i));
        }
        return object;
    }

    /** An instance is the numbers in the model's order, or an object that names at least those the model reads. */
    private static Parsed<List<Double>> values(List<String> features, JsonNode instance) {
        if (instance.isObject()) {
            var fields = new Fields(instance);
            return fields.orMistakes(features.stream().map(fields::number).toList());
        }
        if (!instance.isArray() || instance.size() != features.size()) {
            return new Parsed.Mistake<>(
                    "must be the %d numbers %s, found %s".formatted(features.size(), features, Json.excerpt(instance)));
        }
        return Parsed.each("features", instance, Json::measure);
    }
}
