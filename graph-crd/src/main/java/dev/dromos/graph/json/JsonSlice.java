package dev.dromos.graph.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One JSON value where it stands: a part of somebody's bytes, not a copy. Whoever keeps it keeps the whole array,
 * which must not change meanwhile. Equal when the bytes are.
 */
public final class JsonSlice {
    private final byte[] bytes;
    private final int from;
    private final int to;

    private JsonSlice(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.from = from;
        this.to = to;
    }

    /** The value at {@code bytes[from, to)}. */
    public static JsonSlice of(byte[] bytes, int from, int to) {
        return new JsonSlice(bytes, from, to);
    }

    /** The array that the value stands in; not a copy. */
    public byte[] array() {
        return bytes;
    }

    public int from() {
        return from;
    }

    public int to() {
        return to;
    }

    public int length() {
        return to - from;
    }

    public byte[] toByteArray() {
        return Arrays.copyOfRange(bytes, from, to);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JsonSlice that && Arrays.equals(bytes, from, to, that.bytes, that.from, that.to);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + bytes[i];
        }
        return hash;
    }

    @Override
    public String toString() {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }
}
