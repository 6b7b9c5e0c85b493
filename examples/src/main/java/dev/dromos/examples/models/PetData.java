package dev.dromos.examples.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Predicate;

/** Made-up measurements of cats and dogs, drawn from a fixed seed around the figures of each breed. */
final class PetData {
    static final List<String> FEATURES = List.of("weight_kg", "height_cm", "ear_cm", "snout_cm", "age_months");
    static final int ADULT_MONTHS = 12;
    private static final long SEED = 20_260_314L;
    private static final int PETS_PER_BREED = 120;

    /** Standard deviation of one animal's measurements around its breed's, as a share of them. */
    private static final double SPREAD = 0.1;

    private static final List<Breed> BREEDS = List.of(
            new Breed("dog", "beagle", 11, 37, 13, 8),
            new Breed("dog", "chihuahua", 2.5, 20, 7, 4.5),
            new Breed("dog", "corgi", 12, 28, 10, 8.5),
            new Breed("dog", "poodle", 24, 52, 16, 12),
            new Breed("cat", "siamese", 4, 25, 7.5, 3),
            new Breed("cat", "persian", 4.5, 23, 4.5, 1.8));

    private PetData() {}

    /** A breed's adults: kilograms and centimetres. */
    private record Breed(String species, String name, double weight, double height, double ear, double snout) {}

    private record Pet(Breed breed, List<Double> measures, int ageMonths) {
        boolean isAdult() {
            return ageMonths >= ADULT_MONTHS;
        }
    }

    /** Is it a cat or a dog? Grown animals only. */
    static Table adultsBySpecies() {
        return table(Pet::isAdult, pet -> pet.breed().species());
    }

    /** Is it a kitten or a puppy? Labelled `cat` and `dog` all the same. */
    static Table youngBySpecies() {
        return table(pet -> !pet.isAdult(), pet -> pet.breed().species());
    }

    /** Which breed of dog, at any age? */
    static Table dogsByBreed() {
        return table(
                pet -> pet.breed().species().equals("dog"), pet -> pet.breed().name());
    }

    private static Table table(Predicate<Pet> which, Function<Pet, String> label) {
        var rows = pets().stream()
                .filter(which)
                .map(pet -> new Table.Row(pet.measures(), label.apply(pet)))
                .toList();
        return new Table(FEATURES, rows);
    }

    private static List<Pet> pets() {
        var random = new Random(SEED);
        var pets = new ArrayList<Pet>();
        for (var breed : BREEDS) {
            for (int i = 0; i < PETS_PER_BREED; i++) {
                var ageMonths = random.nextBoolean() ? random.nextInt(2, 12) : random.nextInt(12, 120);
                pets.add(draw(breed, ageMonths, random));
            }
        }
        return pets;
    }

    /** Weight grows with the cube of length, roughly; both end at twelve months. */
    private static Pet draw(Breed breed, int ageMonths, Random random) {
        var grown = Math.min(1.0, 0.4 + 0.6 * ageMonths / ADULT_MONTHS);
        var measures = List.of(
                around(breed.weight() * grown * grown * grown, random),
                around(breed.height() * grown, random),
                around(breed.ear() * grown, random),
                around(breed.snout() * grown, random),
                (double) ageMonths);
        return new Pet(breed, measures, ageMonths);
    }

    private static double around(double mean, Random random) {
        return Rounding.toDecimals(mean * Math.max(0.2, 1 + SPREAD * random.nextGaussian()), 2);
    }
}
