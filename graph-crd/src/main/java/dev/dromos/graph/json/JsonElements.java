package dev.dromos.graph.json;

/**
 * The elements of one array, in order; the bytes must be valid JSON, and a value that is not an array has no
 * elements.
 */
public final class JsonElements {
    private final byte[] bytes;
    private final int end;
    private int from;
    private int to;

    private JsonElements(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.end = to;
        int start = JsonScan.skipSpace(bytes, from, to);
        this.to = start < to && bytes[start] == '[' ? start + 1 : to;
    }

    public static JsonElements of(byte[] bytes) {
        return of(bytes, 0, bytes.length);
    }

    /** The elements of the array at {@code bytes[from, to)}. */
    public static JsonElements of(byte[] bytes, int from, int to) {
        return new JsonElements(bytes, from, to);
    }

    /** Goes to the next element; false when there is none, and then nothing else may be asked. */
    public boolean next() {
        from = JsonWalk.skipSeparators(bytes, to, end);
        if (from >= end || bytes[from] == ']') {
            to = end;
            return false;
        }
        to = JsonWalk.valueEnd(bytes, from, end);
        return from < to;
    }

    public int from() {
        return from;
    }

    public int to() {
        return to;
    }

    public JsonSlice value() {
        return JsonSlice.of(bytes, from, to);
    }
}
