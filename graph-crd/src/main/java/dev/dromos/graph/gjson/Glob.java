package dev.dromos.graph.gjson;

import dev.dromos.graph.json.JsonString;
import java.util.Arrays;

/**
 * A pattern of text, {@code *} (anything) and {@code ?} (one character), compiled to code points. Matching goes back
 * to the last star only, so it takes pattern times text at worst; gjson's own matcher is exponential and gives up,
 * unmatched, after 10 000 tries a byte.
 */
final class Glob {
    private static final int ANY = -1;
    private static final int ONE = -2;
    private static final int NEVER = -3;
    private static final int INVALID = 0xFFFD;

    private final Utf8 pattern;
    private final int[] tokens;

    private Glob(Utf8 pattern, int[] tokens) {
        this.pattern = pattern;
        this.tokens = tokens;
    }

    static Glob of(Utf8 pattern) {
        byte[] bytes = pattern.bytes();
        int[] tokens = new int[bytes.length];
        int count = 0;
        boolean star = false;
        for (int i = 0; i < bytes.length; ) {
            int token = point(bytes, i, bytes.length);
            i += size(bytes, i, bytes.length);
            if (token == '*') {
                token = ANY;
            } else if (token == '?') {
                token = ONE;
            } else if (token == '\\' && i < bytes.length) {
                token = point(bytes, i, bytes.length);
                i += size(bytes, i, bytes.length);
            } else if (token == '\\' && !star) {
                // A backslash that escapes nothing is itself after a star and unmatchable otherwise, as in gjson.
                token = NEVER;
            }
            star |= token == ANY;
            if (token != ANY || count == 0 || tokens[count - 1] != ANY) {
                tokens[count++] = token;
            }
        }
        return new Glob(pattern, Arrays.copyOf(tokens, count));
    }

    /** Whether what the inside of a JSON string, {@code json[from, to)}, means matches. */
    boolean matchesMeaning(byte[] json, int from, int to, Budget budget) {
        if (tokens.length == 1 && tokens[0] == ANY) {
            return true;
        }
        if (Utf8.indexOf(json, from, to, '\\') < 0) {
            return matches(json, from, to, budget);
        }
        byte[] text = JsonString.decodeContent(json, from, to);
        return matches(text, 0, text.length, budget);
    }

    /** Whether the UTF-8 text {@code text[from, to)} matches; not when the budget does not last so long. */
    private boolean matches(byte[] text, int from, int to, Budget budget) {
        long left = budget.left();
        long rounds = 0;
        int i = from;
        int token = 0;
        int afterStar = -1;
        int retryAt = from;
        while (i < to) {
            if (++rounds > left) {
                break;
            }
            if (token < tokens.length && tokens[token] == ANY) {
                token++;
                afterStar = token;
                retryAt = i;
            } else if (token < tokens.length && accepts(tokens[token], text, i, to)) {
                token++;
                i += size(text, i, to);
            } else if (afterStar >= 0) {
                retryAt += size(text, retryAt, to);
                i = retryAt;
                token = afterStar;
            } else {
                break;
            }
        }
        budget.spend(rounds);
        return i >= to && (token == tokens.length || (token == tokens.length - 1 && tokens[token] == ANY));
    }

    private static boolean accepts(int token, byte[] text, int i, int to) {
        return token == ONE || token == point(text, i, to);
    }

    private static int size(byte[] text, int i, int to) {
        return text[i] >= 0 ? 1 : Math.max(1, JsonString.sequenceLength(text, i, to));
    }

    private static int point(byte[] text, int i, int to) {
        if (text[i] >= 0) {
            return text[i];
        }
        int size = JsonString.sequenceLength(text, i, to);
        int point = INVALID;
        if (size > 0) {
            point = text[i] & (0xFF >> (size + 1));
            for (int k = i + 1; k < i + size; k++) {
                point = (point << 6) | (text[k] & 0x3F);
            }
        }
        return point;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Glob that && pattern.equals(that.pattern);
    }

    @Override
    public int hashCode() {
        return pattern.hashCode();
    }

    @Override
    public String toString() {
        return pattern.toString();
    }
}
