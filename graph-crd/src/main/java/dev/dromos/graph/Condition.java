package dev.dromos.graph;

import dev.dromos.graph.gjson.GjsonPath;

/** When a step is taken. */
public sealed interface Condition {

    /** The user wrote none. A stage always runs; a case of a Switch is never taken (KServe contract R42). */
    record None() implements Condition {}

    /** Holds when the path exists in the JSON it is asked about, whatever its value: {@code false} and {@code null} exist. */
    record Exists(GjsonPath path) implements Condition {}
}
