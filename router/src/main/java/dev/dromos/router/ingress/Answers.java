package dev.dromos.router.ingress;

import dev.dromos.nodes.body.Payload;
import dev.dromos.nodes.call.ErrorBody;
import dev.dromos.nodes.call.ErrorStatus;
import dev.dromos.nodes.call.FailureAnswer;
import dev.dromos.nodes.call.HttpStatus;
import dev.dromos.nodes.call.StepResult;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;

/**
 * Writes answers, each from an empty set of headers: nothing that a client or a step sent is relayed but status, body and, for a
 * body that is not JSON, its type (contract R23, R24 and part 5).
 */
final class Answers {
    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
    private static final CharSequence PLAIN = HttpHeaders.createOptimized("text/plain; charset=utf-8");
    private static final CharSequence OCTETS = HttpHeaders.createOptimized("application/octet-stream");
    private static final CharSequence NOSNIFF_NAME = HttpHeaders.createOptimized("X-Content-Type-Options");
    private static final CharSequence NOSNIFF = HttpHeaders.createOptimized("nosniff");
    private static final CharSequence RETRY_AFTER_SECONDS = HttpHeaders.createOptimized("1");
    private static final CharSequence CLOSE = HttpHeaders.createOptimized("close");

    private Answers() {}

    /** What the graph came to. */
    static void result(HttpServerResponse response, StepResult result, ErrorStatus mode) {
        // Not a switch: JDK 25 makes a class for one when it is first met (ADR 2).
        if (result instanceof StepResult.Answered(var status, var body, var _)) {
            payload(response, status, body);
        } else {
            var failure = ((StepResult.Failed) result).failure();
            payload(response, FailureAnswer.status(failure, mode), FailureAnswer.body(failure));
        }
    }

    /** A refusal of the edge itself; its connection does not go on, since the request on it was not read to its end. */
    static void refuse(HttpServerResponse response, Refusal refusal, IngressLimits limits) {
        willClose(response);
        if (refusal.isOfTheMoment()) {
            response.putHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        payload(response, refusal.status(), ErrorBody.of(refusal.cause(limits.requestBytes())));
    }

    /** Says that the connection ends with this answer; whoever says so ends it. */
    static void willClose(HttpServerResponse response) {
        response.putHeader(HttpHeaders.CONNECTION, CLOSE);
    }

    static void ready(HttpServerResponse response) {
        response.end();
    }

    /** KServe's words for a router that is about to stop (contract R3). */
    static void shuttingDown(HttpServerResponse response) {
        response.setStatusCode(HttpStatus.SERVICE_UNAVAILABLE)
                .putHeader(HttpHeaders.CONTENT_TYPE, PLAIN)
                .putHeader(NOSNIFF_NAME, NOSNIFF)
                .end("shutting down\n");
    }

    static void metrics(HttpServerResponse response, String contentType, Buffer text) {
        response.putHeader(HttpHeaders.CONTENT_TYPE, contentType).end(text);
    }

    static void moved(HttpServerResponse response, String location) {
        response.setStatusCode(HttpStatus.MOVED_PERMANENTLY)
                .putHeader(HttpHeaders.LOCATION, UriText.escape(location))
                .end();
    }

    private static void payload(HttpServerResponse response, int status, Payload body) {
        response.setStatusCode(status);
        if (body.isEmpty() || status == HttpStatus.NO_CONTENT || status == HttpStatus.NOT_MODIFIED) {
            response.end();
            return;
        }
        if (body.passesForJson()) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, JSON);
        } else {
            response.putHeader(HttpHeaders.CONTENT_TYPE, body.contentType().isEmpty() ? OCTETS : body.contentType());
            response.putHeader(NOSNIFF_NAME, NOSNIFF);
        }
        // Said here because a HEAD request gets the length and no body, and Vert.x then says none.
        response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.size()));
        response.end(body.asBuffer());
    }
}
