package dev.dromos.graph.gjson;

import dev.dromos.graph.json.JsonBuffer;
import dev.dromos.graph.json.JsonSlice;
import dev.dromos.graph.json.JsonText;
import java.util.ArrayList;
import java.util.List;

/** JSON with a line for every member, and arrays without objects on one line as long as they fit. */
final class Pretty {
    /** An array is not tried on one line when no more columns than these are left. */
    private static final long TOO_NARROW = 3;

    private final Modifier.Layout layout;
    private final JsonBuffer out;

    /** Where the newline before the current line is. */
    private int line;

    private Pretty(Modifier.Layout layout, int capacity) {
        this.layout = layout;
        this.out = new JsonBuffer(capacity);
    }

    /** Writes one value and a newline; text that is not JSON only loses its white space. */
    static JsonBuffer write(byte[] json, int from, int to, Modifier.Layout layout) {
        if (!JsonText.isValid(json, from, to)) {
            return Ugly.write(json, from, to);
        }
        var value = new Value();
        value.parse(json, from, to);
        var pretty = new Pretty(layout, 2 * (to - from));
        pretty.out.appendAscii(layout.prefix());
        pretty.value(value, 0);
        return pretty.out.append('\n');
    }

    private void value(Value value, int indents) {
        if (value.isObject()) {
            object(value, indents);
        } else if (value.isArray()) {
            array(value, indents);
        } else {
            out.append(value.slice());
        }
    }

    private void object(Value object, int indents) {
        out.append('{');
        List<PrettyMember> members = new ArrayList<>();
        var entries = new Entries(object);
        while (entries.next()) {
            if (!members.isEmpty()) {
                out.append(',');
            }
            newLine(indents + 1);
            int start = out.length();
            out.append(object.json, entries.keyFrom, entries.keyTo).appendAscii(": ");
            int valueStart = out.length();
            value(entries.value, indents + 1);
            members.add(new PrettyMember(
                    JsonSlice.of(object.json, entries.keyFrom, entries.keyTo),
                    out.copy(start, out.length()),
                    out.copy(valueStart, out.length())));
        }
        if (layout.sortKeys()) {
            sort(members, indents);
        }
        close(members.isEmpty(), '}', indents);
    }

    /** Writes the members once more, in order, over the place where they are. */
    private void sort(List<PrettyMember> members, int indents) {
        int length = members.stream().mapToInt(member -> member.text().length()).sum();
        int between = 1 + indentation(indents + 1);
        out.truncate(out.length() - length - members.size() * (between + 1) + (members.isEmpty() ? 0 : 1));
        boolean first = true;
        for (var member : members.stream().sorted().toList()) {
            if (!first) {
                out.append(',');
            }
            newLine(indents + 1);
            out.append(member.text());
            first = false;
        }
    }

    private void array(Value array, int indents) {
        if (oneLine(array)) {
            return;
        }
        out.append('[');
        boolean empty = true;
        var entries = new Entries(array);
        while (entries.next()) {
            if (!empty) {
                out.append(',');
            }
            newLine(indents + 1);
            // The original counts the newline as a column of the first element only.
            line += empty ? 0 : 1;
            value(entries.value, indents + 1);
            empty = false;
        }
        close(empty, ']', indents);
    }

    private boolean oneLine(Value array) {
        long room = layout.width() - (out.length() - line);
        if (layout.width() <= 0 || room <= TOO_NARROW) {
            return false;
        }
        int start = out.length();
        if (appendOnLine(array, start + room)) {
            return true;
        }
        out.truncate(start);
        return false;
    }

    /** Appends an array on the current line; false as soon as it has an object or passes {@code limit}. */
    private boolean appendOnLine(Value array, long limit) {
        out.append('[');
        boolean first = true;
        var entries = new Entries(array);
        while (entries.next()) {
            if (!first) {
                out.appendAscii(", ");
            }
            first = false;
            if (entries.value.isObject() || out.length() > limit) {
                return false;
            }
            if (!entries.value.isArray()) {
                out.append(entries.value.slice());
            } else if (!appendOnLine(entries.value, limit)) {
                return false;
            }
        }
        return out.append(']').length() <= limit;
    }

    private void close(boolean empty, char bracket, int indents) {
        if (!empty) {
            newLine(indents);
        }
        out.append(bracket);
    }

    private void newLine(int indents) {
        line = out.length();
        out.append('\n').appendAscii(layout.prefix());
        for (int i = 0; i < indents; i++) {
            out.appendAscii(layout.indent());
        }
    }

    private int indentation(int indents) {
        return layout.prefix().length() + indents * layout.indent().length();
    }
}
