package dev.dromos.graph.gjson;

import dev.dromos.graph.json.JsonBuffer;
import dev.dromos.graph.json.JsonSlice;

/** What a path makes out of a body: each byte is paid for first, and without a budget nothing more is written. */
final class Made {
    /** More than most ever need, and little enough for one per element. */
    private static final int CAPACITY = 64;

    private final Budget budget;
    private final JsonBuffer bytes = new JsonBuffer(CAPACITY);

    Made(Budget budget) {
        this.budget = budget;
    }

    int length() {
        return bytes.length();
    }

    Made append(char ascii) {
        if (budget.take(1)) {
            bytes.append(ascii);
        }
        return this;
    }

    Made appendAscii(String text) {
        if (budget.take(text.length())) {
            bytes.appendAscii(text);
        }
        return this;
    }

    Made append(byte[] source, int from, int to) {
        if (from < to && budget.take(to - from)) {
            bytes.append(source, from, to);
        }
        return this;
    }

    Made append(Value value) {
        return append(value.json, value.from, value.to);
    }

    Made append(JsonSlice value) {
        return append(value.array(), value.from(), value.to());
    }

    /** Appends {@code text[from, to)} as a JSON string. */
    Made appendQuoted(byte[] text, int from, int to) {
        int before = bytes.length();
        GoString.quote(bytes, text, from, to, before + budget.room());
        budget.take(bytes.length() - before);
        return this;
    }

    /** A comma, unless only the opening bracket is there. */
    Made separate() {
        return bytes.length() > 1 ? append(',') : this;
    }

    /** Appends a found value as the next element of an array, and nothing for one that is missing. */
    void element(Value value) {
        if (value.exists()) {
            separate().append(value);
        }
    }

    Made truncate(int length) {
        budget.release(Math.max(0, bytes.length() - length));
        bytes.truncate(length);
        return this;
    }

    JsonSlice copy(int from, int to) {
        return bytes.copy(from, to);
    }

    JsonSlice toSlice() {
        return bytes.toSlice();
    }
}
