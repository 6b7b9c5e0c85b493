package dev.dromos.examples.models;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@link ModelApi} on a loopback socket. Predictions are computed on the event loop: they take microseconds. */
final class HttpListener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpListener.class);
    private static final String LOOPBACK = "127.0.0.1";
    private static final int IDLE_SECONDS = 60;

    /** Some hundred thousand instances; more is a mistake. */
    private static final int BODY_LIMIT_BYTES = 8 * 1024 * 1024;

    private final ModelApi api;
    private final Vertx vertx;
    private final HttpServer server;

    private HttpListener(ModelApi api, Vertx vertx) {
        this.api = api;
        this.vertx = vertx;
        this.server = vertx.createHttpServer(new HttpServerOptions()
                        .setHost(LOOPBACK)
                        .setIdleTimeout(IDLE_SECONDS)
                        .setTcpKeepAlive(true))
                .requestHandler(this::receive);
    }

    /**
     * Listens; returns once connections are accepted.
     *
     * @param port 0 takes a free one
     * @throws IOException when the port is taken
     */
    static HttpListener open(Catalog catalog, int port) throws IOException {
        var vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        var listener = new HttpListener(new ModelApi(catalog), vertx);
        try {
            listener.server
                    .listen(port)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            return listener;
        } catch (CompletionException e) {
            listener.close();
            throw new IOException("cannot listen on %s:%d".formatted(LOOPBACK, port), e.getCause());
        }
    }

    /** Without a path, and without a slash at its end. */
    String address() {
        return "http://%s:%d".formatted(LOOPBACK, server.actualPort());
    }

    /** Stops listening and closes open connections; returns when its threads have ended. */
    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void receive(HttpServerRequest request) {
        var body = Buffer.buffer();
        request.handler(chunk -> {
            if (body.length() + chunk.length() <= BODY_LIMIT_BYTES) {
                body.appendBuffer(chunk);
            } else if (!request.response().ended()) {
                send(request.response().putHeader("Connection", "close"), Reply.tooLarge(BODY_LIMIT_BYTES));
            }
        });
        request.endHandler(_ -> {
            if (!request.response().ended()) {
                send(request.response(), answer(request, body.getBytes()));
            }
        });
    }

    /** A bug in a model must not leave its client waiting. */
    private Reply answer(HttpServerRequest request, byte[] body) {
        var path = Objects.requireNonNullElse(request.path(), request.uri());
        try {
            return api.handle(request.method().name(), path, body);
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).addKeyValue("path", path).log("Model failed");
            return Reply.failed();
        }
    }

    private static void send(HttpServerResponse response, Reply reply) {
        response.setStatusCode(reply.status())
                .putHeader("Content-Type", "application/json")
                .end(Buffer.buffer(Json.write(reply.body())));
    }
}
