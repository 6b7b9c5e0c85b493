package dev.dromos.graph.gjson;

import dev.dromos.graph.json.JsonBuffer;
import dev.dromos.graph.json.JsonSlice;
import dev.dromos.graph.json.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What each {@link Modifier} makes of a value. The outcome is text, maybe none, and whatever follows reads it again.
 */
final class Modifiers {
    /** How far {@code @dig} and a deep {@code @flatten} go into a value; each level may read all of it once more. */
    private static final int MAX_DEPTH = JsonText.MAX_DEPTH;

    private Modifiers() {}

    /** Changes {@code json[from, to)} and leaves where the outcome is in {@code out}. */
    static void apply(Modifier modifier, byte[] json, int from, int to, Value out) {
        var value = new Value();
        value.parse(json, from, to);
        switch (modifier) {
            case Modifier.This() -> out.setText(json, from, to);
            case Modifier.Valid() -> out.setText(json, from, isValid(json, from, to) ? to : from);
            case Modifier.Reverse() -> {
                if (value.kind == Value.Kind.JSON) {
                    out.setText(reverse(value));
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
                    out.setText(preserve ? joinAll(value) : join(value));
                } else {
                    out.setText(json, from, to);
                }
            }
            case Modifier.Dig(var path) -> {
                var found = new JsonBuffer(64).append('[');
                dig(path, value, levels(value), found);
                out.setText(found.append(']'));
            }
            case Modifier.ToString() -> {
                var quoted = new JsonBuffer(to - from + 2);
                GoString.quote(quoted, json, from, to);
                out.setText(quoted);
            }
            case Modifier.FromString() -> fromString(isValid(json, from, to), value, out);
            case Modifier.Group() -> out.setText(value.isObject() ? group(value) : new JsonBuffer(0));
            case Modifier.Ugly() -> out.setText(Ugly.write(json, from, to));
            case Modifier.Pretty(var layout) -> out.setText(Pretty.write(json, from, to, layout));
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

    private static JsonBuffer reverse(Value value) {
        var parts = new ArrayList<JsonBuffer>();
        var entries = new Entries(value);
        while (entries.next()) {
            var part = new JsonBuffer(32);
            if (value.isObject()) {
                part.append(value.json, entries.keyFrom, entries.keyTo).append(':');
            }
            parts.add(part.append(entries.value.slice()));
        }
        var out = new JsonBuffer(value.to - value.from).append(value.isObject() ? '{' : '[');
        for (var part : parts.reversed()) {
            separate(out).append(part.toSlice());
        }
        return out.append(value.isObject() ? '}' : ']');
    }

    private static JsonBuffer keys(Value value) {
        var out = new JsonBuffer(64).append('[');
        var entries = new Entries(value);
        while (entries.next()) {
            separate(out);
            if (value.isObject()) {
                out.append(value.json, entries.keyFrom, entries.keyTo);
            } else {
                out.appendAscii("null");
            }
        }
        return out.append(']');
    }

    private static JsonBuffer values(Value value) {
        var out = new JsonBuffer(value.to - value.from + 2).append('[');
        var entries = new Entries(value);
        while (entries.next()) {
            separate(out).append(entries.value.slice());
        }
        return out.append(']');
    }

    private static JsonBuffer flatten(Value value, int levels) {
        var out = new JsonBuffer(value.to - value.from).append('[');
        flatten(value, levels, out);
        return out.append(']');
    }

    private static void flatten(Value array, int levels, JsonBuffer out) {
        var entries = new Entries(array);
        while (entries.next()) {
            var value = entries.value;
            if (!value.isArray()) {
                separate(out).append(value.slice());
            } else if (levels > 1) {
                flatten(value, levels - 1, out);
            } else {
                int from = PathText.trimStart(value.json, value.from + 1, value.to - 1);
                int to = PathText.trimEnd(value.json, from, value.to - 1);
                if (from < to) {
                    separate(out).append(value.json, from, to);
                }
            }
        }
    }

    private static JsonBuffer joinAll(Value array) {
        var out = new JsonBuffer(array.to - array.from).append('{');
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

    /** The first key's text with the last value. */
    private static JsonBuffer join(Value array) {
        Map<String, JsonSlice> keys = new LinkedHashMap<>();
        Map<String, JsonSlice> values = new LinkedHashMap<>();
        var objects = new Entries(array);
        while (objects.next()) {
            var members = new Entries(objects.value);
            while (objects.value.isObject() && members.next()) {
                String key = members.keyText();
                keys.putIfAbsent(key, JsonSlice.of(array.json, members.keyFrom, members.keyTo));
                values.put(key, members.value.slice());
            }
        }
        var out = new JsonBuffer(array.to - array.from).append('{');
        values.forEach((key, value) -> {
            if (out.length() > 1) {
                out.append(',');
            }
            out.append(keys.getOrDefault(key, value)).append(':').append(value);
        });
        return out.append('}');
    }

    private static void dig(Path path, Value value, int levels, JsonBuffer out) {
        var found = new Value();
        Evaluator.get(path, value.json, value.from, value.to, found);
        if (found.exists()) {
            separate(out).append(found.slice());
        }
        var entries = new Entries(value);
        while (value.kind == Value.Kind.JSON && levels > 0 && entries.next()) {
            dig(path, entries.value, levels - 1, out);
        }
    }

    private static void fromString(boolean valid, Value value, Value out) {
        if (!valid || value.kind == Value.Kind.NULL) {
            out.setText(new JsonBuffer(0));
        } else if (value.kind == Value.Kind.STRING) {
            byte[] text = value.text();
            out.setText(text, 0, text.length);
        } else if (value.kind == Value.Kind.NUMBER) {
            out.setText(new JsonBuffer(16).appendAscii(GoFloat.plain(value)));
        } else {
            out.setText(value.json, value.from, value.to);
        }
    }

    /** The n-th object has each key whose array has an n-th element. */
    private static JsonBuffer group(Value object) {
        List<JsonBuffer> groups = new ArrayList<>();
        var members = new Entries(object);
        while (members.next()) {
            var elements = new Entries(members.value);
            for (int i = 0; members.value.isArray() && elements.next(); i++) {
                if (i == groups.size()) {
                    groups.add(new JsonBuffer(32).append('{'));
                }
                separate(groups.get(i))
                        .append(object.json, members.keyFrom, members.keyTo)
                        .append(':')
                        .append(elements.value.slice());
            }
        }
        var out = new JsonBuffer(object.to - object.from).append('[');
        for (var group : groups) {
            separate(out).append(group.append('}').toSlice());
        }
        return out.append(']');
    }

    /** A comma, unless only the opening bracket is there. */
    private static JsonBuffer separate(JsonBuffer out) {
        return out.length() > 1 ? out.append(',') : out;
    }
}
