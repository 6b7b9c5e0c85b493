package dev.dromos.graph.gjson;

import dev.dromos.graph.json.JsonText;
import java.util.ArrayList;
import java.util.List;

/** JSON with a line for every member, and arrays without objects on one line as long as they fit. */
final class Pretty {
    /** An array is not tried on one line when no more columns than these are left. */
    private static final long TOO_NARROW = 3;

    /** What a member that waits to be sorted takes beside its text. */
    private static final int OVERHEAD = 160;

    private final Modifier.Layout layout;
    private final Budget budget;
    private final Made out;

    /** Where the newline before the current line is. */
    private int line;

    private Pretty(Modifier.Layout layout, Budget budget) {
        this.layout = layout;
        this.budget = budget;
        this.out = new Made(budget);
    }

    /** Writes one value and a newline; text that is not JSON only loses its white space. */
    static Made write(byte[] json, int from, int to, Modifier.Layout layout, Budget budget) {
        if (!JsonText.isValid(json, from, to)) {
            return Ugly.write(json, from, to, budget);
        }
        var value = new Value(budget);
        value.parse(json, from, to);
        var pretty = new Pretty(layout, budget);
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
            out.append(value);
        }
    }

    private void object(Value object, int indents) {
        out.append('{');
        int start = out.length();
        List<PrettyMember> members = new ArrayList<>();
        boolean empty = true;
        var entries = new Entries(object);
        while (entries.next()) {
            if (!empty) {
                out.append(',');
            }
            empty = false;
            newLine(indents + 1);
            int keyStart = out.length();
            out.append(object.json, entries.keyFrom, entries.keyTo).appendAscii(": ");
            int valueStart = out.length();
            value(entries.value, indents + 1);
            if (layout.sortKeys() && budget.take(OVERHEAD + out.length() - keyStart)) {
                members.add(PrettyMember.of(entries, out.copy(keyStart, out.length()), valueStart - keyStart));
            }
        }
        if (!members.isEmpty() && !budget.isSpent()) {
            sort(members, start, indents);
        }
        close(empty, '}', indents);
    }

    /** Writes the members once more, in order, over the place {@code start} where they are. */
    private void sort(List<PrettyMember> members, int start, int indents) {
        long length = (long) out.length() - start;
        out.truncate(start);
        // What comparing may read: each text once per halving.
        if (!budget.spend(length * (Integer.SIZE - Integer.numberOfLeadingZeros(members.size())))) {
            return;
        }
        boolean first = true;
        for (var member : members.stream().sorted().toList()) {
            if (!first) {
                out.append(',');
            }
            newLine(indents + 1);
            out.append(member.text());
            budget.release(OVERHEAD + member.text().length());
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
                if (out.length() + entries.value.to - entries.value.from >= limit) {
                    return false;
                }
                out.append(entries.value);
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
}
