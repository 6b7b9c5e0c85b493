package dev.dromos.graph.gjson;

import dev.dromos.graph.json.JsonSlice;
import dev.dromos.graph.json.JsonString;
import java.util.Arrays;

/**
 * A member of an object that {@code @pretty} has written; they sort by key, and those of one key by value: null,
 * false, numbers, text, true, the rest.
 *
 * @param text key and value
 */
record PrettyMember(JsonSlice key, JsonSlice text, JsonSlice value) implements Comparable<PrettyMember> {

    /**
     * The current one of {@code entries}.
     *
     * @param text as it was written
     * @param valueAt where in the text the value begins
     */
    static PrettyMember of(Entries entries, JsonSlice text, int valueAt) {
        return new PrettyMember(
                JsonSlice.of(entries.value.json, entries.keyFrom, entries.keyTo),
                text,
                JsonSlice.of(text.array(), text.from() + valueAt, text.to()));
    }

    @Override
    public int compareTo(PrettyMember other) {
        int order = compareText(key, other.key);
        return order != 0 ? order : compareValues(parsed(value), parsed(other.value));
    }

    private static int compareValues(Value one, Value two) {
        if (one.kind != two.kind) {
            return one.kind.compareTo(two.kind);
        }
        return switch (one.kind) {
            case STRING -> compareText(one.slice(), two.slice());
            case NUMBER -> Double.compare(one.number(), two.number());
            case MISSING, NULL, FALSE, TRUE, JSON ->
                Arrays.compareUnsigned(one.slice().toByteArray(), two.slice().toByteArray());
        };
    }

    private static int compareText(JsonSlice one, JsonSlice two) {
        return Arrays.compareUnsigned(content(one), content(two));
    }

    private static byte[] content(JsonSlice string) {
        return JsonString.decodeContent(string.array(), string.from() + 1, string.to() - 1);
    }

    private static Value parsed(JsonSlice slice) {
        var value = new Value(Budget.UNNEEDED);
        value.parse(slice.array(), slice.from(), slice.to());
        return value;
    }
}
