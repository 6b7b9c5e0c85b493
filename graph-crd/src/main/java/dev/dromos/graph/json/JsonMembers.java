package dev.dromos.graph.json;

/**
 * The members of one object, in the order they are written, duplicates included.
 *
 * <pre>{@code
 * var members = JsonMembers.of(body);
 * while (members.next()) {
 *     if (members.keyIs("predictions")) {
 *         out.append(body, members.from(), members.to());
 *     }
 * }
 * }</pre>
 *
 * <p>The bytes must be valid JSON ({@link JsonText}); a value that is not an object has no members.
 */
public final class JsonMembers {
    private final byte[] bytes;
    private final int end;
    private int i;
    private int keyFrom;
    private int keyTo;
    private int from;
    private int to;

    private JsonMembers(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.end = to;
        int start = JsonScan.skipSpace(bytes, from, to);
        this.i = start < to && bytes[start] == '{' ? start + 1 : to;
    }

    public static JsonMembers of(byte[] bytes) {
        return of(bytes, 0, bytes.length);
    }

    /** The members of the object at {@code bytes[from, to)}. */
    public static JsonMembers of(byte[] bytes, int from, int to) {
        return new JsonMembers(bytes, from, to);
    }

    /** Goes to the next member; false when there is none, and then nothing else may be asked. */
    public boolean next() {
        keyFrom = JsonWalk.skipSeparators(bytes, i, end);
        if (keyFrom >= end || bytes[keyFrom] != '"') {
            i = end;
            return false;
        }
        keyTo = JsonWalk.valueEnd(bytes, keyFrom, end);
        from = JsonWalk.skipSeparators(bytes, keyTo, end);
        to = JsonWalk.valueEnd(bytes, from, end);
        i = to;
        return from < to;
    }

    /** The key, decoded. */
    public String key() {
        return JsonString.decode(bytes, keyFrom, keyTo);
    }

    /** Whether the key, decoded, is {@code name}. */
    public boolean keyIs(String name) {
        // What is written differs in length when nothing in it is escaped or beyond ASCII, as in nearly every key.
        int length = keyTo - keyFrom - 2;
        return length >= name.length() && (length == name.length() || !isPlain()) && key().equals(name);
    }

    private boolean isPlain() {
        for (int i = keyFrom; i < keyTo; i++) {
            if (bytes[i] < 0 || bytes[i] == '\\') {
                return false;
            }
        }
        return true;
    }

    /** Where the key's opening quote is. */
    public int keyFrom() {
        return keyFrom;
    }

    /** After the key's closing quote. */
    public int keyTo() {
        return keyTo;
    }

    /** Where the value begins. */
    public int from() {
        return from;
    }

    /** After the value. */
    public int to() {
        return to;
    }

    public JsonSlice value() {
        return JsonSlice.of(bytes, from, to);
    }
}
