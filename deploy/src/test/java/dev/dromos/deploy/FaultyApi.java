package dev.dromos.deploy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.function.Predicate;

/** Stands between an operator and its API server, and does to requests and watches what a test wants. */
final class FaultyApi implements AutoCloseable {
    private static final Set<String> OF_THE_CONNECTION =
            Set.of("connection", "content-length", "host", "http2-settings", "transfer-encoding", "upgrade");
    private static final int NO_BODY = -1;
    private static final int NO_CONTENT = 204;

    /** A request of the operator. */
    record Seen(String method, String path, String query) {
        boolean isWatch() {
            return query.contains("watch=true");
        }

        boolean isWriting() {
            return !method.equals("GET");
        }

        /** Whether it is about a kind of objects, by the word for it in paths. */
        boolean isAbout(String kind) {
            return List.of(path.split("/", -1)).contains(kind);
        }
    }

    /** What is answered instead of what the API server would say. */
    record Fault(int status, String reason) {
        String body() {
            return """
                    {"kind":"Status","apiVersion":"v1","status":"Failure","code":%d,"reason":"%s","message":"%s, says the test"}
                    """.formatted(status, reason, reason);
        }
    }

    private final Config config;
    private final HttpClient upstream;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
    private final CountDownLatch end = new CountDownLatch(1);
    private final int port;
    private volatile HttpServer server;
    private volatile Function<Seen, Optional<Fault>> fault = _ -> Optional.empty();

    /** An answer that does not end. */
    private static final class Watch {
        private final Seen asked;
        private final InputStream events;
        private volatile boolean silent;

        Watch(Seen asked, InputStream events) {
            this.asked = asked;
            this.events = events;
        }
    }

    /** @param config of a client of the real API server */
    FaultyApi(Config config) throws IOException {
        this.config = config;
        try {
            this.upstream = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .sslContext(SSLUtils.sslContext(config))
                    .executor(threads)
                    .build();
        } catch (GeneralSecurityException unusable) {
            throw new IOException(unusable);
        }
        this.server = listen(0);
        this.port = server.getAddress().getPort();
    }

    private HttpServer listen(int where) throws IOException {
        var listening = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), where), 0);
        listening.setExecutor(threads);
        listening.createContext("/", this::pass);
        listening.start();
        return listening;
    }

    /** The same client's, through here. */
    Config config() {
        return new ConfigBuilder(config)
                .withMasterUrl("http://127.0.0.1:" + port)
                .withCaCertFile(null)
                .build();
    }

    /** Answers so from now on; what is empty passes. */
    void answer(Function<Seen, Optional<Fault>> answer) {
        fault = answer;
    }

    /** Answers some requests so from now on, and lets the others pass. */
    void answer(Predicate<Seen> which, Fault answer) {
        answer(one -> which.test(one) ? Optional.of(answer) : Optional.empty());
    }

    void heal() {
        answer(_ -> Optional.empty());
    }

    /** From now on nobody listens, and whatever was open is closed. */
    void goAway() {
        server.stop(0);
        cutWatches();
    }

    void comeBack() throws IOException {
        server = listen(port);
    }

    void cutWatches() {
        for (Watch watch : watches) {
            closeQuietly(watch.events);
        }
    }

    /** What is watched now hears nothing more, and its connections stay open. */
    void silenceWatches() {
        watches.forEach(watch -> watch.silent = true);
    }

    /** That is known here to be open; one that the other side has closed is until the next event. */
    long openWatches(Predicate<Seen> which) {
        return watches.stream().filter(watch -> which.test(watch.asked)).count();
    }

    void forget() {
        seen.clear();
    }

    long count(Predicate<Seen> which) {
        return seen.stream().filter(which).count();
    }

    /** The requests since the last {@link #forget}, of those that are asked for. */
    List<Seen> seen(Predicate<Seen> which) {
        return seen.stream().filter(which).toList();
    }

    private void pass(HttpExchange exchange) throws IOException {
        var uri = exchange.getRequestURI();
        var one = new Seen(
                exchange.getRequestMethod(),
                uri.getPath(),
                Optional.ofNullable(uri.getQuery()).orElse(""));
        seen.add(one);
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            var answer = fault.apply(one);
            if (answer.isPresent()) {
                send(exchange, answer.get().status(), answer.get().body().getBytes(StandardCharsets.UTF_8));
                return;
            }
            var response = upstream.send(request(exchange, body), BodyHandlers.ofInputStream());
            if (one.isWatch()) {
                relay(exchange, one, response);
            } else {
                copyHeaders(exchange, response);
                send(exchange, response.statusCode(), response.body().readAllBytes());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (UncheckedIOException | IOException gone) {
            // Either side has closed; the other one sees it by that.
        }
    }

    private HttpRequest request(HttpExchange exchange, byte[] body) {
        var request = HttpRequest.newBuilder(URI.create(config.getMasterUrl()).resolve(exchange.getRequestURI()))
                .method(
                        exchange.getRequestMethod(),
                        body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return request.build();
    }

    private static void copyHeaders(HttpExchange exchange, HttpResponse<?> response) {
        response.headers()
                .firstValue("Content-Type")
                .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, status == NO_CONTENT || body.length == 0 ? NO_BODY : body.length);
        if (status != NO_CONTENT && body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    private void relay(HttpExchange exchange, Seen asked, HttpResponse<InputStream> response)
            throws IOException, InterruptedException {
        var watch = new Watch(asked, response.body());
        watches.add(watch);
        try (var events = watch.events) {
            copyHeaders(exchange, response);
            exchange.sendResponseHeaders(response.statusCode(), 0);
            exchange.getResponseBody().flush();
            byte[] buffer = new byte[8192];
            for (int n = events.read(buffer); n >= 0; n = events.read(buffer)) {
                if (!watch.silent) {
                    exchange.getResponseBody().write(buffer, 0, n);
                    exchange.getResponseBody().flush();
                }
            }
            if (watch.silent) {
                end.await(); // not even the end is told
            }
        } finally {
            watches.remove(watch);
        }
    }

    private static void closeQuietly(InputStream stream) {
        try {
            stream.close();
        } catch (IOException closed) {
            // That is what was wanted.
        }
    }

    @Override
    public void close() {
        end.countDown();
        goAway();
        upstream.shutdownNow();
        threads.shutdownNow();
    }
}
