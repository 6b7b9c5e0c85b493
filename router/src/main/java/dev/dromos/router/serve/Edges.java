package dev.dromos.router.serve;

import dev.dromos.graph.Timeouts;
import dev.dromos.nodes.call.ClientSettings;
import dev.dromos.nodes.call.PredictorClient;
import dev.dromos.nodes.call.Scheduler;
import dev.dromos.router.ingress.EdgeMeter;
import dev.dromos.router.ingress.Graphs;
import dev.dromos.router.ingress.Ingress;
import dev.dromos.router.ingress.IngressSettings;
import dev.dromos.router.logging.LogKeys;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.dns.AddressResolverOptions;
import io.vertx.core.file.FileSystemOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Vert.x, which a router's two edges share, and the one of them that calls the steps.
 *
 * @param blocked threads of that Vert.x
 */
record Edges(Vertx vertx, PredictorClient client, BlockedThreads blocked) {
    private static final Logger LOG = LoggerFactory.getLogger(Edges.class);

    /** For what a close cannot hurry: calls that end by their own deadlines have been cancelled by then. */
    private static final long CLOSE_SECONDS = 10;

    /** For requests that have not arrived whole when the router closes: a client may have stopped sending. */
    private static final Duration UPLOADS = Duration.ofSeconds(5);

    static Edges create(ClientSettings settings) {
        var vertx = newVertx();
        return new Edges(vertx, PredictorClient.create(vertx, settings), BlockedThreads.of(vertx));
    }

    private static int eventLoops() {
        return Runtime.getRuntime().availableProcessors();
    }

    /** The other edge; fails when the port is taken. */
    Ingress listen(RouterSettings settings, Timeouts timeouts, EdgeMeter meter, Graphs graphs) throws Exception {
        var ingress = new IngressSettings(
                settings.host(),
                settings.port(),
                settings.limits(),
                new IngressSettings.Times(timeouts.serverRead(), timeouts.serverWrite(), timeouts.serverIdle()),
                meter,
                Scheduler.of(vertx));
        return Ingress.listen(vertx, ingress, graphs, eventLoops()).await(CLOSE_SECONDS, TimeUnit.SECONDS);
    }

    /** Takes no new connection; returns when all requests have been answered, those that take longer than {@code grace} with a failure. */
    static void shutdown(Ingress ingress, Duration grace) {
        await(ingress.shutdown(grace, UPLOADS), grace.plusSeconds(CLOSE_SECONDS));
    }

    void close() {
        await(vertx.close(), Duration.ofSeconds(CLOSE_SECONDS));
    }

    private static void await(Future<?> end, Duration limit) {
        try {
            end.await(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            LOG.atWarn().addKeyValue(LogKeys.LIMIT, limit).log("gave up waiting for requests to end");
        }
    }

    /**
     * No file is ever written: the router's pod has no writable directory. Names are resolved without blocking an event loop, and
     * kept no longer than Kubernetes lets a pod's address live.
     */
    private static Vertx newVertx() {
        var vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(eventLoops())
                .setAddressResolverOptions(resolving())
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        return vertx.exceptionHandler(Edges::unhandled);
    }

    /** How names are resolved: an address is kept no longer than Kubernetes lets a pod's live, and that there is none for a second. */
    static AddressResolverOptions resolving() {
        return new AddressResolverOptions()
                .setCacheMaxTimeToLive(5)
                .setCacheNegativeTimeToLive(1)
                .setMaxQueries(16) // a name goes through three search domains of a pod before it is taken as it is
                .setQueryTimeout(1000);
    }

    /** What nobody has caught on a thread of Vert.x. */
    private static void unhandled(Throwable fault) {
        JvmFault.tell(fault);
        LOG.atError().setCause(fault).log("unhandled");
    }
}
