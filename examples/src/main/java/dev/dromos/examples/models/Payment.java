package dev.dromos.examples.models;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;

/**
 * A card payment as a shop's till reports it, and the features that fraud models read.
 *
 * <p>Training and serving both go through {@link #features}, so they cannot drift apart.
 *
 * @param country where the card was used, ISO 3166
 * @param cardCountry where it was issued
 */
record Payment(
        double amount,
        String currency,
        String country,
        String cardCountry,
        LocalDateTime localTime,
        String merchant,
        double minutesSinceLast) {

    /** Euros for one unit. Fixed: a feature must not change from day to day. */
    private static final SequencedMap<String, Double> EUROS = euros();

    private static final Set<String> RISKY_MERCHANTS = Set.of("electronics", "gift-cards", "jewellery");
    private static final int NIGHT_ENDS_HOUR = 6;

    private static SequencedMap<String, Double> euros() {
        var rates = new LinkedHashMap<String, Double>();
        rates.put("EUR", 1.0);
        rates.put("BRL", 0.16);
        rates.put("CHF", 1.05);
        rates.put("GBP", 1.15);
        rates.put("USD", 0.9);
        return Collections.unmodifiableSequencedMap(rates);
    }

    /** What the fraud models learn from; the amount in euros goes along for conditions in a graph. */
    static final List<String> FEATURES =
            List.of("log_amount", "foreign", "night", "risky_merchant", "minutes_since_last");

    static final String AMOUNT_EUR = "amount_eur";

    static Parsed<Payment> parse(JsonNode json) {
        if (!json.isObject()) {
            return new Parsed.Mistake<>("must be an object, found " + Json.excerpt(json));
        }
        var fields = new Fields(json);
        return fields.orMistakes(new Payment(
                fields.numberFromZero("amount"),
                fields.oneOf("currency", EUROS.sequencedKeySet()),
                fields.text("country"),
                fields.text("card_country"),
                fields.localTime("local_time"),
                fields.text("merchant"),
                fields.numberFromZero("minutes_since_last")));
    }

    double amountEur() {
        return Rounding.toDecimals(amount * EUROS.getOrDefault(currency, 1.0), 2);
    }

    /** In the order of {@link #FEATURES}. */
    List<Double> features() {
        return List.of(
                Rounding.toDecimals(Math.log1p(amountEur()), 4),
                flag(!country.equals(cardCountry)),
                flag(localTime.getHour() < NIGHT_ENDS_HOUR),
                flag(RISKY_MERCHANTS.contains(merchant)),
                minutesSinceLast);
    }

    private static double flag(boolean on) {
        return on ? 1 : 0;
    }
}
