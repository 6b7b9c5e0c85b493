package dev.dromos.graph.gjson;

/** {@code @reverse}: measured first, then written from the end, so that no list of what was seen is needed. */
final class Reversal {
    private final Value of;
    private final byte[] bytes;

    /** Where what was written begins. */
    private int at;

    private Reversal(Value of, int length) {
        this.of = of;
        this.bytes = new byte[length];
        this.at = length;
    }

    /** Leaves the reverse of an object or array in {@code out}. */
    static void of(Value value, Value out) {
        int brackets = 2;
        long length = brackets;
        var entries = new Entries(value);
        while (entries.next()) {
            length += length > brackets ? 1 : 0;
            length += value.isObject() ? entries.keyTo - entries.keyFrom + 1 : 0;
            length += entries.value.to - entries.value.from;
        }
        if (value.budget.take(length)) {
            var reversal = new Reversal(value, (int) length);
            reversal.write();
            out.setText(reversal.bytes, 0, reversal.bytes.length);
        }
    }

    private void write() {
        prepend(of.isObject() ? '}' : ']');
        boolean first = true;
        var entries = new Entries(of);
        while (entries.next()) {
            if (!first) {
                prepend(',');
            }
            first = false;
            prepend(entries.value.from, entries.value.to);
            if (of.isObject()) {
                prepend(':');
                prepend(entries.keyFrom, entries.keyTo);
            }
        }
        prepend(of.isObject() ? '{' : '[');
    }

    private void prepend(char ascii) {
        bytes[--at] = (byte) ascii;
    }

    private void prepend(int from, int to) {
        at -= to - from;
        System.arraycopy(of.json, from, bytes, at, to - from);
    }
}
