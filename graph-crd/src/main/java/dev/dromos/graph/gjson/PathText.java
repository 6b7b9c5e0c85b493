package dev.dromos.graph.gjson;

import dev.dromos.graph.json.JsonWalk;
import java.nio.charset.StandardCharsets;

/** How a path's text hangs together: quotes, brackets, words. */
final class PathText {
    private PathText() {}

    static String string(byte[] text, int from, int to) {
        return new String(text, from, to - from, StandardCharsets.UTF_8);
    }

    /**
     * The closing quote of the one at {@code from}, {@code to} when there is none. A backslash hides what follows it.
     */
    static int quoteEnd(byte[] text, int from, int to) {
        int i = from + 1;
        while (i < to && text[i] != '"') {
            i += text[i] == '\\' ? 2 : 1;
        }
        return Math.min(i, to);
    }

    /** The end of a modifier's name. */
    static int wordEnd(byte[] text, int from, int to) {
        int i = from;
        while (i < to && text[i] != '.' && text[i] != '|' && text[i] != ':') {
            i++;
        }
        return i;
    }

    /** The first byte of {@code text[from, to)} above a space; {@code to} when there is none. */
    static int trimStart(byte[] text, int from, int to) {
        int i = from;
        while (i < to && text[i] >= 0 && text[i] <= ' ') {
            i++;
        }
        return i;
    }

    /** After the last byte of {@code text[from, to)} above a space. */
    static int trimEnd(byte[] text, int from, int to) {
        int i = to;
        while (i > from && text[i - 1] >= 0 && text[i - 1] <= ' ') {
            i--;
        }
        return i;
    }

    /** A pipe that ends the path of every element and applies to their array; negative when there is none. */
    static int outerPipe(byte[] text, int from, int to) {
        if (Utf8.indexOf(text, from, to, '|') < 0) {
            return -1;
        }
        if (from < to && text[from] == '{') {
            return pipeAfterBraces(text, from, to);
        }
        int i = from;
        while (i < to) {
            if (text[i] == '\\') {
                i++;
            } else if (text[i] == '|') {
                return i;
            } else if (text[i] == '.') {
                if (i == to - 1) {
                    return -1;
                }
                if (text[i + 1] == '#') {
                    i += 2;
                    if (i == to) {
                        return -1;
                    }
                    i = text[i] == '[' || text[i] == '(' ? selectorEnd(text, i, to) : i;
                }
            }
            i++;
        }
        return -1;
    }

    /** gjson closes the brace by counting from what follows it, so only few forms have a pipe here; those are kept. */
    private static int pipeAfterBraces(byte[] text, int from, int to) {
        int end = squash(text, from + 1, to);
        return end < to && text[end] == '|' ? end : -1;
    }

    private static int selectorEnd(byte[] text, int from, int to) {
        byte open = text[from];
        byte close = (byte) (open == '[' ? ']' : ')');
        int depth = 1;
        int i = from + 1;
        while (i < to) {
            byte b = text[i];
            if (b == '\\') {
                i++;
            } else if (b == open) {
                depth++;
            } else if (b == close) {
                depth--;
                if (depth == 0) {
                    return i;
                }
            } else if (b == '"') {
                i = quoteEnd(text, i, to);
            }
            i++;
        }
        return i;
    }

    /** The end of a string, or of what stands in brackets from {@code from} on; {@code to} when it does not end. */
    static int squash(byte[] text, int from, int to) {
        if (from < to && text[from] == '"') {
            int end = JsonWalk.stringEnd(text, from, to);
            return end < 0 ? to : end;
        }
        return JsonWalk.containerEnd(text, from, to);
    }
}
