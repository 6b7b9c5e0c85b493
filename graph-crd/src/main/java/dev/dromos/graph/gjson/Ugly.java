package dev.dromos.graph.gjson;

import dev.dromos.graph.json.JsonWalk;

/** JSON without the white space between its tokens. */
final class Ugly {
    private Ugly() {}

    static Made write(byte[] json, int from, int to, Budget budget) {
        var out = new Made(budget);
        int i = from;
        while (i < to && !budget.isSpent()) {
            byte b = json[i];
            int end = i + 1;
            if (b == '"') {
                int close = JsonWalk.stringEnd(json, i, to);
                end = close < 0 ? to : close;
            }
            if (b < 0 || b > ' ') {
                out.append(json, i, end);
            }
            i = end;
        }
        return out;
    }
}
