package dev.dromos.nodes.route;

import dev.dromos.graph.Graph;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What the parts of a compiled graph are called: route ids, endpoint addresses, beans. Graph text never becomes any of them:
 * a node is called by its name only when that is a plain word, else by its position, {@code 3~}.
 */
public final class PartName {
    /** Nothing here has a meaning to Camel's URIs, placeholders, expressions or bean references. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]{1,63}");

    private final Map<String, String> plain;

    private PartName(Map<String, String> plain) {
        this.plain = plain;
    }

    public static PartName in(Graph graph) {
        var plain = new HashMap<String, String>(); // looked up only, so its order means nothing
        for (var node : graph.nodes().sequencedKeySet()) {
            plain.put(node, PLAIN.matcher(node).matches() ? node : plain.size() + "~");
        }
        return new PartName(plain);
    }

    /** {@code node/root} */
    public String route(String node) {
        return "node/" + plain(node);
    }

    /** {@code direct:root} */
    public String entry(String node) {
        return "direct:" + plain(node);
    }

    /** {@code predictor:root/0} */
    public String predictor(String node, int step) {
        return PredictorComponent.CALL_PREFIX + plain(node) + "/" + step;
    }

    /** {@code step/root/0} */
    public String step(String node, int step) {
        return "step/" + plain(node) + "/" + step;
    }

    /** {@code kind/root/0}: a part that belongs to one step. */
    public String at(PartKind kind, String node, int step) {
        return of(kind, node) + "/" + step;
    }

    /** {@code kind/root}: a part that belongs to one node. */
    public String of(PartKind kind, String node) {
        return of(kind) + "/" + plain(node);
    }

    /** {@code kind}: a part that every node may use. */
    public String of(PartKind kind) {
        return kind.word();
    }

    private String plain(String node) {
        var known = plain.get(node);
        if (known == null) {
            throw new IllegalArgumentException("no node `%s`, found %s".formatted(node, plain.keySet()));
        }
        return known;
    }
}
