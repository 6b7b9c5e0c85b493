package dev.dromos.nodes.call;

import java.time.Duration;

/**
 * Why a request has no answer from a step or a node. {@link FailureAnswer} says which status and body a client sees for each;
 * the texts are a fixed vocabulary, so that no address, class name or answer of a model server leaks.
 */
public sealed interface StepFailure {

    /** The step's server could not be reached. */
    record Refused(StepRef step, Phase phase) implements StepFailure {
        public enum Phase {
            CONNECT,
            DNS,
            TLS,
            /** Its address is not one that steps may have. */
            EGRESS
        }
    }

    /** The step's server answered with something that is no complete HTTP answer, or is too large. */
    record BadPayload(StepRef step, Flaw flaw) implements StepFailure {
        public enum Flaw {
            RESET,
            TRUNCATED,
            MALFORMED,
            TOO_LARGE,
            /** Its content encoding is not the one that was asked for. */
            ENCODING
        }
    }

    /** The step, or what was left of the request's time, ran out. */
    record TimedOut(StepRef step) implements StepFailure {}

    /** Every connection to the step's server is busy, and the line behind them is full or has not moved for too long. */
    record Overloaded(StepRef step) implements StepFailure {}

    /**
     * No memory was left for an answer.
     *
     * @param whose a step, or a node that puts its members' answers together
     */
    record OutOfMemory(String whose) implements StepFailure {}

    /** The step's {@code serviceUrl} is no usable URL. */
    record UnusableUrl(StepRef step) implements StepFailure {}

    /** The client has gone, or a sibling has already decided the answer. */
    record Cancelled(StepRef step) implements StepFailure {}

    /**
     * The whole graph's time ran out before it had an answer.
     *
     * @param step that ran then, or was about to
     * @param ran how long it had; zero when it was never called
     */
    record DeadlinePassed(StepRef step, Duration ran) implements StepFailure {}

    /** The router is stopping, and has let go of its graph. */
    record ShuttingDown() implements StepFailure {}

    /** Graphs have called each other too often for one request: they go round in a circle. */
    record LoopDetected() implements StepFailure {}

    /** There is no graph where the request was sent. */
    record NoSuchGraph() implements StepFailure {}

    /** No case of a Switch holds. */
    record NoRouteMatched(String node) implements StepFailure {}

    /** A condition of a Sequence was asked about something that is not JSON. */
    record InvalidResponse(String node) implements StepFailure {}

    /** A fault of ours; the log has the details. */
    record Internal() implements StepFailure {}
}
