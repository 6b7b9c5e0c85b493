package dev.dromos.graph.check;

import dev.dromos.graph.crd.Size;
import java.util.List;

/**
 * How large a graph may be. Each can be raised by name, as in {@code --limit nodes=128}.
 *
 * @param nodes of a graph
 * @param steps of one node
 * @param depth of nodes calling nodes, the root counted
 * @param condition bytes of one condition, in UTF-8
 */
public record Limits(int nodes, int steps, int depth, int condition) {

    /** Above any graph seen in public; a spec of 64 full nodes fills an argument of 128 KiB, which is all Linux passes. */
    public static final Limits DEFAULT = new Limits(Size.NODES, Size.STEPS, Size.DEPTH, Size.CONDITION);

    /** What {@link #with} takes. */
    public static final List<String> NAMES = List.of("nodes", "steps", "depth", "condition");

    public Limits {
        if (nodes < 1 || steps < 1 || depth < 1 || condition < 1) {
            throw new IllegalArgumentException(
                    "limits must be at least 1, found nodes=%d steps=%d depth=%d condition=%d"
                            .formatted(nodes, steps, depth, condition));
        }
    }

    /**
     * These limits with one of them changed.
     *
     * @throws IllegalArgumentException when no limit has the name, or the value is below 1
     */
    public Limits with(String name, int value) {
        return switch (name) {
            case "nodes" -> new Limits(value, steps, depth, condition);
            case "steps" -> new Limits(nodes, value, depth, condition);
            case "depth" -> new Limits(nodes, steps, value, condition);
            case "condition" -> new Limits(nodes, steps, depth, value);
            default ->
                throw new IllegalArgumentException("no limit `%s`, found %s".formatted(name, String.join(", ", NAMES)));
        };
    }
}
