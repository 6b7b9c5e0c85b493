package dev.dromos.router.compile;

import dev.dromos.graph.Node;

/** A node's kind as users write it ({@code routerType}). */
final class NodeKind {
    private NodeKind() {}

    static String of(Node node) {
        return switch (node) {
            case Node.Sequence _ -> "Sequence";
            case Node.Switch _ -> "Switch";
            case Node.Ensemble _ -> "Ensemble";
            case Node.Splitter _ -> "Splitter";
        };
    }
}
