package dev.dromos.graph.gjson;

import dev.dromos.graph.json.JsonText;

/**
 * What each {@link Modifier} makes of a value. The outcome is text, maybe none, and whatever follows reads it again.
 */
final class Modifiers {
    /** How far {@code @dig} and a deep {@code @flatten} go into a value; each level may read all of it once more. */
    private static final int MAX_DEPTH = JsonText.MAX_DEPTH;

    private Modifiers() {}

    /** Changes {@code json[from, to)} and leaves where the outcome is in {@code out}. */
    static void apply(Modifier modifier, byte[] json, int from, int to, Value out) {
        var budget = out.budget;
        if (!budget.spend(to - from)) {
            return;
        }
        var value = new Value(budget);
        value.parse(json, from, to);
        switch (modifier) {
            case Modifier.This() -> out.setText(json, from, to);
            case Modifier.Valid() -> out.setText(json, from, isValid(json, from, to) ? to : from);
            case Modifier.Reverse() -> {
                if (value.kind == Value.Kind.JSON) {
                    Reversal.of(value, out);
                } else {
                    out.setText(json, from, to);
                }
            }
            case Modifier.Keys() -> out.setText(keys(value));
            case Modifier.Values() -> {
                if (value.isArray()) {
                    out.setText(json, from, to);
                } else {
                    out.setText(values(value));
                }
            }
            case Modifier.Flatten(boolean deep) -> {
                if (value.isArray()) {
                    out.setText(flatten(value, deep ? levels(value) : 1));
                } else {
                    out.setText(json, from, to);
                }
            }
            case Modifier.Join(boolean preserve) -> {
                if (value.isArray()) {
                    out.setText(preserve ? joinAll(value) : Join.of(value));
                } else {
                    out.setText(json, from, to);
                }
            }
            case Modifier.Dig(var path) -> {
                var found = new Made(budget).append('[');
                dig(path, value, levels(value), found);
                out.setText(found.append(']'));
            }
            case Modifier.ToString() -> out.setText(new Made(budget).appendQuoted(json, from, to));
            case Modifier.FromString() -> fromString(isValid(json, from, to), value, out);
            case Modifier.Group() -> Grouping.of(value, out);
            case Modifier.Ugly() -> out.setText(Ugly.write(json, from, to, budget));
            case Modifier.Pretty(var layout) -> out.setText(Pretty.write(json, from, to, layout, budget));
        }
    }

    private static boolean isValid(byte[] json, int from, int to) {
        return JsonText.check(json, from, to, Integer.MAX_VALUE) == JsonText.Validity.VALID;
    }

    /** A value that is deeper than JSON may be for us is not looked into, whatever it would cost elsewhere. */
    private static int levels(Value value) {
        var validity = JsonText.check(value.json, value.from, value.to, MAX_DEPTH);
        return validity == JsonText.Validity.TOO_DEEP ? 1 : MAX_DEPTH;
    }

    private static Made keys(Value value) {
        var out = new Made(value.budget).append('[');
        var entries = new Entries(value);
        while (entries.next()) {
            out.separate();
            if (value.isObject()) {
                out.append(value.json, entries.keyFrom, entries.keyTo);
            } else {
                out.appendAscii("null");
            }
        }
        return out.append(']');
    }

    private static Made values(Value value) {
        var out = new Made(value.budget).append('[');
        var entries = new Entries(value);
        while (entries.next()) {
            out.separate().append(entries.value);
        }
        return out.append(']');
    }

    private static Made flatten(Value value, int levels) {
        var out = new Made(value.budget).append('[');
        flatten(value, levels, out);
        return out.append(']');
    }

    private static void flatten(Value array, int levels, Made out) {
        var entries = new Entries(array);
        while (entries.next()) {
            var value = entries.value;
            if (!value.isArray()) {
                out.separate().append(value);
            } else if (levels > 1) {
                flatten(value, levels - 1, out);
            } else {
                int from = PathText.trimStart(value.json, value.from + 1, value.to - 1);
                int to = PathText.trimEnd(value.json, from, value.to - 1);
                if (from < to) {
                    out.separate().append(value.json, from, to);
                }
            }
        }
    }

    private static Made joinAll(Value array) {
        var out = new Made(array.budget).append('{');
        boolean first = true;
        var entries = new Entries(array);
        while (entries.next()) {
            var value = entries.value;
            if (value.isObject()) {
                if (!first) {
                    out.append(',');
                }
                out.append(value.json, value.from + 1, value.to - 1);
                first = false;
            }
        }
        return out.append('}');
    }

    private static void dig(Path path, Value value, int levels, Made out) {
        if (!value.budget.enter()) {
            return;
        }
        var found = new Value(value.budget);
        Evaluator.get(path, value.json, value.from, value.to, found);
        out.element(found);
        var entries = new Entries(value);
        while (value.kind == Value.Kind.JSON && levels > 0 && entries.next()) {
            dig(path, entries.value, levels - 1, out);
        }
        value.budget.leave();
    }

    private static void fromString(boolean valid, Value value, Value out) {
        if (!valid || value.kind == Value.Kind.NULL) {
            out.setText(value.json, value.from, value.from);
        } else if (value.kind == Value.Kind.STRING) {
            byte[] text = out.budget.take(value.to - value.from) ? value.text() : new byte[0];
            out.setText(text, 0, text.length);
        } else if (value.kind == Value.Kind.NUMBER) {
            out.setText(new Made(out.budget).appendAscii(GoFloat.plain(value)));
        } else {
            out.setText(value.json, value.from, value.to);
        }
    }
}
