package dev.dromos.graph.gjson;

import dev.dromos.graph.json.JsonString;
import dev.dromos.graph.json.JsonWalk;
import java.nio.charset.StandardCharsets;

/** The members of an object, the elements of an array, or a scalar by itself, the way a modifier sees them. */
final class Entries {
    private final Value of;
    private final boolean object;
    private int i;

    /** The current one's. */
    final Value value;

    /** The current one's, with its quotes; empty outside an object. */
    int keyFrom;

    int keyTo;

    Entries(Value of) {
        this.of = of;
        this.value = new Value(of.budget);
        this.object = of.isObject();
        this.i = of.kind == Value.Kind.JSON ? of.from + 1 : of.from;
    }

    boolean next() {
        int before = i;
        boolean more = !of.budget.isSpent() && advance();
        of.budget.spend(i - before + Budget.ENTRY);
        return more;
    }

    private boolean advance() {
        if (of.kind != Value.Kind.JSON) {
            boolean first = of.exists() && i == of.from;
            i = of.to + 1;
            value.set(of);
            return first;
        }
        if (object && !key()) {
            return false;
        }
        int start = Scan.toValue(of.json, i, of.to);
        int end = start < of.to ? Scan.end(of.json, start, of.to) : -1;
        if (end < 0) {
            i = of.to;
            return false;
        }
        value.set(of.json, start, end);
        i = end;
        return true;
    }

    private boolean key() {
        while (i < of.to && of.json[i] != '"') {
            i++;
        }
        int end = i < of.to ? JsonWalk.stringEnd(of.json, i, of.to) : -1;
        if (end < 0) {
            i = of.to;
            return false;
        }
        keyFrom = i;
        keyTo = end;
        i = end;
        return true;
    }

    /** The key, decoded. */
    String keyText() {
        return object
                ? new String(JsonString.decodeContent(of.json, keyFrom + 1, keyTo - 1), StandardCharsets.UTF_8)
                : "";
    }
}
