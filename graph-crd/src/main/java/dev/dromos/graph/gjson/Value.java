package dev.dromos.graph.gjson;

import dev.dromos.graph.json.JsonSlice;
import dev.dromos.graph.json.JsonString;
import dev.dromos.graph.json.JsonWalk;
import org.jspecify.annotations.Nullable;

/**
 * What a walk has found so far: a value and where it stands. One serves a walk and is written over, and so does the one that the left sides
 * of its queries are found in.
 */
final class Value {
    static final Path NO_PIPE = new Path.Here();

    private static final byte[] NOTHING = {};

    /** The types of JSON as gjson tells them apart. */
    enum Kind {
        MISSING,
        NULL,
        FALSE,
        NUMBER,
        STRING,
        TRUE,
        /** An object or array. */
        JSON
    }

    /** What the evaluation that this belongs to may still cost. */
    final Budget budget;

    Kind kind = Kind.MISSING;
    byte[] json = NOTHING;
    int from;
    int to;

    /** Where the text of a string ends: before its closing quote when it has one. */
    int textTo;

    /** What remains to be asked of this value; {@link #NO_PIPE} for nothing. */
    Path pipe = NO_PIPE;

    /** For {@link #left}; null until the first query. */
    private @Nullable Value left;

    Value(Budget budget) {
        this.budget = budget;
    }

    /** An empty one, for what a query of this walk finds in an element: the same each time, as a walk asks one query at a time. */
    Value left() {
        var value = left;
        if (value == null) {
            value = new Value(budget);
            left = value;
        }
        value.reset();
        return value;
    }

    /** Keeps nothing of the last document. */
    void forget() {
        reset();
        if (left != null) {
            left.forget();
        }
    }

    private void reset() {
        clear();
        pipe = NO_PIPE;
    }

    boolean exists() {
        return kind != Kind.MISSING;
    }

    void clear() {
        kind = Kind.MISSING;
        json = NOTHING;
        from = 0;
        to = 0;
    }

    /** Takes the value that stands at {@code source[start, end)}; its first byte tells what it is. */
    void set(byte[] source, int start, int end) {
        json = source;
        from = start;
        to = end;
        kind = Scan.kind(source, start, end);
        textTo = end - 1;
    }

    /** Takes a value that was just written. */
    void setWhole(Made written) {
        JsonSlice slice = written.toSlice();
        set(slice.array(), slice.from(), slice.to());
    }

    /** Takes text that is to be read further, JSON or not. */
    void setText(byte[] source, int start, int end) {
        json = source;
        from = start;
        to = end;
    }

    void setText(Made written) {
        JsonSlice slice = written.toSlice();
        setText(slice.array(), slice.from(), slice.to());
    }

    void set(Value other) {
        json = other.json;
        from = other.from;
        to = other.to;
        textTo = other.textTo;
        kind = other.kind;
    }

    /**
     * Takes the first value in {@code source[start, end)}, the way gjson reads the outcome of a modifier: an object
     * or array reaches to the end whatever follows it, and text that begins like no value is none.
     */
    void parse(byte[] source, int start, int end) {
        clear();
        int i = start;
        while (i < end && source[i] >= 0 && source[i] <= ' ') {
            i++;
        }
        if (i == end || !Scan.beginsValue(source[i])) {
            return;
        }
        json = source;
        from = i;
        kind = Scan.kind(source, i, end);
        switch (kind) {
            case JSON, MISSING -> to = end;
            case STRING -> {
                int close = JsonWalk.stringEnd(source, i, end);
                to = close < 0 ? end : close;
                textTo = close < 0 ? end : close - 1;
            }
            case NUMBER -> to = JsonWalk.numberEnd(source, i, end);
            case NULL, FALSE, TRUE -> to = Scan.wordEnd(source, i, end);
        }
    }

    /** The text of a string, decoded. */
    byte[] text() {
        return JsonString.decodeContent(json, from + 1, textTo);
    }

    double number() {
        return GoFloat.parse(json, from, to);
    }

    boolean isArray() {
        return kind == Kind.JSON && json[from] == '[';
    }

    boolean isObject() {
        return kind == Kind.JSON && json[from] == '{';
    }

    /** {@code ~true}: true, a number but 0, or text that says so. */
    boolean isTrueish() {
        return switch (kind) {
            case TRUE -> true;
            case STRING -> Truth.of(text()) == Truth.YES;
            case NUMBER -> number() != 0;
            case MISSING, NULL, FALSE, JSON -> false;
        };
    }

    /** {@code ~false}: false, null, nothing, 0, or text that says so. */
    boolean isFalseish() {
        return switch (kind) {
            case MISSING, NULL, FALSE -> true;
            case STRING -> Truth.of(text()) == Truth.NO;
            case NUMBER -> number() == 0;
            case TRUE, JSON -> false;
        };
    }

    JsonSlice slice() {
        return JsonSlice.of(json, from, to);
    }
}
