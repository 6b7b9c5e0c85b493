package dev.dromos.graph.json;

/**
 * Tells whether bytes are one JSON text, as RFC 8259 and Go's {@code json.Valid} have it.
 *
 * <p>White space around the value is fine, anything else after it is not. Any value may stand alone. Bytes above 0x7F
 * inside a string are not looked at, so invalid UTF-8 passes: it is passed on byte by byte, and refusing it here
 * would break clients that KServe serves. Control characters inside a string are refused.
 *
 * <p>One pass, no recursion: how deep a text is nested costs a bit per level and never a stack frame.
 */
public final class JsonText {

    /** Arrays and objects inside each other, at most; what a model server sends is below ten. */
    public static final int MAX_DEPTH = 512;

    private static final int NOT_FOUND = -1;

    private JsonText() {}

    /** What bytes are, read as JSON. */
    public enum Validity {
        VALID,
        INVALID,
        /** Nested deeper than was allowed; nothing after that place was read. */
        TOO_DEEP
    }

    /** Whether these bytes are one JSON value of at most {@link #MAX_DEPTH} levels. */
    public static boolean isValid(byte[] bytes) {
        return check(bytes, 0, bytes.length, MAX_DEPTH) == Validity.VALID;
    }

    /** Whether {@code bytes[from, to)} is one JSON value of at most {@link #MAX_DEPTH} levels. */
    public static boolean isValid(byte[] bytes, int from, int to) {
        return check(bytes, from, to, MAX_DEPTH) == Validity.VALID;
    }

    /** What these bytes are when {@link #MAX_DEPTH} levels are allowed. */
    public static Validity check(byte[] bytes) {
        return check(bytes, 0, bytes.length, MAX_DEPTH);
    }

    /**
     * What {@code bytes[from, to)} is.
     *
     * @param maxDepth levels of arrays and objects; a scalar has none
     */
    public static Validity check(byte[] bytes, int from, int to, int maxDepth) {
        var open = new Nesting();
        int i = from;
        while (true) {
            i = JsonScan.skipSpace(bytes, i, to);
            if (i == to) {
                return Validity.INVALID;
            }
            byte first = bytes[i];
            boolean inside = first == '{' || first == '[';
            if (inside && open.depth() == maxDepth) {
                return Validity.TOO_DEEP;
            }
            i = inside ? enter(bytes, i, to, open) : scalar(bytes, i, to);
            if (open.inArray() && !inside) {
                i = moreNumbers(bytes, i, to);
            }
            if (i >= 0 && (!inside || open.closed())) {
                i = leave(bytes, i, to, open);
            }
            if (i < 0) {
                return Validity.INVALID;
            }
            if (open.depth() == 0) {
                return i == to ? Validity.VALID : Validity.INVALID;
            }
        }
    }

    /**
     * Steps into the container at {@code i}; returns the start of its first value, or what follows it when it is
     * empty.
     */
    private static int enter(byte[] bytes, int i, int to, Nesting open) {
        boolean object = bytes[i] == '{';
        open.push(object);
        int next = JsonScan.skipSpace(bytes, i + 1, to);
        if (next < to && bytes[next] == (object ? '}' : ']')) {
            open.pop();
            return next + 1;
        }
        return object ? key(bytes, next, to) : next;
    }

    /**
     * After a value: closes what ends here; returns the start of the next value, or the end of the text when all is
     * closed.
     */
    private static int leave(byte[] bytes, int from, int to, Nesting open) {
        int i = JsonScan.skipSpace(bytes, from, to);
        while (open.depth() > 0) {
            if (i == to) {
                return NOT_FOUND;
            }
            byte b = bytes[i];
            if (b == ',') {
                i = JsonScan.skipSpace(bytes, i + 1, to);
                return open.inObject() ? key(bytes, i, to) : i;
            }
            if (b != (open.inObject() ? '}' : ']')) {
                return NOT_FOUND;
            }
            open.pop();
            i = JsonScan.skipSpace(bytes, i + 1, to);
        }
        return i;
    }

    /** Reads {@code "key" :}; returns what follows the colon. */
    private static int key(byte[] bytes, int i, int to) {
        if (i >= to || bytes[i] != '"') {
            return NOT_FOUND;
        }
        int colon = string(bytes, i + 1, to);
        if (colon < 0) {
            return NOT_FOUND;
        }
        colon = JsonScan.skipSpace(bytes, colon, to);
        return colon < to && bytes[colon] == ':' ? colon + 1 : NOT_FOUND;
    }

    private static int scalar(byte[] bytes, int i, int to) {
        return switch (bytes[i]) {
            case '"' -> string(bytes, i + 1, to);
            case 't' -> word(bytes, i, to, "true");
            case 'f' -> word(bytes, i, to, "false");
            case 'n' -> word(bytes, i, to, "null");
            default -> number(bytes, i, to);
        };
    }

    /**
     * After a scalar of an array: passes over the numbers that follow it, which is what most bodies are made of. Leaves whatever is
     * not plainly a comma and a number to the caller.
     */
    private static int moreNumbers(byte[] bytes, int from, int to) {
        int i = from;
        while (i >= 0 && i < to - 2 && bytes[i] == ',') {
            int next = bytes[i + 1] == ' ' ? i + 2 : i + 1;
            byte first = bytes[next];
            if (first > '9' || (first < '0' && first != '-')) {
                return i;
            }
            i = number(bytes, next, to);
        }
        return i;
    }

    private static int word(byte[] bytes, int i, int to, String word) {
        if (to - i < word.length()) {
            return NOT_FOUND;
        }
        for (int k = 1; k < word.length(); k++) {
            if (bytes[i + k] != word.charAt(k)) {
                return NOT_FOUND;
            }
        }
        return i + word.length();
    }

    /** Reads the rest of a string whose opening quote is before {@code i}. */
    private static int string(byte[] bytes, int from, int to) {
        int i = from;
        while (true) {
            i = JsonScan.skipPlain(bytes, i, to);
            if (i == to) {
                return NOT_FOUND;
            }
            byte b = bytes[i];
            if (b == '"') {
                return i + 1;
            }
            if (b != '\\') {
                return NOT_FOUND;
            }
            i = escape(bytes, i + 1, to);
            if (i < 0) {
                return NOT_FOUND;
            }
        }
    }

    private static int escape(byte[] bytes, int i, int to) {
        if (i == to) {
            return NOT_FOUND;
        }
        return switch (bytes[i]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> i + 1;
            case 'u' -> to - i > 4 && JsonScan.hex4(bytes, i + 1) >= 0 ? i + 5 : NOT_FOUND;
            default -> NOT_FOUND;
        };
    }

    private static int number(byte[] bytes, int from, int to) {
        int i = bytes[from] == '-' ? from + 1 : from;
        int digits = JsonScan.skipDigits(bytes, i, to);
        if (digits == i || (bytes[i] == '0' && digits > i + 1)) {
            return NOT_FOUND;
        }
        i = digits;
        if (i < to && bytes[i] == '.') {
            digits = JsonScan.skipDigits(bytes, i + 1, to);
            if (digits == i + 1) {
                return NOT_FOUND;
            }
            i = digits;
        }
        if (i < to && (bytes[i] | 0x20) == 'e') {
            int exponent = i + 1 < to && (bytes[i + 1] == '+' || bytes[i + 1] == '-') ? i + 2 : i + 1;
            digits = JsonScan.skipDigits(bytes, exponent, to);
            return digits == exponent ? NOT_FOUND : digits;
        }
        return i;
    }
}
