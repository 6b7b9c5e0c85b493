package dev.dromos.router.serve;

import dev.dromos.nodes.call.ClientSettings;
import dev.dromos.nodes.call.PredictorClient;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.dns.AddressResolverOptions;
import io.vertx.core.file.FileSystemOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Vert.x, which a router's two edges share, and the one of them that calls the steps. */
record Edges(Vertx vertx, PredictorClient client) {
    private static final Logger LOG = LoggerFactory.getLogger(Edges.class);

    static Edges create(ClientSettings settings) {
        var vertx = newVertx();
        return new Edges(vertx, PredictorClient.create(vertx, settings));
    }

    static int eventLoops() {
        return Runtime.getRuntime().availableProcessors();
    }

    /**
     * No file is ever written: the router's pod has no writable directory. Names are resolved without blocking an event loop, and
     * kept no longer than Kubernetes lets a pod's address live.
     */
    private static Vertx newVertx() {
        var vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(eventLoops())
                .setAddressResolverOptions(new AddressResolverOptions()
                        .setCacheMaxTimeToLive(5)
                        .setCacheNegativeTimeToLive(1)
                        .setMaxQueries(
                                16) // a name goes through three search domains of a pod before it is taken as it is
                        .setQueryTimeout(1000))
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        return vertx.exceptionHandler(Edges::unhandled);
    }

    /** What nobody has caught on a thread of Vert.x. */
    private static void unhandled(Throwable fault) {
        JvmFault.tell(fault);
        LOG.atError().setCause(fault).log("unhandled");
    }
}
