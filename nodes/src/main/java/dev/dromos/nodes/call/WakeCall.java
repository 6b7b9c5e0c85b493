package dev.dromos.nodes.call;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.function.Supplier;

/**
 * A GET that makes a server start which has been scaled to zero; its answer is thrown away. It has a connection of its own that ends with
 * it, so that no request waits for one because of it, and carries nothing of a client's request.
 */
final class WakeCall implements Call {
    /** Whoever reads a server's log must see whose requests these are. */
    private static final CharSequence USER_AGENT = HttpHeaders.createOptimized("dromos-wake");

    private final PredictorClient client;
    private final StepRef step;
    private final Dialled target;
    private final Supplier<Future<HttpClientConnection>> connector;
    private final RequestOptions options;

    /** @param connector to the target's origin */
    WakeCall(PredictorClient client, StepRef step, Dialled target, Supplier<Future<HttpClientConnection>> connector) {
        this.client = client;
        this.step = step;
        this.target = target;
        this.connector = connector;
        this.options = target.asRequestOptions()
                .setMethod(HttpMethod.GET)
                .putHeader(HttpHeaders.HOST, target.hostHeader())
                .putHeader(HttpHeaders.USER_AGENT, USER_AGENT)
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }

    /** Answered without a body as soon as it is known that the server is there. */
    @Override
    public Future<StepResult> call(StepRequest request) {
        return new WakeExchange(this, request.context()).start();
    }

    PredictorClient client() {
        return client;
    }

    StepRef step() {
        return step;
    }

    boolean https() {
        return target.origin().https();
    }

    Future<HttpClientConnection> connect() {
        return connector.get();
    }

    /** @param depth of the request that comes behind it */
    RequestOptions options(int depth) {
        return new RequestOptions(options).putHeader(Depth.HEADER, Depth.below(depth));
    }

    @Override
    public String toString() {
        return "WakeCall[target=%s]".formatted(target);
    }
}
