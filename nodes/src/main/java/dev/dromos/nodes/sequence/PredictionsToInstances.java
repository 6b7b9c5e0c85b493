package dev.dromos.nodes.sequence;

import dev.dromos.graph.json.JsonBuffer;
import dev.dromos.graph.json.JsonElements;
import dev.dromos.graph.json.JsonMembers;
import dev.dromos.graph.json.JsonSlice;
import dev.dromos.nodes.body.Payload;
import java.util.Optional;

/**
 * Makes one model's answer the next model's request: <code>{"predictions":[…]}</code> becomes <code>{"instances":[…]}</code>,
 * every other member dropped (contract R35). The array's bytes are kept, so numbers keep their digits.
 *
 * <p>Which bodies are mapped is what Go's {@code encoding/json} makes of them: keys in any case, the last of several wins, and a
 * value of the wrong kind under either key leaves the whole body as it is.
 */
public final class PredictionsToInstances {
    private PredictionsToInstances() {}

    /** The mapped body; the same one when there is nothing to map. */
    public static Payload apply(Payload body) {
        return body.isJson()
                ? predictions(body.dangerouslySharedBytes())
                        .map(array -> request(array).inPlaceOf(body))
                        .orElse(body)
                : body;
    }

    private static Payload request(JsonSlice predictions) {
        return Payload.json(new JsonBuffer(predictions.length() + 14)
                .appendAscii("{\"instances\":")
                .append(predictions)
                .append('}')
                .toByteArray());
    }

    /**
     * The last predictions that are an array with something in it.
     *
     * @param json valid
     */
    private static Optional<JsonSlice> predictions(byte[] json) {
        var found = Optional.<JsonSlice>empty();
        var members = JsonMembers.of(json);
        while (members.next()) {
            var key = folded(members.key());
            if (key.equals("predictions") || key.equals("instances")) {
                var first = (char) json[members.from()];
                if (first != '[' && first != 'n') { // null is an empty array to Go
                    return Optional.empty();
                }
                if (key.equals("predictions")) {
                    found = Optional.of(members.value());
                }
            }
        }
        return found.filter(array ->
                JsonElements.of(array.array(), array.from(), array.to()).next());
    }

    /** Lower case as far as it matters here; Go takes the long s for an s, and nothing else outside ASCII for one of our letters. */
    private static String folded(String key) {
        var lower = new StringBuilder(key.length());
        key.chars()
                .map(c -> c == '\u017f' ? 's' : c >= 'A' && c <= 'Z' ? c + 32 : c)
                .forEach(c -> lower.append((char) c));
        return lower.toString();
    }
}
