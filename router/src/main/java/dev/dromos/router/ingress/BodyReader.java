package dev.dromos.router.ingress;

import dev.dromos.nodes.call.LimitedBody;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** Reads one request's body whole, up to a limit. Lives on the request's event loop. */
final class BodyReader {
    private final LimitedBody body;
    private final Listener listener;
    private boolean done;

    /** Hears exactly one of these, or nothing when the client goes away first. */
    interface Listener {
        /** @param body handed over */
        void read(byte[] body);

        void tooLarge();
    }

    private BodyReader(LimitedBody body, Listener listener) {
        this.body = body;
        this.listener = listener;
    }

    /** A body cut short by its client is never reported: there is nobody left to answer (contract part 5, R8). */
    static void read(HttpServerRequest request, int limit, Listener listener) {
        long announced = announced(request);
        if (announced > limit) {
            listener.tooLarge();
            return;
        }
        var reader = new BodyReader(new LimitedBody(announced, limit), listener);
        request.handler(reader::part);
        request.endHandler(end -> reader.end());
        if (request.headers().contains(HttpHeaders.EXPECT)) {
            request.response().writeContinue();
        }
    }

    /** Netty has refused what is not a length by now; no header means chunked or nothing. */
    private static long announced(HttpServerRequest request) {
        var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length);
    }

    private void part(Buffer part) {
        if (!done && !body.add(part)) {
            done = true;
            listener.tooLarge();
        }
    }

    private void end() {
        if (!done) {
            done = true;
            listener.read(body.bytes());
        }
    }
}
