package dev.dromos.nodes.call;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.Optional;

/** The headers of a step's request, as KServe's router sends them (contract R13), and how deep we are. */
final class RequestHeaders {
    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
    private static final CharSequence GZIP = HttpHeaders.createOptimized("gzip");
    /** What model servers see from KServe's router; some allow or log by it. */
    private static final CharSequence GO_CLIENT = HttpHeaders.createOptimized("Go-http-client/1.1");

    private static final CharSequence HOST = HttpHeaders.createOptimized("Host");
    private static final CharSequence USER_AGENT = HttpHeaders.createOptimized("User-Agent");
    private static final CharSequence CONTENT_TYPE = HttpHeaders.createOptimized("Content-Type");
    private static final CharSequence CONTENT_LENGTH = HttpHeaders.createOptimized("Content-Length");
    private static final CharSequence ACCEPT_ENCODING = HttpHeaders.createOptimized("Accept-Encoding");

    private RequestHeaders() {}

    /**
     * Writes them.
     *
     * @return the name of a client's header that HTTP does not allow, whose value may be a secret; empty when all is written
     */
    static Optional<String> write(MultiMap headers, CharSequence host, StepRequest request) {
        for (var header : request.context().headers()) {
            try {
                headers.add(header.name(), header.value());
            } catch (IllegalArgumentException _) { // its message has the value
                return Optional.of(header.name());
            }
        }
        if (!headers.contains(CONTENT_TYPE)) {
            headers.add(CONTENT_TYPE, JSON);
        }
        if (!headers.contains(USER_AGENT)) {
            headers.add(USER_AGENT, GO_CLIENT);
        }
        // These are about this connection, not about the client's request: never the client's.
        headers.set(HOST, host);
        headers.set(ACCEPT_ENCODING, GZIP);
        headers.set(Depth.HEADER, Depth.below(request.context().depth()));
        headers.set(CONTENT_LENGTH, Integer.toString(request.body().size()));
        return Optional.empty();
    }
}
