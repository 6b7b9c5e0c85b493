package dev.dromos.deploy.operator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/**
 * What Kubernetes asks an operator: {@code /healthz}, whether it lives; {@code /readyz}, whether it can
 * do its work. What it has done is at {@code /metrics}.
 */
final class Health implements AutoCloseable {
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private Health(HttpServer server) {
        this.server = server;
    }

    static Health start(BooleanSupplier alive, BooleanSupplier ready, OperatorMetrics metrics, int port)
            throws IOException {
        var health = new Health(HttpServer.create(new InetSocketAddress(port), 0));
        health.serve("/healthz", alive, "not alive\n");
        health.serve("/readyz", ready, "not ready\n");
        health.server.createContext("/metrics", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", metrics.contentType());
            answer(exchange, OK, metrics.show());
        });
        health.server.setExecutor(health.threads);
        health.server.start();
        return health;
    }

    private void serve(String path, BooleanSupplier good, String otherwise) {
        server.createContext(path, exchange -> {
            boolean isGood = good.getAsBoolean();
            answer(exchange, isGood ? OK : UNAVAILABLE, (isGood ? "ok\n" : otherwise).getBytes(StandardCharsets.UTF_8));
        });
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
