package dev.dromos.bench.peer;

import dev.dromos.nodes.call.ClientSettings;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The limit that Dromos is measured against: the same calls over the same Vert.x with the same pool, and nothing else. No graph, no
 * Camel, no check of what goes through, no deadline, no cancellation.
 */
public final class BareRelay implements AutoCloseable {
    private static final CharSequence JSON = HttpHeaders.createOptimized("application/json");
    private static final String LOOPBACK = "127.0.0.1";

    private final Vertx vertx;
    private final HttpClient client;
    private final CallPlan plan;
    private final List<RequestOptions> steps;
    private final List<HttpServer> servers = new CopyOnWriteArrayList<>();

    private BareRelay(Vertx vertx, CallPlan plan, List<String> stepUrls) {
        this.vertx = vertx;
        this.plan = plan;
        this.steps = stepUrls.stream()
                .map(url -> new RequestOptions().setMethod(HttpMethod.POST).setAbsoluteURI(url))
                .toList();
        this.client = vertx.httpClientBuilder()
                .with(clientOptions())
                .with(new PoolOptions()
                        .setHttp1MaxSize(ClientSettings.DEFAULT.pool().connections())
                        .setMaxWaitQueueSize(-1))
                .build();
    }

    /** Arguments: the port, the plan, a URL for each of its calls. */
    public static void main(String[] arguments) throws Exception {
        System.setProperty("vertx.disableDnsResolver", "true");
        start(
                Integer.parseInt(arguments[0]),
                CallPlan.parse(arguments[1]),
                List.of(arguments).subList(2, arguments.length));
    }

    /**
     * Listens.
     *
     * @param port 0 for any free one
     * @param stepUrls at least as many as the plan has calls
     */
    public static BareRelay start(int port, CallPlan plan, List<String> stepUrls) throws Exception {
        if (stepUrls.size() < plan.calls()) {
            throw new IllegalArgumentException("%d calls need a URL each, found %s".formatted(plan.calls(), stepUrls));
        }
        int loops = Runtime.getRuntime().availableProcessors();
        var vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(loops)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        var relay = new BareRelay(vertx, plan, stepUrls);
        vertx.deployVerticle(() -> relay.new Listener(port), new DeploymentOptions().setInstances(loops))
                .await(10, TimeUnit.SECONDS);
        return relay;
    }

    public int port() {
        return servers.getFirst().actualPort();
    }

    @Override
    public void close() throws TimeoutException {
        vertx.close().await(10, TimeUnit.SECONDS);
    }

    private static HttpClientOptions clientOptions() {
        return new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_1_1)
                .setHttp2ClearTextUpgrade(false)
                .setPipelining(false)
                .setConnectTimeout(Math.toIntExact(
                        ClientSettings.DEFAULT.timing().connect().toMillis()))
                .setKeepAliveTimeout(Math.toIntExact(
                        ClientSettings.DEFAULT.timing().keepAlive().toSeconds()));
    }

    private final class Listener extends VerticleBase {
        private final int port;

        private Listener(int port) {
            this.port = port;
        }

        @Override
        public Future<?> start() {
            return vertx.createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false))
                    .requestHandler(BareRelay.this::handle)
                    .listen(
                            port == 0
                                    ? SocketAddress.sharedRandomPort(1, LOOPBACK)
                                    : SocketAddress.inetSocketAddress(port, LOOPBACK))
                    .onSuccess(servers::add);
        }
    }

    private void handle(HttpServerRequest request) {
        request.body()
                .compose(body -> stage(body, 0, 0))
                .onSuccess(answer -> request.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, JSON)
                        .end(answer))
                .onFailure(fault -> request.response().setStatusCode(500).end(fault.toString()));
    }

    /** @param next the first of the stage's steps */
    private Future<Buffer> stage(Buffer body, int index, int next) {
        if (index == plan.widths().size()) {
            return Future.succeededFuture(body);
        }
        int width = plan.widths().get(index);
        var answered = width == 1 ? call(body, next) : atOnce(body, next, width);
        return answered.compose(answer -> stage(answer, index + 1, next + width));
    }

    private Future<Buffer> call(Buffer body, int step) {
        return client.request(steps.get(step))
                .compose(request -> {
                    request.putHeader(HttpHeaders.CONTENT_TYPE, JSON);
                    return request.send(body);
                })
                .compose(HttpClientResponse::body);
    }

    private Future<Buffer> atOnce(Buffer body, int first, int width) {
        var calls = new ArrayList<Future<Buffer>>(width);
        for (int i = 0; i < width; i++) {
            calls.add(call(body, first + i));
        }
        return Future.all(calls).map(all -> splice(all.list()));
    }

    /** As an Ensemble of unnamed steps answers. */
    private static Buffer splice(List<Buffer> answers) {
        var whole = Buffer.buffer();
        for (int i = 0; i < answers.size(); i++) {
            whole.appendString(i == 0 ? "{\"" : ",\"")
                    .appendString(Integer.toString(i))
                    .appendString("\":")
                    .appendBuffer(answers.get(i));
        }
        return whole.appendString("}");
    }
}
