package dev.dromos.nodes.call;

import dev.dromos.nodes.connection.ConnectionPool;
import dev.dromos.nodes.environment.UnusableEnvironmentException;
import dev.dromos.nodes.tls.TlsFiles;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes the calls to the steps' servers and owns their connections: HTTP/1.1, one bounded pool per target, shared by every step
 * of the process that has that target.
 */
public final class PredictorClient {
    /** Header block of an answer; 16 KiB is what servers themselves accept. */
    private static final int MAX_HEADER_BYTES = 16 * 1024;

    /** Of a body, at once: as much as Netty reads from a socket, since every part costs its way through the pipeline. */
    private static final int MAX_CHUNK_BYTES = 64 * 1024;

    /** Many times what a short call takes, so that connections do not change loops for chance; little to wait for one that is idle. */
    private static final Duration PATIENCE = Duration.ofMillis(100);

    private final VertxInternal vertx;
    private final ClientSettings settings;
    private final HttpClientAgent http;

    /** Apart from {@link #http}, which needs no certificates. */
    private final HttpsClient https;

    private final LongAdder resends = new LongAdder();
    private final Sidecar sidecar;

    private final ConcurrentMap<Route, Way> ways = new ConcurrentHashMap<>();

    /**
     * What shares a way.
     *
     * @param plainPort where an https origin is spoken to in plain HTTP if a sidecar makes the TLS; zero where that is not asked
     */
    record Route(Dialled.Origin origin, int plainPort) {
        static Route to(Dialled dialled) {
            return new Route(dialled.origin(), 0);
        }

        // Both as they would be made, but for the class that JDK 25 makes of each when it is first met (ADR 2).
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Route(var otherOrigin, var otherPort)
                    && origin.equals(otherOrigin)
                    && plainPort == otherPort;
        }

        @Override
        public int hashCode() {
            return 31 * origin.hashCode() + plainPort;
        }

