package dev.dromos.graph.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** The byte loops that everything here spends its time in. They read eight bytes at a time where that pays. */
final class JsonScan {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final long QUOTES = ONES * '"';
    private static final long BACKSLASHES = ONES * '\\';
    private static final long SPACES = ONES * ' ';

    private JsonScan() {}

    static int skipSpace(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to) {
            byte b = bytes[i];
            if (b > ' ' || (b != ' ' && b != '\n' && b != '\r' && b != '\t')) {
                return i;
            }
            i++;
        }
        return i;
    }

    static int skipDigits(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && bytes[i] >= '0' && bytes[i] <= '9') {
            i++;
        }
        return i;
    }

    /** The first quote, backslash or control character at or after {@code from}, or {@code to}. */
    static int skipPlain(byte[] bytes, int from, int to) {
        int i = from;
        for (; i + Long.BYTES <= to; i += Long.BYTES) {
            long word = (long) LONGS.get(bytes, i);
            long special = zeroes(word ^ QUOTES) | zeroes(word ^ BACKSLASHES) | ((word - SPACES) & ~word & HIGHS);
            if (special != 0) {
                // Borrows make false hits only above a true one, so the lowest is always true.
                return i + (Long.numberOfTrailingZeros(special) >>> 3);
            }
        }
        while (i < to) {
            byte b = bytes[i];
            if (b == '"' || b == '\\' || (b >= 0 && b < ' ')) {
                return i;
            }
            i++;
        }
        return i;
    }

    /** The value of four hexadecimal digits, negative when they are not. */
    static int hex4(byte[] bytes, int at) {
        int value = 0;
        for (int i = at; i < at + 4; i++) {
            byte b = bytes[i];
            int digit = b < 0 ? -1 : Character.digit(b, 16);
            if (digit < 0) {
                return -1;
            }
            value = (value << 4) | digit;
        }
        return value;
    }

    /** High bits where a byte of {@code word} is zero; exact up to and including the lowest. */
    private static long zeroes(long word) {
        return (word - ONES) & ~word & HIGHS;
    }
}
