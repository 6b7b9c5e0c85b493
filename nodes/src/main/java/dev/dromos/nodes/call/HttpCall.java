package dev.dromos.nodes.call;

import io.vertx.core.Future;
import io.vertx.core.http.RequestOptions;

/** One HTTP POST for every call, body and answer as bytes. Ends early only when the request is cancelled. */
final class HttpCall implements Call {
    private final PredictorClient client;
    private final StepRef step;
    private final Dialled target;
    private final RequestOptions options;

    HttpCall(PredictorClient client, StepRef step, Dialled target) {
        this.client = client;
        this.step = step;
        this.target = target;
        this.options = target.asRequestOptions();
    }

    @Override
    public Future<StepResult> call(StepRequest request) {
        if (request.context().cancellation().isCancelled()) {
            return Future.succeededFuture(new StepResult.Failed(new StepFailure.Cancelled(step)));
        }
        return new HttpExchange(this, request).start();
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

    RequestOptions options() {
        return options;
    }

    @Override
    public String toString() {
        return "HttpCall[target=%s]".formatted(target);
    }
}
