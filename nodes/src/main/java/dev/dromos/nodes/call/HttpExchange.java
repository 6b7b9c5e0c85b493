package dev.dromos.nodes.call;

import dev.dromos.nodes.body.LimitedBody;
import dev.dromos.nodes.body.Payload;
import dev.dromos.nodes.connection.LoopConnections;
import dev.dromos.nodes.connection.PooledConnection;
import dev.dromos.nodes.connection.Waiter;
import dev.dromos.nodes.logging.LogKeys;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call while it runs. Everything but {@link #start} and the cancellation happens on one event loop, so nothing here needs a lock.
 *
 * <pre>
 * waiting ──connection──► sent ──head──► answering ──last byte──► done
 *    │                     │ └─stale──► waiting (once)              ▲
 *    └───── failed, or cancelled ──────────┴──── connection closed ─┘
 * </pre>
 */
final class HttpExchange implements Waiter {
    private static final Logger LOG = LoggerFactory.getLogger(HttpExchange.class);

    private static final int MAX_HEADERS = 100;

    private final HttpCall call;
    private final StepRequest request;
    /** Of the caller. */
    private final ContextInternal context;
    /** Of the event loop that the exchange lives on: the caller's own where it has one. */
    private final ContextInternal loop;

    private final Promise<StepResult> promise = Promise.promise();
    private Cancellation.Registration registration = () -> {};
    private @Nullable PooledConnection connection;
    private @Nullable LimitedBody body;
    private boolean resent;
    private boolean headCame;
    private boolean done;

    HttpExchange(HttpCall call, StepRequest request) {
        this.call = call;
        this.request = request;
        this.context = call.client().context();
        this.loop = context.isEventLoopContext() ? context : call.client().newEventLoopContext();
    }

    Future<StepResult> start() {
        if (loop.inThread()) {
            begin();
        } else {
            loop.runOnContext(_ -> begin());
        }
        return promise.future();
    }

    private void begin() {
        registration = request.context().cancellation().onCancel(() -> loop.runOnContext(_ -> cancel()));
        connections().lend(this);
    }

    private LoopConnections connections() {
        return call.pool().at(loop);
    }

    private void cancel() {
        if (!done && connection == null) {
            connections().leave(this);
        }
        fail(new StepFailure.Cancelled(call.step()));
    }

    @Override
    public void unconnected(Throwable error) {
        fail(TransportFault.whileConnecting(call.step(), call.target().origin().https(), error));
    }

    @Override
    public void waitedTooLong() {
        fail(new StepFailure.Overloaded(call.step()));
    }

    @Override
    public void connected(PooledConnection lent) {
        connection = lent;
        lent.request(call.options())
                .onSuccess(sending -> {
                    // The response's future has it too; without a handler Vert.x logs it.
                    sending.exceptionHandler(_ -> {});
                    send(sending, lent);
                })
                .onFailure(error -> unanswered(true, error)); // lost before anything was sent
    }

    private void send(HttpClientRequest sending, PooledConnection lent) {
        if (done) {
            return;
        }
        if (sending.response().failed()) {
            unanswered(true, sending.response().cause());
            return;
        }
        var refused = RequestHeaders.write(sending.headers(), call.host(), request);
        if (refused.isPresent()) {
            LOG.atError()
                    .addKeyValue(LogKeys.STEP, call.step())
                    .addKeyValue(LogKeys.HEADER, refused.get())
                    .log("header cannot be sent");
            fail(new StepFailure.Internal());
            return;
        }
        boolean reused = lent.isReused();
        var written = sending.end(request.body().asBuffer());
        sending.response()
                .onSuccess(response -> answering(response, written))
                .onFailure(error -> unanswered(reused && TransportFault.isClosed(error), error));
    }

    /** A server may close an idle connection just as we use it; nothing was answered, so the call is made once more, on a new one. */
    private void unanswered(boolean stale, Throwable error) {
        if (!done && stale && !resent) {
            resent = true;
            call.client().countResend();
            letGo();
            connections().lendNew(this);
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
        if (!HttpStatus.isFinal(status) || hasTooManyHeaders(response) || isCodedOtherwise(response)) {
            fail(new StepFailure.BadPayload(call.step(), StepFailure.BadPayload.Flaw.MALFORMED));
            return;
        }
        long announced = announcedSize(response);
        if (announced > call.client().maxResponseBytes()) {
            tooLarge();
            return;
        }
        var coming = new LimitedBody(
                announced, call.client().maxResponseBytes(), request.context().room());
        body = coming;
        response.handler(chunk -> take(coming, chunk));
        response.endHandler(_ -> {
            if (mayBeCutShort(response)) {
                fail(new StepFailure.BadPayload(call.step(), StepFailure.BadPayload.Flaw.TRUNCATED));
                return;
            }
            if (!written.isComplete()) {
                // Answered early, and perhaps not read on: the next request would wait behind the rest of this one.
                letGo();
            }
            answered(response, coming);
        });
    }

    /** An answer that does not say its length goes on until its connection ends: over TLS, until the server says so. */
    private boolean mayBeCutShort(HttpClientResponse response) {
        return connection != null
                && connection.mayBeCutOff()
                && HttpStatus.hasBody(response.statusCode())
                && !response.headers().contains(HttpHeaders.CONTENT_LENGTH)
                && !response.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }

    private void take(LimitedBody coming, Buffer chunk) {
        if (!done) {
            switch (coming.add(chunk)) {
                case FITS -> {}
                case TOO_LARGE -> tooLarge();
                case NO_ROOM -> fail(noRoom());
            }
        }
    }

    /** True for a transfer coding that is not just {@code chunked}: the parser would take its bytes for the answer's own. */
    private static boolean isCodedOtherwise(HttpClientResponse response) {
        var coding = response.getHeader(HttpHeaders.TRANSFER_ENCODING);
        return coding != null && !coding.strip().equalsIgnoreCase("chunked");
    }

    /** Their bytes are bounded by the parser; by the count, a server could still make the most of those. */
    private static boolean hasTooManyHeaders(HttpClientResponse response) {
        int count = 0;
        for (var _ : response.headers()) {
            count++;
        }
        return count > MAX_HEADERS;
    }

    /** Known from the start for most answers; the parser has refused what is no number. */
    private static long announcedSize(HttpClientResponse response) {
        var length = response.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null || response.statusCode() == HttpStatus.NOT_MODIFIED ? 0 : Long.parseLong(length.strip());
    }

    private void answered(HttpClientResponse response, LimitedBody whole) {
        if (done) {
            return;
        }
        var keepAlive = KeepAlive.of(response, call.client().keepAlive());
        var encoding = response.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (encoding == null || encoding.equalsIgnoreCase("identity") || whole.isEmpty()) {
            end(answer(response, whole.payload(contentType(response))), keepAlive);
        } else if (Gunzip.unpacks(response.headers().getAll(HttpHeaders.CONTENT_ENCODING))) {
            unpack(response, whole.payload(""), keepAlive);
        } else {
            end(flawed(StepFailure.BadPayload.Flaw.ENCODING), keepAlive);
        }
    }

    private void unpack(HttpClientResponse response, Payload packed, Duration keepAlive) {
        // Unpacking costs up to the response limit in CPU time, whatever came over the wire: not on an event loop.
        var contentType = contentType(response);
        var most = call.client().maxResponseBytes();
        loop.executeBlocking(
                        () -> Gunzip.unpack(
                                packed.dangerouslySharedBytes(),
                                contentType,
                                most,
                                request.context().room()),
                        false)
                .onComplete(_ -> packed.letGo())
                .onSuccess(unpacked -> end(
                        switch (unpacked) {
                            case Gunzip.Unpacked.Whole(var plain) -> answer(response, plain);
                            case Gunzip.Unpacked.Flawed(var flaw) -> flawed(flaw);
                            case Gunzip.Unpacked.NoRoom() -> new StepResult.Failed(noRoom());
                        },
                        keepAlive))
                .onFailure(_ -> fail(new StepFailure.Internal()));
    }

    private static StepResult answer(HttpClientResponse response, Payload body) {
        int status = response.statusCode();
        return HttpStatus.isBusy(status)
                ? new StepResult.Answered(status, body, RetryAfter.of(response))
                : new StepResult.Answered(status, body);
    }

    private static String contentType(HttpClientResponse response) {
        var contentType = response.getHeader(HttpHeaders.CONTENT_TYPE);
        return contentType == null ? "" : contentType;
    }

    private StepFailure noRoom() {
        return new StepFailure.OutOfMemory(call.step().toString());
    }

    private StepResult flawed(StepFailure.BadPayload.Flaw flaw) {
        return new StepResult.Failed(new StepFailure.BadPayload(call.step(), flaw));
    }

    private void tooLarge() {
        fail(new StepFailure.BadPayload(call.step(), StepFailure.BadPayload.Flaw.TOO_LARGE));
    }

    private void broken(Throwable error) {
        fail(TransportFault.whileAnswering(call.step(), headCame, error));
    }

    /** Closes the connection: whatever its server still sends must not reach the next call. */
    private void fail(StepFailure failure) {
        end(new StepResult.Failed(failure), Duration.ZERO);
    }

    /** The caller goes on in a turn of its own, when the connection is back in the pool for its next call. */
    private void end(StepResult result, Duration keepAlive) {
        if (done) {
            result.letGo();
            return;
        }
        done = true;
        registration.remove();
        if (body != null) {
            body.drop(); // of an answer, nothing is left in it
        }
        call.places().release();
        if (keepAlive.isZero()) {
            letGo();
        }
        loop.runOnContext(_ -> {
            if (connection != null) {
                connection.release(keepAlive);
            }
            deliver(result);
        });
    }

    private void deliver(StepResult result) {
        if (loop.equals(context)) {
            promise.complete(result);
        } else {
            context.runOnContext(_ -> promise.complete(result));
        }
    }

    private void letGo() {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }
}
