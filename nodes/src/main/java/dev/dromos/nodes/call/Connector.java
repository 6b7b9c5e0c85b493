package dev.dromos.nodes.call;

import dev.dromos.nodes.egress.Egress;
import dev.dromos.nodes.logging.LogKeys;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens connections to one origin. The name is resolved here and the address that was judged is the one that is dialled: between
 * two lookups a name may change. Where a proxy resolves it, only what is written can be judged.
 *
 * @param limit for resolving the name; the client has its own for connecting
 * @param told whether the log has said that the origin is refused
 */
record Connector(
        VertxInternal vertx,
        HttpClientAgent client,
        Dialled.Origin origin,
        Egress egress,
        Duration limit,
        AtomicBoolean told) {
    private static final Logger LOG = LoggerFactory.getLogger(Connector.class);

    Connector(VertxInternal vertx, HttpClientAgent client, Dialled.Origin origin, ClientSettings settings) {
        this(vertx, client, origin, settings.reach().egress(), settings.timing().connect(), new AtomicBoolean());
    }

    /** On the event loop that it is called on. */
    Future<HttpClientConnection> connect() {
        try {
            if (!origin.proxy().isEmpty()) {
                return egress.permitsUnresolved(origin.host(), origin.port())
                        ? client.connect(origin.asConnectOptions())
                        : refuse(origin.host());
            }
            return egress.mayPermit(origin.host(), origin.port()) ? resolveAndDial() : refuse(origin.host());
        } catch (IllegalStateException e) {
            return Future.failedFuture(e); // the client is closed
        }
    }

    private Future<HttpClientConnection> resolveAndDial() {
        return vertx.nameResolver()
                .resolve(origin.host())
                .timeout(limit.toMillis(), TimeUnit.MILLISECONDS)
                .recover(Connector::unresolved)
                .compose(address -> egress.permits(origin.host(), address, origin.port())
                        ? dial(address)
                        : refuse(address.getHostAddress()));
    }

    private Future<HttpClientConnection> dial(InetAddress address) {
        try {
            var bare = InetAddress.getByAddress(address.getAddress()); // with its name, it would be resolved again
            return client.connect(origin.asConnectOptions()
                    .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(bare, origin.port()))));
        } catch (UnknownHostException | IllegalStateException e) {
            return Future.failedFuture(e);
        }
    }

    private static Future<InetAddress> unresolved(Throwable error) {
        return Future.failedFuture(
                error instanceof TimeoutException ? new UnknownHostException("not resolved in time") : error);
    }

    /** Said once: whoever runs the router must learn why, and a graph that is called often must not fill the log. */
    private Future<HttpClientConnection> refuse(String address) {
        if (told.compareAndSet(false, true)) {
            LOG.atWarn()
                    .addKeyValue(LogKeys.HOST, origin.host())
                    .addKeyValue(LogKeys.PORT, origin.port())
                    .addKeyValue(LogKeys.ADDRESS, address)
                    .log("a step's server has an address that --egress does not allow");
        }
        return Future.failedFuture(new ForbiddenAddressException());
    }
}
