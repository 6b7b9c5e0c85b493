package dev.dromos.nodes.ensemble;

import dev.dromos.nodes.call.HttpStatus;
import dev.dromos.nodes.call.Payload;
import dev.dromos.nodes.call.StepFailure;
import dev.dromos.nodes.call.StepResult;

/** What an Ensemble answers. */
public sealed interface Verdict {

    /** No Hard member stood in the way: one JSON object with every member's answer, status 200. */
    record Merged(Payload answer) implements Verdict {}

    /** A Hard member answered with something other than 2xx, and that is the answer (contract R47). */
    record Decided(int status, Payload body) implements Verdict {}

    /** A Hard member has no answer, or the request's time ran out. */
    record Failed(StepFailure failure) implements Verdict {}

    /** The same as the result of the whole node. */
    default StepResult asStepResult() {
        return switch (this) {
            case Merged(var answer) -> new StepResult.Answered(HttpStatus.OK, answer);
            case Decided(var status, var body) -> new StepResult.Answered(status, body);
            case Failed(var failure) -> new StepResult.Failed(failure);
        };
    }
}
