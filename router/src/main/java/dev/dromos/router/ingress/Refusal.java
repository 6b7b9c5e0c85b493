package dev.dromos.router.ingress;

import dev.dromos.nodes.call.HttpStatus;

/** Why the edge does not run the graph for a request: the status and the cause that its client is told. */
public enum Refusal {
    OVERLOADED(HttpStatus.SERVICE_UNAVAILABLE, "overloaded"),
    OUT_OF_MEMORY(HttpStatus.SERVICE_UNAVAILABLE, "overloaded: no memory is left for the body"),
    BODY_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "request body is larger than %d bytes"),
    TOO_SLOW(HttpStatus.REQUEST_TIMEOUT, "request timed out"),
    UNKNOWN_EXPECTATION(HttpStatus.EXPECTATION_FAILED, "only 100-continue can be expected"),
    LINE_TOO_LONG(HttpStatus.URI_TOO_LONG, "request line is too long"),
    HEADERS_TOO_LARGE(HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "headers are too large"),
    TOO_MANY_HEADERS(HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "too many headers"),
    UNKNOWN_VERSION(HttpStatus.HTTP_VERSION_NOT_SUPPORTED, "only HTTP/1.1 and HTTP/1.0 are spoken"),
    FORBIDDEN_METHOD(HttpStatus.BAD_REQUEST, "CONNECT and TRACE are not served"),
    UNUSABLE_TARGET(HttpStatus.BAD_REQUEST, "request target is no path"),
    AMBIGUOUS_HOST(HttpStatus.BAD_REQUEST, "there must be one Host, which the request target agrees with"),
    AMBIGUOUS_LENGTH(HttpStatus.BAD_REQUEST, "the length of the body is ambiguous"),
    FOLDED_HEADER(HttpStatus.BAD_REQUEST, "a header goes on in a second line"),
    MALFORMED(HttpStatus.BAD_REQUEST, "request is not HTTP");

    private final int status;
    private final String cause;

    Refusal(int status, String cause) {
        this.status = status;
        this.cause = cause;
    }

    public int status() {
        return status;
    }

    /** @param limit that was passed, in the causes that name it */
    public String cause(long limit) {
        return cause.formatted(limit);
    }

    /** Whether the same request may be taken in a moment. */
    boolean isOfTheMoment() {
        return status == HttpStatus.SERVICE_UNAVAILABLE;
    }
}
