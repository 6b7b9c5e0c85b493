package dev.dromos.graph;

import java.util.List;

/** What stands in for a step that failed, or that answered with one of some statuses. */
public sealed interface Fallback {

    /** Nothing does. */
    record None() implements Fallback {}

    /**
     * Another target's answer to the same request.
     *
     * @param statuses of the step that count as a failure here; 300 to 599
     */
    record To(Target target, List<Integer> statuses) implements Fallback {
        public To {
            statuses = List.copyOf(statuses);
        }
    }

    /**
     * Always the same answer, with status 200.
     *
     * @param json any JSON text
     * @param statuses of the step that count as a failure here; 300 to 599
     */
    record Response(String json, List<Integer> statuses) implements Fallback {
        public Response {
            statuses = List.copyOf(statuses);
        }
    }
}
