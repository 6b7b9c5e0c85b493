package dev.dromos.graph.json;

import java.util.Arrays;

/**
 * The inside of a JSON string on its way to the bytes it means. Text that no JSON string may contain ends it early
 * and harmlessly, as gjson does: whatever was read before it counts.
 */
final class Unescaping {
    private final byte[] in;
    private final int to;
    private int i;
    private final byte[] out;
    private int length;

    Unescaping(byte[] in, int from, int to) {
        this.in = in;
        this.i = from;
        this.to = to;
        // No escape means more bytes than it is written with: six for a unit of at most three.
        this.out = new byte[Math.max(0, to - from)];
    }

    byte[] run() {
        while (i < to) {
            byte b = in[i];
            if (b >= 0 && b < ' ') {
                break;
            }
            if (b != '\\') {
                out[length++] = b;
                i++;
            } else if (!escape()) {
                break;
            }
        }
        return Arrays.copyOf(out, length);
    }

    private boolean escape() {
        if (i + 1 >= to) {
            return false;
        }
        byte kind = in[i + 1];
        byte plain = switch (kind) {
            case '"', '\\', '/' -> kind;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> 0;
        };
        if (plain == 0) {
            return kind == 'u' && unicode();
        }
        out[length++] = plain;
        i += 2;
        return true;
    }

    private boolean unicode() {
        if (to - i < 6) {
            return false;
        }
        int unit = Math.max(0, JsonScan.hex4(in, i + 2));
        i += 6;
        if (unit < Character.MIN_SURROGATE || unit > Character.MAX_SURROGATE) {
            encode(unit);
            return true;
        }
        int second = 0;
        if (to - i >= 6 && in[i] == '\\' && in[i + 1] == 'u') {
            second = Math.max(0, JsonScan.hex4(in, i + 2));
            i += 6;
        }
        boolean pair = unit < Character.MIN_LOW_SURROGATE
                && second >= Character.MIN_LOW_SURROGATE
                && second <= Character.MAX_LOW_SURROGATE;
        encode(pair ? Character.toCodePoint((char) unit, (char) second) : 0xFFFD);
        return true;
    }

    private void encode(int point) {
        if (point < 0x80) {
            out[length++] = (byte) point;
        } else if (point < 0x800) {
            out[length++] = (byte) (0xC0 | (point >> 6));
            continuation(point);
        } else if (point < 0x10000) {
            out[length++] = (byte) (0xE0 | (point >> 12));
            continuation(point >> 6);
            continuation(point);
        } else {
            out[length++] = (byte) (0xF0 | (point >> 18));
            continuation(point >> 12);
            continuation(point >> 6);
            continuation(point);
        }
    }

    private void continuation(int bits) {
        out[length++] = (byte) (0x80 | (bits & 0x3F));
    }
}
