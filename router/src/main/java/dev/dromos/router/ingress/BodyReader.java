package dev.dromos.router.ingress;

import dev.dromos.nodes.body.BodyRoom;
import dev.dromos.nodes.body.ByteBudget;
import dev.dromos.nodes.body.LimitedBody;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** Reads one request's body whole, up to a limit and as far as there is memory for it. Lives on the request's event loop. */
final class BodyReader {
    private final LimitedBody body;
    private final ByteBudget.Lease room;
    private final Listener listener;
    /** Bytes that there is memory for already. */
    private long paid;

    private boolean done;

    /** Hears exactly one of these, or nothing when the client goes away first. */
    interface Listener {
        /** @param body handed over */
        void read(byte[] body);

        void refuse(Refusal refusal);
    }

    private BodyReader(LimitedBody body, long paid, ByteBudget.Lease room, Listener listener) {
        this.body = body;
        this.paid = paid;
        this.room = room;
        this.listener = listener;
    }

    /**
     * A body cut short by its client is never reported: there is nobody left to answer (contract part 5, R8). A client that waits to
     * be told so sends its body only when it is wanted.
     *
     * @param room for the body; counts every byte, since it is there before anything is known of the request
     */
    static void read(HttpServerRequest request, int limit, ByteBudget.Lease room, Listener listener) {
        long announced = announced(request);
        if (announced > limit) {
            listener.refuse(Refusal.BODY_TOO_LARGE);
            return;
        }
        if (!room.tryTakeForRequest(announced)) {
            listener.refuse(Refusal.OUT_OF_MEMORY);
            return;
        }
        var reader = new BodyReader(new LimitedBody(announced, limit, BodyRoom.UNLIMITED), announced, room, listener);
        request.handler(reader::part);
        request.endHandler(end -> reader.end());
        if (request.headers().contains(HttpHeaders.EXPECT)) {
            request.response().writeContinue();
        }
    }

    /** The decoder has refused what is not a length by now; no header means chunked or nothing. */
    private static long announced(HttpServerRequest request) {
        var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length);
    }

    private void part(Buffer part) {
        if (done) {
            return;
        }
        if (!pay(part.length())) {
            end(Refusal.OUT_OF_MEMORY);
        } else if (body.add(part) != LimitedBody.Added.FITS) {
            end(Refusal.BODY_TOO_LARGE);
        }
    }

    /** What was announced is paid for; what comes without having been, when it comes. */
    private boolean pay(int bytes) {
        if (bytes <= paid) {
            paid -= bytes;
            return true;
        }
        return room.tryTakeForRequest(bytes);
    }

    private void end(Refusal refusal) {
        done = true;
        listener.refuse(refusal);
    }

    private void end() {
        if (!done) {
            done = true;
            listener.read(body.bytes());
        }
    }
}
