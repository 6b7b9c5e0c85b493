package dev.dromos.router.ingress;

import dev.dromos.nodes.call.HttpStatus;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http1ServerConfig;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.http1.VertxHttpRequestDecoder;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP/1.1 server: every path is some graph's, but for {@code /readyz} (contract R2, R10). One instance listens per event loop, so
 * a request stays on one thread from its first byte to its last.
 */
public final class Ingress {
    private static final Logger LOG = LoggerFactory.getLogger(Ingress.class);

    /** Line and headers of a request; Netty answers 414 and 431 beyond. */
    private static final int MAX_LINE_BYTES = 4 * 1024;

    private static final int MAX_HEADER_BYTES = 16 * 1024;

    /** Of a body, at once: as much as Netty reads from a socket, since every part costs its way through the pipeline. */
    private static final int MAX_CHUNK_BYTES = 64 * 1024;

    /** Vert.x's name of it. */
    private static final String DECODER = "httpDecoder";

    /** For the answers of those that are cut off to be written. */
    private static final long LAST_ANSWER_MILLIS = 500;

    /** Vert.x: which of its random ports; there is one ingress to a Vert.x, and its instances share the port. */
    private static final int RANDOM_PORT = 1;

    private static final Http1ServerConfig DECODING = new Http1ServerConfig()
            .setMaxInitialLineLength(MAX_LINE_BYTES)
            .setMaxHeaderSize(MAX_HEADER_BYTES)
            .setMaxChunkSize(MAX_CHUNK_BYTES);

    private final Vertx vertx;
    private final IngressSettings settings;
    private final Admission admission;
    private final Graphs graphs;
    private final List<HttpServer> servers = new CopyOnWriteArrayList<>();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final SocketAddress address;
    private volatile boolean draining;

    private Ingress(Vertx vertx, IngressSettings settings, Graphs graphs) {
        this.vertx = vertx;
        this.settings = settings;
        this.admission = new Admission(settings.limits());
        this.graphs = graphs;
        this.address = settings.port() == 0
                ? SocketAddress.sharedRandomPort(RANDOM_PORT, settings.host())
                : SocketAddress.inetSocketAddress(settings.port(), settings.host());
    }

    /**
     * Listens.
     *
     * @param loops how many event loops serve
     * @return fails when the port is taken
     */
    public static Future<Ingress> listen(Vertx vertx, IngressSettings settings, Graphs graphs, int loops) {
        var ingress = new Ingress(vertx, settings, graphs);
        return vertx.deployVerticle(ingress::listener, new DeploymentOptions().setInstances(loops))
                .map(ingress)
                .onSuccess(listening -> settings.meter().watch(listening::load));
    }

    /** The port that it listens on. */
    public int port() {
        return servers.getFirst().actualPort();
    }

    /** What clients have of it at this moment. */
    public Load load() {
        return new Load(
                admission.requests(),
                admission.connections(),
                admission.budget().held());
    }

    /**
     * What clients have of a router at one moment.
     *
     * @param requests that have been let in and are not over
     * @param connections open, idle ones included
     * @param heldBytes of their bodies
     */
    public record Load(int requests, int connections, long heldBytes) {}

    /** From now on {@code /readyz} is 503 and each answer is its connection's last; everything is still served. */
    public void drain() {
        draining = true;
    }

    /**
     * Takes no new connection; the future completes when all requests have been answered.
     *
     * @param grace after which those that still run are answered 503
     * @param uploads after which those that have not been read whole are
     */
    public Future<?> shutdown(Duration grace, Duration uploads) {
        listeners.forEach(listener -> listener.cutOff(grace, uploads));
        long millis = grace.toMillis() + LAST_ANSWER_MILLIS;
        return Future.join(servers.stream()
                .map(server -> server.shutdown(millis, TimeUnit.MILLISECONDS))
                .toList());
    }

    private Listener listener() {
        return new Listener();
    }

    /** One server on one event loop, which all its connections and requests stay on. */
    private final class Listener extends VerticleBase {
        private final Map<HttpConnection, ClientConnection> connections = new HashMap<>();

        @Override
        public Future<?> start() {
            return vertx.createHttpServer(options())
                    .connectionHandler(this::opened)
                    .requestHandler(this::handle)
                    .invalidRequestHandler(this::refuse)
                    .listen(address)
                    .onSuccess(server -> {
                        servers.add(server);
                        listeners.add(this);
                    });
        }

        void cutOff(Duration grace, Duration uploads) {
            context.runOnContext(_ -> {
                after(uploads.compareTo(grace) < 0 ? uploads : grace, ClientConnection::cutOffUpload);
                after(grace, ClientConnection::cutOff);
            });
        }

        private void after(Duration time, Consumer<ClientConnection> action) {
            vertx.setTimer(
                    Math.max(1, time.toMillis()),
                    _ -> List.copyOf(connections.values()).forEach(action));
        }

