package dev.dromos.nodes.call;

/** How a step's call ended. A status other than 2xx is an answer, not a failure: the graph decides what it means. */
public sealed interface StepResult {

    /**
     * The step answered, completely.
     *
     * @param status 200 to 599
     */
    record Answered(int status, Payload body) implements StepResult {}

    /** No answer, or none that can be used. */
    record Failed(StepFailure failure) implements StepResult {}

    /** Nobody wants the answer, if it is one. */
    default void letGo() {
        if (this instanceof Answered(var _, var body)) {
            body.letGo();
        }
    }
}
