package dev.dromos.bench.parity;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** Model servers that always answer the same, found by the first part of a path, and that remember how they were called. */
final class Models implements AutoCloseable {
    private record Fixed(int status, String body) {}

    private static final String ECHO = "echo";

    private static final Map<String, Fixed> ANSWERS = Map.of(
            "numbers", new Fixed(200, "{\"predictions\":[1,2]}"),
            "labels", new Fixed(200, "{\"predictions\":[{\"label\":\"cat\",\"p\":0.5}],\"model\":\"m\"}"),
            "instances", new Fixed(200, "{\"instances\":[[1,2],[3,4]]}"),
            "object",
                    new Fixed(200, "{\"name\":\"abc\",\"a\":{\"b\":3},\"tags\":[\"x\",\"y\"],\"ok\":true,\"n\":null}"),
            "text", new Fixed(200, "{\"predictions\":\"text\",\"escaped\":\"a\\\"b\\u00e9\"}"),
            "empty", new Fixed(200, "{}"),
            "created", new Fixed(201, "{\"predictions\":[9]}"),
            "absent", new Fixed(404, "{\"detail\":\"Intentional 404 code\"}"),
            "broken", new Fixed(500, "{\"error\":\"boom\"}"),
            "busy", new Fixed(503, "{\"error\":\"busy\"}"));

    /** As often as half of the others, a call is answered with its own body. */
    static final List<String> NAMES = names();

    private static final Set<String> SEEN_HEADERS =
            Set.of("accept", "authorization", "content-type", "x-not-asked-for");

    /** By the question that they belong to: one that is given up may go on calling. */
    private final Map<String, Queue<String>> calls = new ConcurrentHashMap<>();

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    Models() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    private static List<String> names() {
        var names = new ArrayList<>(ANSWERS.keySet().stream().sorted().toList());
        for (int i = ANSWERS.size() / 2; i > 0; i--) {
            names.add(ECHO);
        }
        return List.copyOf(names);
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What came for a question, in an order of its own: members of an Ensemble have none. */
    List<String> calls(String question) {
        return calls.getOrDefault(question, new ConcurrentLinkedQueue<>()).stream()
                .sorted()
                .toList();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            var question = String.valueOf(exchange.getRequestHeaders().getFirst(Requests.QUESTION));
            calls.computeIfAbsent(question, _ -> new ConcurrentLinkedQueue<>())
                    .add("%s %s %s %s"
                            .formatted(
                                    exchange.getRequestMethod(),
                                    exchange.getRequestURI(),
                                    headers(exchange),
                                    Observation.canonical(body)));
            var name = exchange.getRequestURI().getPath().split("/", -1)[1];
            var answer = name.equals(ECHO) ? new Fixed(200, body) : ANSWERS.get(name);
            if (answer == null) {
                throw new IOException("no model is called " + name);
            }
            var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static String headers(HttpExchange exchange) {
        return exchange.getRequestHeaders().entrySet().stream()
                .filter(header -> SEEN_HEADERS.contains(header.getKey().toLowerCase(Locale.ROOT)))
                .map(header -> header.getKey().toLowerCase(Locale.ROOT) + "=" + header.getValue())
                .sorted()
                .collect(Collectors.joining(","));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
