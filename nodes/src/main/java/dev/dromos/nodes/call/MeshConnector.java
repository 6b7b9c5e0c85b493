package dev.dromos.nodes.call;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.internal.VertxInternal;
import java.util.function.Supplier;

/**
 * Opens connections to one https origin, without TLS where a sidecar makes it.
 *
 * @param plain to the same server
 */
record MeshConnector(VertxInternal vertx, Sidecar sidecar, Connector direct, Connector plain)
        implements Supplier<Future<HttpClientConnection>> {

    /** Goes on where it is called, wherever the sidecar's answer comes in. */
    @Override
    public Future<HttpClientConnection> get() {
        var here = vertx.getOrCreateContext().<Boolean>promise();
        sidecar.isThere().onComplete(here);
        return here.future().compose(isThere -> isThere ? plain.connect() : direct.connect());
    }
}
