package dev.dromos.nodes.call;

import dev.dromos.nodes.body.Payload;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.internal.ContextInternal;
import org.jspecify.annotations.Nullable;

/** One {@link WakeCall} while it runs, on one event loop but for {@link #start} and the cancellation. */
final class WakeExchange {
    /** Of an answer that nobody reads; a server that sends more is cut off. */
    private static final int MOST_BYTES = 64 * 1024;

    private final WakeCall call;
    private final RequestContext context;
    private final ContextInternal loop;
    private final Promise<StepResult> promise = Promise.promise();
    private Cancellation.Registration registration = () -> {};
    private @Nullable HttpClientConnection connection;
    private boolean headCame;
    private boolean done;
    private int received;

    WakeExchange(WakeCall call, RequestContext context) {
        this.call = call;
        this.context = context;
        var here = call.client().context();
        this.loop = here.isEventLoopContext() ? here : call.client().newEventLoopContext();
    }

    Future<StepResult> start() {
        loop.runOnContext(_ -> begin());
        return promise.future();
    }

    private void begin() {
        registration = context.cancellation().onCancel(() -> loop.runOnContext(_ -> cancel()));
        if (!context.cancellation().isCancelled()) {
            call.connect().onSuccess(this::connected).onFailure(this::unconnected);
        }
    }

    private void cancel() {
        fail(new StepFailure.Cancelled(call.step()));
    }

    private void unconnected(Throwable error) {
        fail(TransportFault.whileConnecting(call.step(), call.https(), error));
    }

    private void connected(HttpClientConnection made) {
        if (done) {
            made.close();
            return;
        }
        connection = made;
        made.exceptionHandler(this::broken); // without a handler Vert.x logs what the server sent
        made.request(call.options(context.depth())).onSuccess(this::send).onFailure(this::broken);
    }

    private void send(HttpClientRequest sending) {
        sending.exceptionHandler(_ -> {}); // the response future has it too; without a handler Vert.x logs it
        sending.end();
        sending.response().onSuccess(this::answering).onFailure(this::broken);
    }

    private void answering(HttpClientResponse response) {
        response.exceptionHandler(this::broken);
        headCame = true;
        int status = response.statusCode();
        if (!HttpStatus.isFinal(status)) {
            fail(new StepFailure.BadPayload(call.step(), StepFailure.BadPayload.Flaw.MALFORMED));
            return;
        }
        var answer = new StepResult.Answered(status, Payload.EMPTY);
        response.handler(chunk -> discard(chunk, answer));
        response.endHandler(_ -> end(answer));
    }

    private void discard(Buffer chunk, StepResult answer) {
        received += chunk.length();
        if (received > MOST_BYTES) {
            end(answer);
        }
    }

    private void broken(Throwable error) {
        fail(TransportFault.whileAnswering(call.step(), headCame, error));
    }

    private void fail(StepFailure failure) {
        end(new StepResult.Failed(failure));
    }

    private void end(StepResult result) {
        if (!done) {
            done = true;
            registration.remove();
            if (connection != null) {
                connection.close();
            }
            promise.complete(result);
        }
    }
}
