package dev.dromos.graph.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that grow: where JSON is spliced together from text of ours and values of other people's. */
public final class JsonBuffer {
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};

    private byte[] bytes;
    private int length;

    /** An empty buffer with room for {@code capacity} bytes before it has to grow. */
    public JsonBuffer(int capacity) {
        bytes = new byte[Math.max(capacity, 16)];
    }

    public int length() {
        return length;
    }

    public JsonBuffer append(char ascii) {
        reserve(1);
        bytes[length++] = (byte) ascii;
        return this;
    }

    /** Appends text that is known to be ASCII and to need no escapes. */
    public JsonBuffer appendAscii(String text) {
        reserve(text.length());
        for (int i = 0; i < text.length(); i++) {
            bytes[length++] = (byte) text.charAt(i);
        }
        return this;
    }

    public JsonBuffer append(byte[] source) {
        return append(source, 0, source.length);
    }

    /** Appends {@code source[from, to)} as it is. */
    public JsonBuffer append(byte[] source, int from, int to) {
        reserve(to - from);
        System.arraycopy(source, from, bytes, length, to - from);
        length += to - from;
        return this;
    }

    public JsonBuffer append(JsonSlice value) {
        return append(value.array(), value.from(), value.to());
    }

    /** Appends a JSON string; a lone surrogate becomes U+FFFD, as it has no UTF-8. */
    public JsonBuffer appendQuoted(String text) {
        byte[] utf8 = JsonString.utf8(text);
        return appendQuoted(utf8, 0, utf8.length);
    }

    /** Appends {@code utf8[from, to)} as a JSON string; what is not UTF-8 in it becomes U+FFFD. */
    public JsonBuffer appendQuoted(byte[] utf8, int from, int to) {
        reserve(to - from + 2);
        return append('"').appendEscaped(utf8, from, to).append('"');
    }

    /** How many bytes {@link #appendQuoted(byte[], int, int)} makes of these. */
    public static long quotedSize(byte[] utf8) {
        long size = 2;
        for (int i = 0; i < utf8.length; ) {
            byte b = utf8[i];
            int length = b < 0 ? JsonString.sequenceLength(utf8, i, utf8.length) : 1;
            size += b >= 0 ? escapedSize(b) : length == 0 ? JsonString.REPLACEMENT.length : length;
            i += Math.max(length, 1);
        }
        return size;
    }

    private static int escapedSize(byte ascii) {
        return switch (ascii) {
            case '"', '\\', '\b', '\f', '\n', '\r', '\t' -> 2;
            default -> ascii < ' ' ? 6 : 1;
        };
    }

    /** Appends {@code utf8[from, to)} as a part of the inside of a JSON string. */
    public JsonBuffer appendEscaped(byte[] utf8, int from, int to) {
        int i = from;
        while (i < to) {
            byte b = utf8[i];
            if (b >= 0) {
                appendEscaped(b);
                i++;
            } else {
                int size = JsonString.sequenceLength(utf8, i, to);
                if (size == 0) {
                    append(JsonString.REPLACEMENT);
                    i++;
                } else {
                    append(utf8, i, i + size);
                    i += size;
                }
            }
        }
        return this;
    }

    private void appendEscaped(byte ascii) {
        switch (ascii) {
            case '"' -> appendAscii("\\\"");
            case '\\' -> appendAscii("\\\\");
            case '\b' -> appendAscii("\\b");
            case '\f' -> appendAscii("\\f");
            case '\n' -> appendAscii("\\n");
            case '\r' -> appendAscii("\\r");
            case '\t' -> appendAscii("\\t");
            default -> {
                if (ascii < ' ') {
                    appendUnicode(ascii);
                } else {
                    append((char) ascii);
                }
            }
        }
    }

    /** Appends the escape of four hexadecimal digits for a UTF-16 unit. */
    public JsonBuffer appendUnicode(int unit) {
        appendAscii("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            append((char) HEX[(unit >> shift) & 0xF]);
        }
        return this;
    }

    /** Forgets what was appended after the first {@code newLength} bytes. */
    public JsonBuffer truncate(int newLength) {
        length = Math.min(length, newLength);
        return this;
    }

    /** A copy of the bytes from {@code from} to {@code to}. */
    public JsonSlice copy(int from, int to) {
        return JsonSlice.of(Arrays.copyOfRange(bytes, from, to), 0, to - from);
    }

    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    /** What was written, without a copy when the capacity was right: nothing may be done with the buffer any more. */
    public byte[] toFullArray() {
        return length == bytes.length ? bytes : toByteArray();
    }

    /** What was written so far, without a copy: nothing may be appended while it is in use. */
    public JsonSlice toSlice() {
        return JsonSlice.of(bytes, 0, length);
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private void reserve(int more) {
        int needed = Math.addExact(length, more);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, (int) Math.min(2L * bytes.length, Integer.MAX_VALUE - 8)));
        }
    }
}
