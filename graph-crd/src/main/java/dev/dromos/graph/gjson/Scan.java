package dev.dromos.graph.gjson;

import dev.dromos.graph.json.JsonWalk;

/**
 * The steps between values. On JSON they are what one expects; gjson also walks text that is none (the inside of a
 * string, what a modifier made), where its answer is to skip whatever begins no value, and that is kept.
 */
final class Scan {
    private static final byte NUMBER = 1;
    private static final byte STRING = 2;
    private static final byte NESTED = 3;
    private static final byte TRUE = 4;
    private static final byte FALSE = 5;
    private static final byte N = 6;
    private static final byte[] BEGINS = new byte[256];

    static {
        for (char c : "+-0123456789iIN".toCharArray()) {
            BEGINS[c] = NUMBER;
        }
        BEGINS['"'] = STRING;
        BEGINS['{'] = NESTED;
        BEGINS['['] = NESTED;
        BEGINS['t'] = TRUE;
        BEGINS['f'] = FALSE;
        BEGINS['n'] = N;
    }

    private Scan() {}

    static boolean beginsValue(byte b) {
        return BEGINS[b & 0xFF] != 0;
    }

    /** The next key's quote or the end of the object, {@code to} when there is neither. */
    static int toKey(byte[] json, int from, int to) {
        int i = from;
        while (i < to && json[i] != '"' && json[i] != '}') {
            i++;
        }
        return i;
    }

    /** Where the next value begins, {@code to} when none does. */
    static int toValue(byte[] json, int from, int to) {
        int i = from;
        while (i < to && BEGINS[json[i] & 0xFF] == 0) {
            i++;
        }
        return i;
    }

    /** Where the next element begins or the array ends, {@code to} when neither comes. */
    static int toElement(byte[] json, int from, int to) {
        int i = from;
        while (i < to && BEGINS[json[i] & 0xFF] == 0 && json[i] != ']') {
            i++;
        }
        return i;
    }

    /** The end of the value that begins at {@code i}; negative for a string without an end. */
    static int end(byte[] json, int i, int to) {
        return switch (BEGINS[json[i] & 0xFF]) {
            case STRING -> JsonWalk.stringEnd(json, i, to);
            case NESTED -> JsonWalk.containerEnd(json, i, to);
            case TRUE, FALSE -> wordEnd(json, i, to);
            case N -> isNan(json, i, to) ? JsonWalk.numberEnd(json, i, to) : wordEnd(json, i, to);
            default -> JsonWalk.numberEnd(json, i, to);
        };
    }

    static Value.Kind kind(byte[] json, int i, int to) {
        return switch (BEGINS[json[i] & 0xFF]) {
            case STRING -> Value.Kind.STRING;
            case NESTED -> Value.Kind.JSON;
            case TRUE -> Value.Kind.TRUE;
            case FALSE -> Value.Kind.FALSE;
            case N -> isNan(json, i, to) ? Value.Kind.NUMBER : Value.Kind.NULL;
            default -> Value.Kind.NUMBER;
        };
    }

    static int wordEnd(byte[] json, int from, int to) {
        int i = from + 1;
        while (i < to && json[i] >= 'a' && json[i] <= 'z') {
            i++;
        }
        return i;
    }

    private static boolean isNan(byte[] json, int i, int to) {
        return i + 1 < to && json[i + 1] != 'u';
    }
}
