package dev.dromos.nodes.call;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Makes the calls to the steps' servers and owns their connections: HTTP/1.1, one bounded pool per target, shared by every step
 * of the process that has that target.
 */
public final class PredictorClient {
    /** Header block of an answer; 16 KiB is what servers themselves accept. */
    private static final int MAX_HEADER_BYTES = 16 * 1024;

    private final Vertx vertx;
    private final ClientSettings settings;
    private final HttpClient http;

    /** Apart from {@link #http}: Vert.x hashes every trusted certificate each time it looks for a pool, plain or not. */
    private final HttpClient https;

    /** Open connections; true once one has carried a complete answer. */
    private final ConcurrentMap<HttpConnection, Boolean> open = new ConcurrentHashMap<>();

    private final ConcurrentMap<Dialled.Origin, Semaphore> places = new ConcurrentHashMap<>();

    private PredictorClient(Vertx vertx, ClientSettings settings) {
        this.vertx = vertx;
        this.settings = settings;
        this.http = client(options(settings));
        this.https = switch (settings.trust()) {
            case Trust.Jdk() -> http;
            case Trust.Pem pem -> client(options(settings).setTrustOptions(TrustedCertificates.read(pem)));
        };
    }

    private HttpClient client(HttpClientOptions options) {
        return vertx.httpClientBuilder()
                .with(options)
                .with(new PoolOptions()
                        .setHttp1MaxSize(settings.pool().connections())
                        .setMaxWaitQueueSize(-1)) // it counts calls whose connection is being made; we count ourselves
                .withConnectHandler(this::opened)
                .build();
    }

    /** Reads the trusted certificates, so it blocks; connections are made when they are needed. */
    public static PredictorClient create(Vertx vertx, ClientSettings settings) {
        return new PredictorClient(vertx, settings);
    }

    /**
     * The whole stack of one step's call, innermost first. Its futures complete on the Vert.x context that the call was made
     * from, or on a context of its own when it was made from elsewhere; they never complete within {@link Call#call}, but for a
     * request that is cancelled or too late from the start.
     *
     * @param target absolute, http or https, with a host
     * @param limit of each call from waiting for a connection to the last byte of the answer; zero for none
     */
    public Call call(StepRef step, URI target, Duration limit) {
        var dialled = Dialled.from(target, settings.proxies());
        Call call = new HttpCall(this, step, dialled, placesAt(dialled.origin()));
        call = new TimeLimitedCall(call, step, limit, vertx); // even without a limit: it keeps the request's deadline
        return call;
    }

    /** Ends every connection; calls that still run fail. */
    public Future<Void> close() {
        return Future.join(http.close(), https.close()).mapEmpty();
    }

    Vertx vertx() {
        return vertx;
    }

    int maxResponseBytes() {
        return settings.maxResponseBytes();
    }

    /** A request on a pooled connection, once there is one. */
    Future<HttpClientRequest> request(RequestOptions options) {
        try {
            return (options.isSsl() ? https : http).request(options);
        } catch (IllegalStateException e) {
            return Future.failedFuture(e); // the client is closed
        }
    }

    /** True when the connection has served before, so that its server may have closed it for being idle. */
    boolean isReused(HttpConnection connection) {
        return open.getOrDefault(connection, false);
    }

    void served(HttpConnection connection) {
        open.computeIfPresent(connection, (_, _) -> true);
    }

    private Semaphore placesAt(Dialled.Origin origin) {
        return places.computeIfAbsent(origin, _ -> new Semaphore(settings.pool().places()));
    }

    private void opened(HttpConnection connection) {
        open.put(connection, false);
        connection.closeHandler(_ -> open.remove(connection));
        connection.exceptionHandler(_ -> {}); // its call is told; without a handler Vert.x logs what the server sent
    }

    private static HttpClientOptions options(ClientSettings settings) {
        var timing = settings.timing();
        return new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                .setHttp2ClearTextUpgrade(false)
                .setPipelining(false)
                .setDecompressionSupported(false)
                .setMaxHeaderSize(MAX_HEADER_BYTES)
                .setConnectTimeout(Math.toIntExact(timing.connect().toMillis()))
                .setSslHandshakeTimeout(timing.tlsHandshake().toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setKeepAliveTimeout(Math.toIntExact(timing.keepAlive().toSeconds()));
    }
}
