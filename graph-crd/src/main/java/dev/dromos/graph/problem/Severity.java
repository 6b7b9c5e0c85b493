package dev.dromos.graph.problem;

/** Whether a graph with this problem can be used. */
public enum Severity {
    /** The graph is refused. */
    ERROR,
    /** The graph runs; the user should know. */
    WARNING;

    /** As it stands in a message. */
    public String word() {
        return switch (this) {
            case ERROR -> "error";
            case WARNING -> "warning";
        };
    }
}