        private void opened(HttpConnection connection) {
            var opened = ClientConnection.opened(connection, vertx, settings);
            ClientConnection.pipeline(connection)
                    .pipeline()
                    .replace(VertxHttpRequestDecoder.class, DECODER, new StrictDecoder(DECODING, opened));
            if (!admission.connected()) {
                closeLongestIdle();
            }
            connections.put(connection, opened);
            connection.exceptionHandler(this::broken);
            connection.closeHandler(gone -> {
                admission.disconnected();
                connections.remove(connection);
                opened.closed();
            });
        }

        /** Where all are busy there is nothing to close; requests have a limit of their own, and a probe must get through. */
        private void closeLongestIdle() {
            connections.values().stream()
                    .filter(ClientConnection::isIdle)
                    .min(Comparator.comparingLong(ClientConnection::idleUntil))
                    .ifPresent(idle -> idle.cut(Cut.CROWDED_OUT));
        }

        /** Its request, if there is one, has been told. */
        private void broken(Throwable fault) {
            if (fault instanceof OutOfMemoryError && context instanceof ContextInternal internal) {
                internal.reportException(fault);
            }
        }

        private void handle(HttpServerRequest request) {
            var connection = connections.get(request.connection());
            if (connection == null) {
                return;
            }
            if (connection.isWritten()) {
                begin(request, connection);
            } else {
                // Who does not read answers gets no more of them.
                request.pause();
                connection.afterWriting(() -> {
                    begin(request, connection);
                    request.resume();
                });
            }
        }

        private void begin(HttpServerRequest request, ClientConnection connection) {
            if (connection.begin()) {
                request.response().endHandler(ended -> connection.end());
                Ingress.this.handle(request, connection);
            }
        }

        /** A request that cannot be told from another one, or is larger than allowed. Vert.x closes its connection. */
        private void refuse(HttpServerRequest request) {
            var connection = connections.get(request.connection());
            if (connection != null && connection.begin()) {
                var refusal =
                        RefusedHeadException.refusal(request.decoderResult().cause());
                connection.closeAfterRefusal();
                Answers.refuse(request.response(), refusal, settings.limits());
                settings.meter().refused(refusal);
            }
        }
    }

    private HttpServerOptions options() {
        return new HttpServerOptions()
                .setHttp2ClearTextEnabled(false)
                .setPerFrameWebSocketCompressionSupported(
                        false) // each of these two is a handler on every message's way
                .setPerMessageWebSocketCompressionSupported(false)
                .setMaxInitialLineLength(MAX_LINE_BYTES)
                .setMaxChunkSize(MAX_CHUNK_BYTES)
                .setMaxHeaderSize(MAX_HEADER_BYTES);
    }

    private void handle(HttpServerRequest request, ClientConnection connection) {
        var path = request.path() == null ? "/" : request.path();
        if (path.equals("/readyz")) {
            leaveUnread(request, connection);
            readiness(request);
            return;
        }
        if (settings.meter().isShownAt(path)) {
            leaveUnread(request, connection);
            showMetrics(request);
            return;
        }
        var clean = CleanPath.of(path);
        if (!clean.equals(path)) {
            leaveUnread(request, connection);
            Answers.moved(request.response(), request.query() == null ? clean : clean + "?" + request.query());
            return;
        }
        if (draining) {
            Answers.willClose(request.response());
            connection.closeAfterAnswer();
        }
        var begun = new IngressRequest(request, connection, settings, admission, graphs.at(path));
        if (connection.isEnding()) {
            begun.cutOff();
        } else {
            begun.begin();
        }
    }

    /** For an answer that does not wait for the request's body: what comes of that later must not be taken for a request. */
    private static void leaveUnread(HttpServerRequest request, ClientConnection connection) {
        var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        boolean hasBody =
                length == null ? request.headers().contains(HttpHeaders.TRANSFER_ENCODING) : !length.equals("0");
        if (hasBody) {
            Answers.willClose(request.response());
            connection.closeAfterRefusal();
        }
    }

    /** Written elsewhere than on the event loop: a large graph has many counts. */
    private void showMetrics(HttpServerRequest request) {
        var meter = settings.meter();
        vertx.executeBlocking(meter::show, false).onComplete(shown -> {
            if (shown.succeeded()) {
                Answers.metrics(request.response(), meter.contentType(), shown.result());
            } else {
                LOG.atError().setCause(shown.cause()).log("metrics cannot be shown");
                request.response()
                        .setStatusCode(HttpStatus.INTERNAL_SERVER_ERROR)
                        .end();
            }
        });
    }

    private void readiness(HttpServerRequest request) {
        if (draining) {
            Answers.shuttingDown(request.response());
        } else {
            Answers.ready(request.response());
        }
    }
}
