package dev.dromos.nodes.call;

import io.vertx.core.Future;

/** The call of a step whose {@code serviceUrl} is no usable URL: it always fails, as in KServe, and sends nothing. */
public record UnusableUrlCall(StepRef step) implements Call {

    @Override
    public Future<StepResult> call(StepRequest request) {
        return Future.succeededFuture(new StepResult.Failed(new StepFailure.UnusableUrl(step)));
    }
}
