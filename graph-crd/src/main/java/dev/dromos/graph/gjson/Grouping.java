package dev.dromos.graph.gjson;

import java.util.Arrays;

/**
 * {@code @group}: an object of arrays as an array of objects, the n-th of which has each key whose array has an n-th
 * element. Measured first and then written in place, as all objects grow at the same time.
 */
final class Grouping {
    private final Value of;

    /** Per object: its length while measuring, then where its next member goes. */
    private int[] at = new int[16];

    private int groups;
    private byte[] bytes = {};

    private Grouping(Value of) {
        this.of = of;
    }

    /** Leaves the groups of an object in {@code out}, and nothing for any other value. */
    static void of(Value value, Value out) {
        if (!value.isObject()) {
            out.setText(value.json, value.from, value.from);
            return;
        }
        var grouping = new Grouping(value);
        long length = grouping.measure();
        if (value.budget.take(length)) {
            grouping.write((int) length);
            out.setText(grouping.bytes, 0, grouping.bytes.length);
        }
    }

    private long measure() {
        // The array's first bracket; every object is followed by a comma or the last bracket.
        long length = 1;
        var members = new Entries(of);
        while (members.next()) {
            var elements = new Entries(members.value);
            for (int i = 0; members.value.isArray() && elements.next(); i++) {
                if (i == groups) {
                    add();
                    length += 2;
                }
                int more = members.keyTo - members.keyFrom + elements.value.to - elements.value.from + 2;
                at[i] += more;
                length += more;
                if (length > of.budget.room()) {
                    return length;
                }
            }
        }
        return Math.max(2, length);
    }

    private void add() {
        if (groups == at.length) {
            at = Arrays.copyOf(at, 2 * groups);
        }
        of.budget.take(Integer.BYTES);
        at[groups++] = 1;
    }

    private void write(int length) {
        bytes = new byte[length];
        bytes[0] = '[';
        int start = 1;
        for (int i = 0; i < groups; i++) {
            int next = start + at[i] + 1;
            bytes[start] = '{';
            at[i] = start + 1;
            start = next;
        }
        var members = new Entries(of);
        while (members.next()) {
            var elements = new Entries(members.value);
            for (int i = 0; members.value.isArray() && elements.next(); i++) {
                append(i, members.keyFrom, members.keyTo, ':');
                append(i, elements.value.from, elements.value.to, ',');
            }
        }
        for (int i = 0; i < groups; i++) {
            bytes[at[i] - 1] = '}';
            bytes[at[i]] = ',';
        }
        bytes[length - 1] = ']';
    }

    private void append(int group, int from, int to, char then) {
        System.arraycopy(of.json, from, bytes, at[group], to - from);
        at[group] += to - from;
        bytes[at[group]++] = (byte) then;
    }
}
