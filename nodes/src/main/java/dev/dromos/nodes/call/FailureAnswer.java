package dev.dromos.nodes.call;

import dev.dromos.nodes.body.Payload;
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

/** The one place that turns a failure into the status and body a client sees. */
public final class FailureAnswer {
    private FailureAnswer() {}

    public static int status(StepFailure failure, ErrorStatus mode) {
        return switch (failure) {
            case NoRouteMatched _, NoSuchGraph() -> HttpStatus.NOT_FOUND;
            case InvalidResponse _, Internal _, UnusableUrl _ -> HttpStatus.INTERNAL_SERVER_ERROR;
            case Refused _, BadPayload _ -> precise(HttpStatus.BAD_GATEWAY, mode);
            case OutOfMemory _ -> HttpStatus.SERVICE_UNAVAILABLE; // as a request whose body does not fit
            case Overloaded _, ShuttingDown _ -> precise(HttpStatus.SERVICE_UNAVAILABLE, mode);
            case LoopDetected() -> precise(HttpStatus.LOOP_DETECTED, mode);
            case TimedOut _, DeadlinePassed _, Cancelled _ -> precise(HttpStatus.GATEWAY_TIMEOUT, mode);
        };
    }

    /** KServe's two fields: <code>{"error":"Failed to process request","cause":"…"}</code>. */
    public static Payload body(StepFailure failure) {
        return ErrorBody.of(cause(failure));
    }

    private static int precise(int status, ErrorStatus mode) {
        return switch (mode) {
            case KSERVE -> HttpStatus.INTERNAL_SERVER_ERROR;
            case PRECISE -> status;
        };
    }

    /** The texts that KServe has are KServe's (contract R25); the others name the step. */
    public static String cause(StepFailure failure) {
        return switch (failure) {
            case NoRouteMatched _ -> "None of the routes matched with the switch condition";
            case InvalidResponse _ -> "invalid response";
            case Internal _ -> "internal error";
            case DeadlinePassed(var step, var ran) ->
                ran.isZero()
                        ? "deadline passed before " + step
                        : "deadline passed, %s had run for %d ms".formatted(step, ran.toMillis());
            case ShuttingDown _ -> "shutting down";
            case NoSuchGraph() -> "no graph is served at this path";
            case LoopDetected() -> "graphs call each other in a loop";
            case Refused(var step, var phase) ->
                step
                        + switch (phase) {
                            case CONNECT -> ": connection failed";
                            case DNS -> ": name not found";
                            case TLS -> ": TLS handshake failed";
                            case EGRESS -> ": address not allowed";
                        };
            case BadPayload(var step, var flaw) ->
                step
                        + switch (flaw) {
                            case RESET -> ": connection reset";
                            case TRUNCATED -> ": response truncated";
                            case MALFORMED -> ": response malformed";
                            case TOO_LARGE -> ": response too large";
                            case ENCODING -> ": response encoding not supported";
                        };
            case TimedOut(var step) -> step + ": timed out";
            case Overloaded(var step) -> step + ": too many pending requests";
            case OutOfMemory(var whose) -> whose + ": no memory is left for the answer";
            case UnusableUrl(var step) -> step + ": serviceUrl is not a usable URL";
            case Cancelled(var step) -> step + ": cancelled";
        };
    }
}
