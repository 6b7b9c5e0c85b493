package dev.dromos.nodes.policy;

import dev.dromos.graph.Retry.Cause;
import dev.dromos.graph.Retry.Cause.Fault;
import dev.dromos.nodes.call.HttpStatus;
import dev.dromos.nodes.call.StepFailure;
import dev.dromos.nodes.call.StepFailure.BadPayload;
import dev.dromos.nodes.call.StepFailure.Cancelled;
import dev.dromos.nodes.call.StepFailure.DeadlinePassed;
import dev.dromos.nodes.call.StepFailure.Internal;
import dev.dromos.nodes.call.StepFailure.InvalidResponse;
import dev.dromos.nodes.call.StepFailure.LoopDetected;
import dev.dromos.nodes.call.StepFailure.NoRouteMatched;
import dev.dromos.nodes.call.StepFailure.NoSuchGraph;
import dev.dromos.nodes.call.StepFailure.OutOfMemory;
import dev.dromos.nodes.call.StepFailure.Overloaded;
import dev.dromos.nodes.call.StepFailure.Refused;
import dev.dromos.nodes.call.StepFailure.ShuttingDown;
import dev.dromos.nodes.call.StepFailure.TimedOut;
import dev.dromos.nodes.call.StepFailure.UnusableUrl;
import dev.dromos.nodes.call.StepResult;
import java.util.List;
import java.util.Optional;

/** Which outcomes of a call count as failure for which layer. A layer asks here and decides nothing of it itself. */
final class FailureTable {
    private FailureTable() {}

    /** For the retries: an outcome that is one of the causes that the step lists. */
    static boolean isWorthARetry(StepResult result, List<Cause> causes) {
        return switch (result) {
            case StepResult.Answered(var status, var _, var _) ->
                !HttpStatus.isSuccess(status) && causes.contains(new Cause.Status(status));
            case StepResult.Failed(var failure) ->
                cause(failure).filter(causes::contains).isPresent();
        };
    }

    /**
     * What a failure is called in {@code retry.causes}. Empty for those that another call cannot mend: the answer would be as broken,
     * our own line as full, the time as short.
     */
    private static Optional<Cause> cause(StepFailure failure) {
        return switch (failure) {
            case Refused(var _, var phase) ->
                switch (phase) {
                    case CONNECT, DNS -> Optional.of(Fault.CONNECT);
                    case TLS, EGRESS -> Optional.empty();
                };
            case BadPayload(var _, var flaw) ->
                switch (flaw) {
                    case RESET -> Optional.of(Fault.RESET);
                    case TRUNCATED, MALFORMED, TOO_LARGE, ENCODING -> Optional.empty();
                };
            case TimedOut _ -> Optional.of(Fault.TIMEOUT);
            case Overloaded _,
                    OutOfMemory _,
                    UnusableUrl _,
                    Cancelled _,
                    DeadlinePassed _,
                    ShuttingDown _,
                    LoopDetected _,
                    NoSuchGraph _,
                    NoRouteMatched _,
                    InvalidResponse _,
                    Internal _ -> Optional.empty();
        };
    }

    /** For a hedge: an answer that is worth more than what the other call may still bring. */
    static boolean endsTheRace(StepResult result) {
        return switch (result) {
            case StepResult.Answered(var status, var _, var _) ->
                status < HttpStatus.INTERNAL_SERVER_ERROR && status != HttpStatus.TOO_MANY_REQUESTS;
            case StepResult.Failed _ -> false;
        };
    }

    /**
     * For a fallback.
     *
     * @param statuses that count as failure though they are answers
     * @param needsTime whether what stands in is a call: it cannot be made when the time is over
     */
    static boolean isToBeReplaced(StepResult result, List<Integer> statuses, boolean needsTime) {
        return switch (result) {
            case StepResult.Answered(var status, var _, var _) ->
                !HttpStatus.isSuccess(status) && statuses.contains(status);
            case StepResult.Failed(var failure) ->
                switch (failure) {
                    case Cancelled _, ShuttingDown _, LoopDetected _, NoSuchGraph _ -> false;
                    case DeadlinePassed _ -> !needsTime;
                    case Refused _,
                            BadPayload _,
                            TimedOut _,
                            Overloaded _,
                            OutOfMemory _,
                            UnusableUrl _,
                            NoRouteMatched _,
                            InvalidResponse _,
                            Internal _ -> true;
                };
        };
    }
}
