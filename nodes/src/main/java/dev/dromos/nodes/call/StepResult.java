package dev.dromos.nodes.call;

import dev.dromos.nodes.body.Payload;
import java.time.Duration;

/** How a step's call ended. A status other than 2xx is an answer, not a failure: the graph decides what it means. */
public sealed interface StepResult {

    /**
     * The step answered, completely.
     *
     * @param status 200 to 599
     * @param retryAfter how long the step asks to be left alone, zero when it does not
     */
    record Answered(int status, Payload body, Duration retryAfter) implements StepResult {
        public Answered(int status, Payload body) {
            this(status, body, Duration.ZERO);
        }
    }

    /** No answer, or none that can be used. */
    record Failed(StepFailure failure) implements StepResult {}

    /** Nobody wants the answer, if it is one. */
    default void letGo() {
        if (this instanceof Answered(var _, var body, var _)) {
            body.letGo();
        }
    }
}
