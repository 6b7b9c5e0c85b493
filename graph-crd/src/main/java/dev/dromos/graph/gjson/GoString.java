package dev.dromos.graph.gjson;

import dev.dromos.graph.json.JsonBuffer;
import dev.dromos.graph.json.JsonString;

/**
 * JSON strings as gjson writes them: HTML's own characters, the line separators of JavaScript and stray bytes are
 * escaped.
 */
final class GoString {
    private GoString() {}

    /** Bytes written at once, so that a limit is noticed not much later than it is passed. */
    private static final int CHUNK = 4096;

    static void quote(JsonBuffer out, byte[] utf8, int from, int to) {
        quote(out, utf8, from, to, Integer.MAX_VALUE);
    }

    /** Stops somewhere after {@code limit} bytes of {@code out}, with what is no JSON any more. */
    static void quote(JsonBuffer out, byte[] utf8, int from, int to, long limit) {
        out.append('"');
        int done = from;
        int i = from;
        while (i < to && out.length() <= limit) {
            int size = JsonString.sequenceLength(utf8, i, to);
            int unit = size == 0 ? 0xFFFD : special(utf8, i, size);
            size = Math.max(1, size);
            if (unit != 0) {
                out.appendEscaped(utf8, done, i).appendUnicode(unit);
                done = i + size;
            } else if (i - done >= CHUNK) {
                out.appendEscaped(utf8, done, i);
                done = i;
            }
            i += size;
        }
        out.appendEscaped(utf8, done, i).append('"');
    }

    /** The UTF-16 unit of the sequence at {@code i} when it has to be escaped, else 0. */
    private static int special(byte[] utf8, int i, int size) {
        byte b = utf8[i];
        if (b == '<' || b == '>' || b == '&') {
            return b;
        }
        boolean separator = size == 3 && b == (byte) 0xE2 && utf8[i + 1] == (byte) 0x80 && (utf8[i + 2] & 0xFE) == 0xA8;
        return separator ? 0x2000 | (utf8[i + 2] & 0x3F) : 0;
    }
}
