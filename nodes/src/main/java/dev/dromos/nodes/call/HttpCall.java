package dev.dromos.nodes.call;

import io.vertx.core.Future;
import io.vertx.core.http.RequestOptions;
import java.util.concurrent.Semaphore;

/** One HTTP POST for every call, body and answer as bytes. Ends early only when the request is cancelled. */
final class HttpCall implements Call {
    private final PredictorClient client;
    private final StepRef step;
    private final Dialled target;
    private final Semaphore places;
    private final RequestOptions options;

    /** @param places on and in line for the target's connections, shared by all that call it */
    HttpCall(PredictorClient client, StepRef step, Dialled target, Semaphore places) {
        this.client = client;
        this.step = step;
        this.target = target;
        this.places = places;
        this.options = target.asRequestOptions();
    }

    @Override
    public Future<StepResult> call(StepRequest request) {
        if (request.context().cancellation().isCancelled()) {
            return Future.succeededFuture(new StepResult.Failed(new StepFailure.Cancelled(step)));
        }
        return places.tryAcquire()
                ? new HttpExchange(this, request).start()
                : Future.succeededFuture(new StepResult.Failed(new StepFailure.Overloaded(step)));
    }

    PredictorClient client() {
        return client;
    }

    StepRef step() {
        return step;
    }

    Dialled target() {
        return target;
    }

    Semaphore places() {
        return places;
    }

    RequestOptions options() {
        return options;
    }

    @Override
    public String toString() {
        return "HttpCall[target=%s]".formatted(target);
    }
}
