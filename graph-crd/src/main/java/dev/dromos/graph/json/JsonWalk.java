package dev.dromos.graph.json;

/**
 * Steps over JSON values without looking inside.
 *
 * <p>On text that is not JSON every step still ends, inside the range, and says something; what it says is gjson's
 * answer, which paths rely on when they look into text that only resembles JSON.
 */
public final class JsonWalk {
    private static final byte QUOTE = 1;
    private static final byte OPEN = 2;
    private static final byte CLOSE = 3;
    private static final byte[] KIND = new byte[256];

    static {
        KIND['"'] = QUOTE;
        KIND['{'] = OPEN;
        KIND['['] = OPEN;
        KIND['('] = OPEN;
        KIND['}'] = CLOSE;
        KIND[']'] = CLOSE;
        KIND[')'] = CLOSE;
    }

    private JsonWalk() {}

    /** The first byte that is not white space. */
    public static int skipSpace(byte[] bytes, int from, int to) {
        return JsonScan.skipSpace(bytes, from, to);
    }

    /** The end of the value that begins at {@code from}; {@code to} when it does not end. */
    public static int valueEnd(byte[] bytes, int from, int to) {
        if (from >= to) {
            return to;
        }
        return switch (bytes[from]) {
            case '"' -> {
                int end = stringEnd(bytes, from, to);
                yield end < 0 ? to : end;
            }
            case '{', '[' -> containerEnd(bytes, from, to);
            default -> numberEnd(bytes, from, to);
        };
    }

    /** After the closing quote of the string whose opening quote is at {@code from}; negative when there is none. */
    public static int stringEnd(byte[] bytes, int from, int to) {
        int i = from + 1;
        while (i < to) {
            byte b = bytes[i];
            if (b == '"') {
                return i + 1;
            }
            i += b == '\\' ? 2 : 1;
        }
        return -1;
    }

    /**
     * After the bracket that closes the one at {@code from}; {@code to} when nothing does. Round ones count as well.
     */
    public static int containerEnd(byte[] bytes, int from, int to) {
        int depth = 1;
        int i = from + 1;
        while (i < to) {
            byte kind = KIND[bytes[i] & 0xFF];
            if (kind == 0) {
                i++;
            } else if (kind == QUOTE) {
                i = stringEnd(bytes, i, to);
                if (i < 0) {
                    return to;
                }
            } else {
                depth += kind == OPEN ? 1 : -1;
                i++;
                if (depth == 0) {
                    return i;
                }
            }
        }
        return to;
    }

    /** The end of a number, or of any other word: white space, a comma or a closing bracket. */
    public static int numberEnd(byte[] bytes, int from, int to) {
        int i = from + 1;
        while (i < to) {
            byte b = bytes[i];
            if ((b >= 0 && b <= ' ') || b == ',' || b == ']' || b == '}') {
                return i;
            }
            i++;
        }
        return Math.min(i, to);
    }

    static int skipSeparators(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && (bytes[i] == ',' || bytes[i] == ':' || (bytes[i] >= 0 && bytes[i] <= ' '))) {
            i++;
        }
        return i;
    }
}
