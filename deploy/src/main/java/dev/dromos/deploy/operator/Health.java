package dev.dromos.deploy.operator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.javaoperatorsdk.operator.Operator;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/**
 * What Kubernetes asks an operator: {@code /healthz}, whether it lives, which it does as long as it answers; {@code /readyz}, whether its
 * watches work.
 */
final class Health implements AutoCloseable {
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private Health(HttpServer server) {
        this.server = server;
    }

    static Health start(Operator operator, int port) throws IOException {
        var health = new Health(HttpServer.create(new InetSocketAddress(port), 0));
        health.serve("/healthz", () -> true);
        health.serve("/readyz", () -> isReady(operator));
        health.server.setExecutor(health.threads);
        health.server.start();
        return health;
    }

    /** One that waits for its lease is ready too: there is nothing else for it to do. */
    private static boolean isReady(Operator operator) {
        var runtime = operator.getRuntimeInfo();
        return runtime.isStarted() && runtime.allEventSourcesAreHealthy();
    }

    private void serve(String path, BooleanSupplier good) {
        server.createContext(path, exchange -> answer(exchange, good.getAsBoolean()));
    }

    private static void answer(HttpExchange exchange, boolean good) throws IOException {
        try (exchange) {
            byte[] body = (good ? "ok\n" : "not ready\n").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(good ? OK : UNAVAILABLE, body.length);
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
