package dev.dromos.graph.read;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;

/** Numbers as they are written in YAML 1.1, of which JSON's are some. A text that would take long to convert is none. */
final class WrittenNumber {
    /** Digits of a number; far more than 64 bits have, and few enough to convert in no time. */
    private static final int MOST_DIGITS = 100;

    private WrittenNumber() {}

    /**
     * Underscores part digits, a leading 0 means octal, 0x and 0b as in Java; a decimal is whole when its fraction is nothing. Empty
     * when it is no whole number: a tag can claim {@code !!int} of any text, and {@code 0x_} has no digits.
     */
    static Optional<BigInteger> whole(String written) {
        boolean negative = written.startsWith("-");
        String digits = (negative || written.startsWith("+") ? written.substring(1) : written).replace("_", "");
        if (digits.length() > MOST_DIGITS) {
            return Optional.empty();
        }
        try {
            var number = radixed(digits);
            return Optional.of(negative ? number.negate() : number);
        } catch (NumberFormatException noInteger) {
            return decimal(written).flatMap(WrittenNumber::integral);
        }
    }

    /** Empty as for {@link #whole}, and for an exponent that no machine can hold. */
    static Optional<BigDecimal> decimal(String written) {
        if (written.length() > MOST_DIGITS) {
            return Optional.empty();
        }
        try {
            return Optional.of(new BigDecimal(written.replace("_", "")));
        } catch (NumberFormatException noNumber) {
            return Optional.empty();
        }
    }

    private static Optional<BigInteger> integral(BigDecimal number) {
        if ((long) number.precision() - number.scale() > MOST_DIGITS) {
            return Optional.empty();
        }
        try {
            return Optional.of(number.toBigIntegerExact());
        } catch (ArithmeticException fraction) {
            return Optional.empty();
        }
    }

    private static BigInteger radixed(String digits) {
        if (digits.length() < 2 || digits.charAt(0) != '0') {
            return new BigInteger(digits);
        }
        return switch (digits.charAt(1)) {
            case 'x' -> new BigInteger(digits.substring(2), 16);
            case 'b' -> new BigInteger(digits.substring(2), 2);
            case 'o' -> new BigInteger(digits.substring(2), 8);
            default -> new BigInteger(digits, 8);
        };
    }
}
