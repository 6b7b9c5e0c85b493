package dev.dromos.examples.models;

import static java.util.Map.entry;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** The models that this server can train, by name, and those that it did. */
final class Catalog {

    /** Everything there is, in alphabetical order. */
    static final SequencedMap<String, Recipe> RECIPES = inOrder(List.of(
            entry("animal-adult", new Recipe.Labels(Learner.TREE, PetData::adultsBySpecies)),
            entry("animal-young", new Recipe.Labels(Learner.LOGISTIC, PetData::youngBySpecies)),
            entry("card-features", new Recipe.CardFeatures()),
            entry("dog-breed-forest", new Recipe.Labels(Learner.FOREST, PetData::dogsByBreed)),
            entry("dog-breed-logistic", new Recipe.Labels(Learner.LOGISTIC, PetData::dogsByBreed)),
            entry("fraud-forest", new Recipe.Labels(Learner.FOREST, CardData::load)),
            entry("fraud-logistic", new Recipe.Labels(Learner.LOGISTIC, CardData::load)),
            entry("fraud-tree", new Recipe.Labels(Learner.TREE, CardData::load)),
            entry("iris-forest", new Recipe.Labels(Learner.FOREST, IrisData::load)),
            entry("iris-logistic", new Recipe.Labels(Learner.LOGISTIC, IrisData::load)),
            entry(
                    "iris-petals",
                    new Recipe.Labels(Learner.LOGISTIC, () -> IrisData.load().lastFeatures(2))),
            entry("iris-probabilities", new Recipe.Probabilities(Learner.LOGISTIC, IrisData::load)),
            entry("iris-referee", new Recipe.Labels(Learner.TREE, Stacking::irisProbabilities)),
            entry("iris-tree", new Recipe.Labels(Learner.TREE, IrisData::load))));

    private final SequencedMap<String, ServedModel> models;

    private Catalog(SequencedMap<String, ServedModel> models) {
        this.models = Collections.unmodifiableSequencedMap(models);
    }

    /**
     * Trains the named models, each once; some ten milliseconds a model.
     *
     * @throws IllegalArgumentException when there is no recipe of such a name
     */
    static Catalog train(Collection<String> names) {
        var models = new LinkedHashMap<String, ServedModel>();
        for (var name : names) {
            var recipe = RECIPES.get(name);
            if (recipe == null) {
                throw new IllegalArgumentException(
                        "no model `%s`, found %s".formatted(name, RECIPES.sequencedKeySet()));
            }
            models.computeIfAbsent(name, recipe::make);
        }
        return new Catalog(models);
    }

    Optional<ServedModel> find(String name) {
        return Optional.ofNullable(models.get(name));
    }

    Collection<String> names() {
        return models.sequencedKeySet();
    }

    private static SequencedMap<String, Recipe> inOrder(List<Map.Entry<String, Recipe>> entries) {
        var map = new LinkedHashMap<String, Recipe>();
        entries.forEach(entry -> map.put(entry.getKey(), entry.getValue()));
        return Collections.unmodifiableSequencedMap(map);
    }
}
