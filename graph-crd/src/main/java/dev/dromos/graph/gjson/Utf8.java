package dev.dromos.graph.gjson;

import dev.dromos.graph.json.JsonString;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes of a path, kept as UTF-8 so that they are compared with a document as it is, without decoding it. */
final class Utf8 {
    private final byte[] bytes;
    private final boolean backslash;

    private Utf8(byte[] bytes) {
        this.bytes = bytes;
        this.backslash = indexOf(bytes, 0, bytes.length, '\\') >= 0;
    }

    static Utf8 of(byte[] bytes, int from, int to) {
        return new Utf8(Arrays.copyOfRange(bytes, from, to));
    }

    static Utf8 of(String text) {
        return new Utf8(JsonString.utf8(text));
    }

    /** The text itself, to be read only. */
    byte[] bytes() {
        return bytes;
    }

    int length() {
        return bytes.length;
    }

    /**
     * Whether the inside of a JSON string, {@code json[from, to)}, means this text. An escape is always longer than
     * what it stands for, so lengths decide nearly always and nothing is decoded.
     */
    boolean isMeantBy(byte[] json, int from, int to) {
        int length = to - from;
        if (length == bytes.length) {
            return !backslash && Arrays.equals(json, from, to, bytes, 0, length);
        }
        return length > bytes.length
                && indexOf(json, from, to, '\\') >= 0
                && Arrays.equals(JsonString.decodeContent(json, from, to), bytes);
    }

    static int indexOf(byte[] bytes, int from, int to, char ascii) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == ascii) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Utf8 that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
