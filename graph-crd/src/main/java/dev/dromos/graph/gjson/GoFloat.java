package dev.dromos.graph.gjson;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Numbers as Go's {@code strconv.ParseFloat} reads them: decimal, hexadecimal, with underscores between digits,
 * infinite, or not a number. Text that is no number is 0, because that is what a gjson query then compares with.
 */
final class GoFloat {
    /**
     * Digits whose value, and powers of ten whose value, a double holds exactly: their quotient is rounded once, so
     * it is right.
     */
    private static final int EXACT_DIGITS = 15;

    private static final double[] POWERS = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };

    private static final Pattern INTEGER = Pattern.compile("-?[0-9]*");
    // Possessive: a client's million digits that end in no number are tried once, not once per digit.
    private static final Pattern DECIMAL =
            Pattern.compile("[+-]?+([0-9]++\\.?+[0-9]*+|\\.[0-9]++)([eE][+-]?+[0-9]++)?+");
    private static final Pattern HEXADECIMAL =
            Pattern.compile("[+-]?+0[xX]([0-9a-fA-F]++\\.?+[0-9a-fA-F]*+|\\.[0-9a-fA-F]++)[pP][+-]?+[0-9]++");

    /** Go: an underscore stands between digits, or between the base prefix and a digit. */
    private static final Pattern MISPLACED_UNDERSCORE = Pattern.compile("(^|[^0-9a-fA-FxX])_|_($|[^0-9a-fA-F])");

    private static final Pattern MISPLACED_UNDERSCORE_IN_DECIMAL = Pattern.compile("(^|[^0-9])_|_($|[^0-9])");

    private GoFloat() {}

    /** The number written at {@code text[from, to)}; short ones are read in place. */
    static double parse(byte[] text, int from, int to) {
        int i = from < to && text[from] == '-' ? from + 1 : from;
        int first = i;
        long digits = 0;
        int point = to;
        while (i < to) {
            byte b = text[i];
            if (b >= '0' && b <= '9') {
                digits = digits * 10 + b - '0';
            } else if (b == '.' && point == to) {
                point = i;
            } else {
                return parseAny(new String(text, from, to - from, StandardCharsets.ISO_8859_1));
            }
            i++;
        }
        int length = to - first - (point < to ? 1 : 0);
        if (length < 1 || length > EXACT_DIGITS) {
            return parseAny(new String(text, from, to - from, StandardCharsets.ISO_8859_1));
        }
        double value = point < to ? digits / POWERS[to - point - 1] : digits;
        return first > from ? -value : value;
    }

    /** A number as Go's {@code Result.String} writes it: integers as they are, others without an exponent. */
    static String plain(Value value) {
        String text = new String(value.json, value.from, value.to - value.from, StandardCharsets.ISO_8859_1);
        if (INTEGER.matcher(text).matches()) {
            return text;
        }
        double number = value.number();
        if (Double.isNaN(number)) {
            return "NaN";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? "+Inf" : "-Inf";
        }
        if (number == 0) {
            return 1 / number < 0 ? "-0" : "0";
        }
        var shortest = new BigDecimal(Double.toString(number));
        var shorter = shortest.round(new MathContext(1));
        return (shorter.doubleValue() == number ? shorter : shortest)
                .stripTrailingZeros()
                .toPlainString();
    }

    private static double parseAny(String text) {
        String plain = text;
        if (text.indexOf('_') >= 0) {
            boolean hexadecimal = text.matches("(?s)[+-]?0[xX].*");
            var misplaced = hexadecimal ? MISPLACED_UNDERSCORE : MISPLACED_UNDERSCORE_IN_DECIMAL;
            if (misplaced.matcher(text).find()) {
                return 0;
            }
            plain = text.replace("_", "");
        }
        if (DECIMAL.matcher(plain).matches() || HEXADECIMAL.matcher(plain).matches()) {
            return Double.parseDouble(plain);
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            case "nan" -> Double.NaN;
            default -> 0;
        };
    }
}
