package dev.dromos.graph.gjson;

import dev.dromos.graph.json.JsonBuffer;

/** JSON with a line for every member, and arrays on one line as long as they fit. */
final class Pretty {
    private Pretty() {}

    static JsonBuffer write(byte[] json, int from, int to, Modifier.Layout layout) {
        return Ugly.write(json, from, to);
    }
}
