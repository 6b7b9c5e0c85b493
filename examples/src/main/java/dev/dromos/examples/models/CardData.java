package dev.dromos.examples.models;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Made-up card payments from a fixed seed, half of them fraud: abroad, at night, in quick succession more often than others. */
final class CardData {
    static final String FRAUD = "fraud";
    static final String GENUINE = "genuine";
    private static final long SEED = 41L;
    private static final int PAYMENTS = 1000;
    private static final LocalDateTime START = LocalDateTime.of(2026, 1, 1, 0, 0);
    private static final List<String> EVERYDAY = List.of("grocery", "fuel", "restaurant", "travel");
    private static final List<String> RISKY = List.of("electronics", "gift-cards", "jewellery");
    private static final List<String> ABROAD = List.of("BR", "CH", "GB", "US");

    private CardData() {}

    /**
     * How one kind of payment tends to look.
     *
     * @param logAmount mean of the logarithm of the amount in euros
     * @param minutes mean time since the card's last payment
     */
    private record Habit(double logAmount, double abroad, double night, double risky, double minutes) {}

    private static final Habit THIEF = new Habit(5.6, 0.7, 0.5, 0.6, 90);
    private static final Habit OWNER = new Habit(3.4, 0.12, 0.08, 0.15, 1500);

    static Table load() {
        var random = new Random(SEED);
        var rows = new ArrayList<Table.Row>();
        for (int i = 0; i < PAYMENTS; i++) {
            var fraud = random.nextBoolean();
            var payment = draw(fraud ? THIEF : OWNER, random);
            rows.add(new Table.Row(payment.features(), fraud ? FRAUD : GENUINE));
        }
        return new Table(Payment.FEATURES, rows);
    }

    private static Payment draw(Habit habit, Random random) {
        var amount = Math.exp(habit.logAmount() + random.nextGaussian());
        var country = happens(habit.abroad(), random) ? pick(ABROAD, random) : "DE";
        var hour = happens(habit.night(), random) ? random.nextInt(0, 6) : random.nextInt(6, 24);
        var merchant = pick(happens(habit.risky(), random) ? RISKY : EVERYDAY, random);
        var minutes = Math.round(-habit.minutes() * Math.log(1 - random.nextDouble()));
        var time = START.plusDays(random.nextInt(365)).withHour(hour).withMinute(random.nextInt(60));
        return new Payment(Rounding.toDecimals(amount, 2), "EUR", country, "DE", time, merchant, minutes);
    }

    private static boolean happens(double chance, Random random) {
        return random.nextDouble() < chance;
    }

    private static String pick(List<String> words, Random random) {
        return words.get(random.nextInt(words.size()));
    }
}
