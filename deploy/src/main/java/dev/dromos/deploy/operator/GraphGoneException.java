package dev.dromos.deploy.operator;

/** The graph that is worked on has been deleted meanwhile. */
final class GraphGoneException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    GraphGoneException() {
        super("the graph is deleted");
    }
}
