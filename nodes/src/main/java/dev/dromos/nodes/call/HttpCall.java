package dev.dromos.nodes.call;

import dev.dromos.nodes.connection.ConnectionPool;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.RequestOptions;
import java.util.concurrent.Semaphore;

/** One HTTP POST for every call, body and answer as bytes. Ends early only when the request is cancelled. */
final class HttpCall implements Call {
    private final PredictorClient client;
    private final StepRef step;
    private final Dialled target;
    private final ConnectionPool pool;
    private final Semaphore places;
    private final RequestOptions options;
    /** In the form that is written without being encoded again. */
    private final CharSequence host;

    /**
     * A call of one step.
     *
     * @param pool of the target's origin
     * @param places on and in line for its connections; like the pool, shared by all that call it
     */
    HttpCall(PredictorClient client, StepRef step, Dialled target, ConnectionPool pool, Semaphore places) {
        this.client = client;
        this.step = step;
        this.target = target;
        this.pool = pool;
        this.places = places;
        this.options = target.asRequestOptions();
        this.host = HttpHeaders.createOptimized(target.hostHeader());
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

    ConnectionPool pool() {
        return pool;
    }

    Semaphore places() {
        return places;
    }

    RequestOptions options() {
        return options;
    }

    CharSequence host() {
        return host;
    }

    @Override
    public String toString() {
        return "HttpCall[target=%s]".formatted(target);
    }
}
