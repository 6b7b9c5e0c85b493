package dev.dromos.graph.gjson;

import java.util.LinkedHashMap;
import java.util.Map;

/** {@code @join}: the objects of an array as one, in which each key stands where it came first, with its last value. */
final class Join {
    /** Bytes that a key takes in the map, beside its text. */
    private static final int OVERHEAD = 128;

    /** Where a key and its value are. */
    private record Member(int keyFrom, int keyTo, int from, int to) {}

    private Join() {}

    static Made of(Value array) {
        Map<String, Member> joined = new LinkedHashMap<>();
        long kept = collect(array, joined);
        var out = new Made(array.budget).append('{');
        for (var member : joined.values()) {
            out.separate()
                    .append(array.json, member.keyFrom(), member.keyTo())
                    .append(':')
                    .append(array.json, member.from(), member.to());
        }
        array.budget.release(kept);
        return out.append('}');
    }

    /** Returns what the budget was asked for. */
    private static long collect(Value array, Map<String, Member> joined) {
        long kept = 0;
        var objects = new Entries(array);
        while (objects.next()) {
            var members = new Entries(objects.value);
            while (objects.value.isObject() && members.next()) {
                String key = members.keyText();
                var value = members.value;
                Member first = joined.get(key);
                if (first == null) {
                    int cost = OVERHEAD + members.keyTo - members.keyFrom;
                    array.budget.take(cost);
                    kept += cost;
                    joined.put(key, new Member(members.keyFrom, members.keyTo, value.from, value.to));
                } else {
                    joined.put(key, new Member(first.keyFrom(), first.keyTo(), value.from, value.to));
                }
            }
        }
        return kept;
    }
}
