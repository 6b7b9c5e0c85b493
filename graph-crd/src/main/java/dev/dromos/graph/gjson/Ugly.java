package dev.dromos.graph.gjson;

import dev.dromos.graph.json.JsonBuffer;
import dev.dromos.graph.json.JsonWalk;

/** JSON without the white space between its tokens. */
final class Ugly {
    private Ugly() {}

    static JsonBuffer write(byte[] json, int from, int to) {
        var out = new JsonBuffer(to - from);
        int i = from;
        while (i < to) {
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
