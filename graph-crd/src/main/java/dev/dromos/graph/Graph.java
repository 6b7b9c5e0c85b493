package dev.dromos.graph;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * A checked inference graph: it has a root, every node reference resolves, and no node reaches itself.
 *
 * @param nodes by name, in the order the user wrote them
 */
public record Graph(String name, ApiGroup group, SequencedMap<String, Node> nodes, Timeouts timeouts, Terms terms) {

    /** The node that a request enters. */
    public static final String ROOT = "root";

    public Graph {
        nodes = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(nodes));
    }

    public Node root() {
        return node(ROOT);
    }

    public Node node(String name) {
        var node = nodes.get(name);
        if (node == null) {
            throw new IllegalArgumentException("no node `%s` in a graph of %s".formatted(name, nodes.keySet()));
        }
        return node;
    }
}
