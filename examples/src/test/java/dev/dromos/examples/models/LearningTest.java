package dev.dromos.examples.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LearningTest {

    /** Each bar is a few rows under what the model reaches, and far over what guessing would. Two breeds look alike to a linear model. */
    @ParameterizedTest
    @CsvSource({
        "animal-adult, 0.95",
        "animal-young, 0.95",
        "dog-breed-forest, 0.9",
        "dog-breed-logistic, 0.82",
        "fraud-forest, 0.93",
        "fraud-logistic, 0.93",
        "fraud-tree, 0.9",
        "iris-forest, 0.86",
        "iris-logistic, 0.86",
        "iris-petals, 0.86",
        "iris-probabilities, 0.86",
        "iris-referee, 0.86",
        "iris-tree, 0.86",
    })
    void labelsMostRowsThatItHasNotSeen(String name, double bar) {
        var data = dataOf(name);
        var classifier = train(name);

        var right = data.heldOut().rows().stream()
                .filter(row -> classifier.predict(row.values()).label().equals(row.label()))
                .count();
        assertThat((double) right / data.heldOut().rows().size()).as(name).isGreaterThanOrEqualTo(bar);
    }

    static List<String> learned() {
        return Catalog.RECIPES.entrySet().stream()
                .filter(recipe -> !(recipe.getValue() instanceof Recipe.CardFeatures))
                .map(Map.Entry::getKey)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("learned")
    void sameSeedMakesTheSameModel(String name) {
        var once = train(name);
        var again = train(name);

        assertThat(dataOf(name).rows())
                .allSatisfy(row -> assertThat(once.predict(row.values())).isEqualTo(again.predict(row.values())));
    }

    /** Where numbers are so large that their sums are not, nothing would be the likeliest. */
    @ParameterizedTest
    @MethodSource("learned")
    void everyNumberThatTheServerTakesHasAnAnswer(String name) {
        var classifier = train(name);

        assertThat(List.of(1e12, -1e12, 1e-300, 0.0, -0.0)).allSatisfy(number -> {
            var values = Collections.nCopies(classifier.features().size(), number);
            assertThat(classifier.labels()).contains(classifier.predict(values).label());
        });
    }

    private static Table dataOf(String name) {
        return switch (recipe(name)) {
            case Recipe.Labels(var learner, var data) -> data.get();
            case Recipe.Probabilities(var learner, var data) -> data.get();
            case Recipe.CardFeatures() -> throw new IllegalArgumentException(name);
        };
    }

    private static Classifier train(String name) {
        return switch (recipe(name).make(name)) {
            case ServedModel.Labels(var ignored, var classifier) -> classifier;
            case ServedModel.Probabilities(var ignored, var classifier) -> classifier;
            case ServedModel.CardFeatures(var ignored) -> throw new IllegalArgumentException(name);
        };
    }

    private static Recipe recipe(String name) {
        return Catalog.RECIPES.getOrDefault(name, new Recipe.CardFeatures());
    }
}