        static Route throughMesh(Dialled dialled) {
            var origin = dialled.origin();
            boolean asks = origin.https() && origin.proxy().isEmpty();
            return new Route(origin, asks ? dialled.plainPort() : 0);
        }
    }

    /**
     * To one origin.
     *
     * @param connector opens a connection, on the event loop that it is called on
     * @param places on and in line for its pool's connections
     * @param users the calls that have been made of it and not been released
     */
    private record Way(
            Supplier<Future<HttpClientConnection>> connector, ConnectionPool pool, Semaphore places, int users) {
        Way used() {
            return new Way(connector, pool, places, users + 1);
        }

        Way released() {
            return new Way(connector, pool, places, users - 1);
        }
    }

    private PredictorClient(Vertx vertx, ClientSettings settings) {
        this.vertx = (VertxInternal) vertx;
        this.settings = settings;
        this.http = client(options(settings));
        this.https = new HttpsClient(this::httpsClient);
        this.sidecar = new Sidecar(http, settings.reach().sidecar());
    }

    private HttpClientAgent httpsClient() {
        if (!settings.reach().tls().hasFiles()) {
            return http;
        }
        var files =
                new TlsFiles(vertx, settings.reach().tls(), settings.timing().tlsHandshake());
        var tls = files.read();
        var options = options(settings).setTrustOptions(tls.getTrustOptions());
        if (tls.getKeyCertOptions() != null) {
            options.setKeyCertOptions(tls.getKeyCertOptions());
        }
        var client = client(options);
        files.keepUpToDate(client);
        return client;
    }

    private HttpClientAgent client(HttpClientOptions options) {
        return vertx.httpClientBuilder()
                .with(options)
                .with(new PoolOptions().setCleanerPeriod(0)) // of Vert.x's own pool, which is never used
                .build();
    }

    /** Reads no file and makes no connection; both come when they are needed. */
    public static PredictorClient create(Vertx vertx, ClientSettings settings) {
        return new PredictorClient(vertx, settings);
    }

    /**
     * The whole stack of one step's call, innermost first. The first one to an https target reads the trusted certificates, so it blocks,
     * and throws {@link UnusableEnvironmentException} for those that cannot be used. Its futures complete on the Vert.x context that the call was made
     * from, or on a context of its own when it was made from elsewhere; they never complete within {@link Call#call}, but for a
     * request that is cancelled or too late from the start.
     *
     * @param target absolute, http or https, with a host
     * @param limit of each call from waiting for a connection to the last byte of the answer; zero for none
     */
    public Call call(StepRef step, URI target, Duration limit) {
        var dialled = dialled(target);
        return call(step, dialled, Route.to(dialled), limit);
    }

    /**
     * The same, but an https target is spoken to in plain HTTP when an Istio sidecar shares the pod, which makes the TLS (contract R21).
     * A target behind a proxy is not: the proxy is no part of the mesh.
     */
    public Call callThroughMesh(StepRef step, URI target, Duration limit) {
        var dialled = dialled(target);
        return call(step, dialled, Route.throughMesh(dialled), limit);
    }

    /** For whoever makes calls and gives them up again. */
    public ClientLease lease() {
        return new ClientLease(this);
    }

    /** How many targets have connections, or calls that may open some. */
    public int targets() {
        return ways.size();
    }

    Dialled dialled(URI target) {
        return Dialled.from(target, settings.reach().proxies());
    }

    void release(Route route) {
        ways.computeIfPresent(route, (_, way) -> way.users() == 1 ? null : way.released());
    }

    Call call(StepRef step, Dialled dialled, Route route, Duration limit) {
        var way = use(route);
        Call call = new HttpCall(this, step, dialled, way.pool(), way.places());
        call = DeadlineTellingCall.around(call, limit, settings.tellsDeadline());
        call = new TimeLimitedCall(
                call, step, limit, scheduler()); // even without a limit: it keeps the request's deadline
        return call;
    }

    /** A light request, on a connection that is none of the pool's: see {@link WakeCall}. */
    Call wake(StepRef step, Dialled dialled, Route route, Duration limit) {
        return new TimeLimitedCall(new WakeCall(this, step, dialled, use(route).connector()), step, limit, scheduler());
    }

    private Way use(Route route) {
        var client = route.origin().https() ? https.get() : http; // which may read files, so it is not asked within
        return ways.compute(route, (_, known) -> (known == null ? wayTo(route, client) : known).used());
    }

    /** Ends every connection; calls that still run fail. */
    public Future<Void> close() {
        return Future.join(http.close(), https.close()).mapEmpty();
    }

    /** Of whoever calls. */
    ContextInternal context() {
        return vertx.getOrCreateContext();
    }

    /** For a caller whose own context has no event loop to itself: a worker's, or a virtual thread's. */
    ContextInternal newEventLoopContext() {
        return vertx.createEventLoopContext();
    }

    /** Of the event loops that calls complete on. */
    public Scheduler scheduler() {
        return new VertxScheduler(vertx);
    }

    /** Connections to all targets, idle ones and those being made included. */
    public long openConnections() {
        return ways.values().stream().mapToLong(way -> way.pool().open()).sum();
    }

    /** Calls that wait for a connection, to all targets. */
    public long waitingCalls() {
        return ways.values().stream().mapToLong(this::waiting).sum();
    }

    /** Calls that have a place at their target, on a connection or in line for one. */
    public long runningCalls() {
        return ways.values().stream().mapToLong(this::running).sum();
    }

    private long waiting(Way way) {
        return Math.max(0, running(way) - settings.pool().connections());
    }

    private int running(Way way) {
        return settings.pool().places() - way.places().availablePermits();
    }

    /** Calls that were sent once more because their connection turned out to be closed. */
    public long resends() {
        return resends.sum();
    }

    void countResend() {
        resends.increment();
    }

    int maxResponseBytes() {
        return settings.maxResponseBytes();
    }

    /** How long a connection may be idle. */
    Duration keepAlive() {
        return settings.timing().keepAlive();
    }

    private Way wayTo(Route route, HttpClientAgent client) {
        var direct = new Connector(vertx, client, route.origin(), settings);
        Supplier<Future<HttpClientConnection>> connector = route.plainPort() == 0
                ? direct::connect
                : new MeshConnector(
                        vertx,
                        sidecar,
                        direct,
                        new Connector(vertx, http, route.origin().plain(route.plainPort()), settings));
        var bounds = settings.pool();
        var pool = new ConnectionPool(
                connector,
                new ConnectionPool.Bounds(bounds.connections(), bounds.longestWait(), PATIENCE, keepAlive()),
                System::nanoTime);
        return new Way(connector, pool, new Semaphore(bounds.places()), 0);
    }

    private static HttpClientOptions options(ClientSettings settings) {
        var timing = settings.timing();
        return new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                .setHttp2ClearTextUpgrade(false)
                .setPipelining(false)
                .setDecompressionSupported(false)
                .setMaxHeaderSize(MAX_HEADER_BYTES)
                .setMaxChunkSize(MAX_CHUNK_BYTES)
                .setConnectTimeout(Math.toIntExact(timing.connect().toMillis()))
                .setSslHandshakeTimeout(timing.tlsHandshake().toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
    }
}
