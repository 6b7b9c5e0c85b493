package dev.dromos.nodes.route;

import dev.dromos.nodes.call.FailureAnswer;
import dev.dromos.nodes.call.StepFailure;

/** Carries a {@link StepFailure} through Camel, which knows failure only as an exception. Has no stack trace: it is a value. */
public final class StepFailedException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient StepFailure failure;

    StepFailedException(StepFailure failure) {
        super(FailureAnswer.cause(failure), null, false, false);
        this.failure = failure;
    }

    public StepFailure failure() {
        return failure;
    }
}
