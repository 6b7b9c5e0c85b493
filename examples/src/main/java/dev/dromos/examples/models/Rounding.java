package dev.dromos.examples.models;

/** Numbers as the server writes them: few decimals, so that the last bits of a CPU's arithmetic never show. */
final class Rounding {
    private static final int PROBABILITY_DECIMALS = 4;

    private Rounding() {}

    static double probability(double value) {
        return toDecimals(value, PROBABILITY_DECIMALS);
    }

    static double toDecimals(double value, int decimals) {
        var scale = Math.pow(10, decimals);
        return Math.round(value * scale) / scale;
    }
}
