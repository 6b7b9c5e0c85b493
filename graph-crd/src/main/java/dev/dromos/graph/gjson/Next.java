package dev.dromos.graph.gjson;

/** What follows a key or an index. */
sealed interface Next {

    /** Nothing: its value is the answer. */
    record End() implements Next {}

    /** A dot: its value must be an object or array, and is entered. */
    record Into(Path.Steps steps) implements Next {}

    /**
     * A pipe, or a dot before a modifier or multipath: the walk ends here, and {@code path} is asked of what it
     * found, even when that is nothing ({@code nosuch|!1} exists).
     */
    record Pipe(Path path) implements Next {}
}
