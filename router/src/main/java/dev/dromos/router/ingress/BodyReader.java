package dev.dromos.router.ingress;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;

/** Reads one request's body whole, up to a limit. Lives on the request's event loop. */
final class BodyReader {
    /** Memory is taken on a client's word only up to here; a larger body pays as it arrives. */
    private static final int TRUSTED_LENGTH = 64 * 1024;

    private final int limit;
    private final Listener listener;
    private byte[] body;
    private int length;
    private boolean done;

    /** Hears exactly one of these, or nothing when the client goes away first. */
    interface Listener {
        /** @param body handed over */
        void read(byte[] body);

        void tooLarge();
    }

    private BodyReader(int announced, int limit, Listener listener) {
        this.body = new byte[Math.min(announced, TRUSTED_LENGTH)];
        this.limit = limit;
        this.listener = listener;
    }

    /** A body cut short by its client is never reported: there is nobody left to answer (contract part 5, R8). */
    static void read(HttpServerRequest request, int limit, Listener listener) {
        long announced = announced(request);
        if (announced > limit) {
            listener.tooLarge();
            return;
        }
        var reader = new BodyReader((int) announced, limit, listener);
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
        if (done) {
            return;
        }
        if (part.length() > limit - length) {
            done = true;
            body = new byte[0];
            listener.tooLarge();
            return;
        }
        reserve(length + part.length());
        part.getBytes(body, length);
        length += part.length();
    }

    private void reserve(int needed) {
        if (needed > body.length) {
            body = Arrays.copyOf(body, Math.min(limit, Math.max(needed, 2 * body.length)));
        }
    }

    private void end() {
        if (!done) {
            done = true;
            listener.read(length == body.length ? body : Arrays.copyOf(body, length));
        }
    }
}
