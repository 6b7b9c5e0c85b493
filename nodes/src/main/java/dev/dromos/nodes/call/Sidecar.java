package dev.dromos.nodes.call;

import dev.dromos.nodes.proxy.ProxyRules;
import io.netty.channel.ConnectTimeoutException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.ConnectException;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Whether an Istio sidecar shares the pod, which then makes the TLS to other servers (contract R21). Asked once, when a first
 * connection wants to know, however many do.
 *
 * <pre>
 *   unasked --first--> asking --200--> there
 *                        |--refused, another status--> not there
 *                        `--anything else--> not there; whoever has waited for the answer fails
 * </pre>
 */
final class Sidecar {
    private static final int PATIENCE_SECONDS = 3;

    private final HttpClientAgent http;
    private final Dialled address;
    private final AtomicReference<@Nullable Future<Boolean>> answer = new AtomicReference<>();

    /** @param address of its administration, http */
    Sidecar(HttpClientAgent http, URI address) {
        this.http = http;
        this.address = Dialled.from(address, ProxyRules.NONE);
    }

    /** Completes on any thread. */
    Future<Boolean> isThere() {
        var known = answer.get();
        if (known != null) {
            return known;
        }
        var asking = Promise.<Boolean>promise();
        if (!answer.compareAndSet(null, asking.future())) {
            return isThere();
        }
        ask().onComplete(result -> {
            answer.set(Future.succeededFuture(result.succeeded() && result.result()));
            asking.handle(result);
        });
        return asking.future();
    }

    private Future<Boolean> ask() {
        return Future.<Void>succeededFuture()
                .compose(_ ->
                        http.connect(address.origin().asConnectOptions())) // in here, a closed client is a failure too
                .compose(this::askOn)
                .recover(error -> isRefused(error)
                        ? Future.succeededFuture(false)
                        : Future.failedFuture(new ConnectException("the sidecar does not answer")));
    }

    private Future<Boolean> askOn(HttpClientConnection connection) {
        return connection
                .request(question())
                .compose(HttpClientRequest::send)
                .map(response -> response.statusCode() == HttpStatus.OK)
                .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .onComplete(_ -> connection.close());
    }

    private RequestOptions question() {
        return address.asRequestOptions().setMethod(HttpMethod.GET).putHeader("Host", address.hostHeader());
    }

    private static boolean isRefused(Throwable error) {
        return error instanceof ConnectException && !(error instanceof ConnectTimeoutException);
    }
}
