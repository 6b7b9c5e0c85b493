package dev.dromos.nodes.call;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call while it runs. Everything but {@link #start} and the cancellation happens on one Vert.x context, so nothing here needs
 * a lock.
 *
 * <pre>
 * waiting ──connection──► sent ──head──► answering ──last byte──► done
 *    │                     │ └─stale──► waiting (once)              ▲
 *    └───── failed, or cancelled ──────────┴──── connection closed ─┘
 * </pre>
 */
final class HttpExchange {
    private static final Logger LOG = LoggerFactory.getLogger(HttpExchange.class);

    private final HttpCall call;
    private final StepRequest request;
    private final Context context;
    private final Promise<StepResult> promise = Promise.promise();
    private Cancellation.Registration registration = () -> {};
    private @Nullable HttpClientRequest sent;
    private boolean connecting;
    private boolean resent;
    private boolean headCame;
    private boolean done;

    HttpExchange(HttpCall call, StepRequest request) {
        this.call = call;
        this.request = request;
        this.context = call.client().vertx().getOrCreateContext();
    }

    Future<StepResult> start() {
        context.runOnContext(_ -> {
            registration = request.context().cancellation().onCancel(() -> context.runOnContext(_ -> cancel()));
            connect();
        });
        return promise.future();
    }

    private void cancel() {
        fail(new StepFailure.Cancelled(call.step()));
    }

    private void connect() {
        connecting = true;
        call.client().request(call.options()).onSuccess(this::connected).onFailure(this::unconnected);
    }

    private void unconnected(Throwable error) {
        connecting = false;
        releasePlace();
        fail(TransportFault.whileConnecting(call.step(), call.target().origin().https(), error));
    }

    /**
     * Sends in a turn of its own: when this connection has just come back from another call, what its server may have sent
     * behind that call's answer is read, and the connection closed for it, before our request could be taken to be answered by it.
     */
    private void connected(HttpClientRequest connected) {
        connected.exceptionHandler(_ -> {}); // the response future has it too; without a handler Vert.x logs it
        sent = connected;
        connecting = false;
        if (done) {
            connected.reset(); // nothing was sent, so the connection goes back to the pool
            releasePlace();
        } else {
            context.runOnContext(_ -> send(connected));
        }
    }

    private void send(HttpClientRequest connected) {
        if (done) {
            return;
        }
        if (connected.response().failed()) {
            unanswered(true, connected.response().cause()); // lost before anything was sent
            return;
        }
        var reused = call.client().isReused(connected.connection());
        var refused = RequestHeaders.write(connected.headers(), call.target(), request);
        if (refused.isPresent()) {
            LOG.atError()
                    .addKeyValue("step", call.step())
                    .addKeyValue("header", refused.get())
                    .log("header cannot be sent");
            fail(new StepFailure.Internal());
            return;
        }
        var written = connected.end(Buffer.buffer(request.body().dangerouslySharedBytes()));
        connected
                .response()
                .onSuccess(response -> answering(response, written))
                .onFailure(error -> unanswered(reused && TransportFault.isClosed(error), error));
    }

    /** A server may close an idle connection just as we use it; nothing was answered, so the call is made once more. */
    private void unanswered(boolean stale, Throwable error) {
        if (!done && stale && !resent) {
            resent = true;
            connect();
        } else {
            broken(error);
        }
    }

    private void answering(HttpClientResponse response, Future<Void> written) {
        response.exceptionHandler(this::broken);
        if (done) {
            return;
        }
        headCame = true;
        var status = response.statusCode();
        if (!HttpStatus.isFinal(status)) {
            fail(new StepFailure.BadPayload(call.step(), StepFailure.BadPayload.Flaw.MALFORMED));
            return;
        }
        if (announcedSize(response) > call.client().maxResponseBytes()) {
            tooLarge();
            return;
        }
        var body = new LimitedBody(call.client().maxResponseBytes());
        response.handler(chunk -> {
            if (!body.add(chunk)) {
                tooLarge();
            }
        });
        response.endHandler(_ -> {
            if (!written.isComplete()) {
                // Answered early, and perhaps not read on: the next request would wait behind the rest of this one.
                response.request().connection().close();
            }
            answered(response, body);
        });
    }

    /** Known from the start for most answers; the parser has refused what is no number. */
    private static long announcedSize(HttpClientResponse response) {
        var length = response.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null || response.statusCode() == HttpStatus.NOT_MODIFIED ? 0 : Long.parseLong(length.strip());
    }

    private void answered(HttpClientResponse response, LimitedBody body) {
        if (done) {
            return;
        }
        call.client().served(response.request().connection());
        var encoding = response.getHeader(HttpHeaders.CONTENT_ENCODING);
        var contentType = response.getHeader(HttpHeaders.CONTENT_TYPE);
        var bytes = body.bytes();
        if (encoding == null || !encoding.equalsIgnoreCase("gzip") || bytes.length == 0) {
            end(answer(response.statusCode(), bytes, contentType));
            return;
        }
        // Unpacking costs up to the response limit in CPU time, whatever came over the wire: not on an event loop.
        context.executeBlocking(() -> Gunzip.unpack(bytes, call.client().maxResponseBytes()), false)
                .onSuccess(unpacked -> end(
                        switch (unpacked) {
                            case Gunzip.Unpacked.Whole(var plain) ->
                                answer(response.statusCode(), plain.dangerouslySharedBytes(), contentType);
                            case Gunzip.Unpacked.Flawed(var flaw) ->
                                new StepResult.Failed(new StepFailure.BadPayload(call.step(), flaw));
                        }))
                .onFailure(_ -> fail(new StepFailure.Internal()));
    }

    private static StepResult answer(int status, byte[] bytes, @Nullable String contentType) {
        return new StepResult.Answered(status, Payload.of(bytes, contentType == null ? "" : contentType));
    }

    private void tooLarge() {
        fail(new StepFailure.BadPayload(call.step(), StepFailure.BadPayload.Flaw.TOO_LARGE));
    }

    private void broken(Throwable error) {
        fail(TransportFault.whileAnswering(call.step(), headCame, error));
    }

    /** Closes the connection: whatever its server still sends must not reach the next call. */
    private void fail(StepFailure failure) {
        if (!done) {
            end(new StepResult.Failed(failure));
            if (sent != null) {
                sent.reset();
            }
        }
    }

    /** A cancelled call keeps its place until the pool has let go of it: the line must not grow behind our back. */
    private void releasePlace() {
        if (done && !connecting) {
            call.places().release();
        }
    }

    /** The caller goes on in a turn of its own, when the connection is back in the pool for its next call. */
    private void end(StepResult result) {
        if (!done) {
            done = true;
            registration.remove();
            releasePlace();
            context.runOnContext(_ -> promise.complete(result));
        }
    }
}
