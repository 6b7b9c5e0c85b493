package dev.dromos.router.serve;

import dev.dromos.nodes.body.Payload;
import dev.dromos.nodes.call.ErrorStatus;
import dev.dromos.nodes.call.RequestContext;
import dev.dromos.nodes.call.StepFailure;
import dev.dromos.nodes.call.StepResult;
import dev.dromos.router.ingress.Entry;
import dev.dromos.router.ingress.HeaderPropagation;
import io.vertx.core.Future;
import java.time.Duration;

/** In the place of a graph, for a request that has none. */
record Refusing(StepFailure failure, ErrorStatus errorStatus) implements Entry {
    @Override
    public Future<StepResult> run(Payload body, RequestContext request) {
        return Future.succeededFuture(new StepResult.Failed(failure));
    }

    @Override
    public Duration deadline() {
        return Duration.ZERO;
    }

    @Override
    public HeaderPropagation propagation() {
        return HeaderPropagation.NONE;
    }

    @Override
    public boolean takesClientTimeout() {
        return false;
    }
}
