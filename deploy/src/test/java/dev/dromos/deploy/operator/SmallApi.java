package dev.dromos.deploy.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** As much of an API server as the work on one router asks for: it keeps what is written, and refuses what a test says. */
final class SmallApi implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** The kinds of each group, and the words for them in paths. */
    private static final Map<String, Map<String, String>> KINDS = Map.of(
            "/api/v1", Map.of("Service", "services", "ConfigMap", "configmaps"),
            "/apis/apps/v1", Map.of("Deployment", "deployments"),
            "/apis/autoscaling/v2", Map.of("HorizontalPodAutoscaler", "horizontalpodautoscalers"),
            "/apis/policy/v1", Map.of("PodDisruptionBudget", "poddisruptionbudgets"),
            "/apis/networking.k8s.io/v1", Map.of("Ingress", "ingresses"),
            "/apis/serving.knative.dev/v1", Map.of("Service", "services"));

    private final HttpServer server;
    private final KubernetesClient client;
    private final ConcurrentSkipListMap<String, ObjectNode> objects = new ConcurrentSkipListMap<>();
    private final List<String> writes = new CopyOnWriteArrayList<>();
    private volatile Refusal refusal = (_, _) -> Optional.empty();

    /** What is said instead of doing it. */
    interface Refusal {
        /** @param write the method, the path, and the query where there is one */
        Optional<String> of(String write, ObjectNode object);
    }

    SmallApi() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                .build();
        client = Clients.of(config, Map.of());
    }

    KubernetesClient client() {
        return client;
    }

    void refuse(Refusal refused) {
        refusal = refused;
    }

    /** Puts an object there, as somebody else does. */
    void put(String path, String json) {
        objects.put(path, object(json));
    }

    /** Sets a field of an object, as somebody else does. */
    void set(String path, String field, String json) {
        at(path).set(field, object(json));
    }

    void setMetadata(String path, String field, String text) {
        ((ObjectNode) at(path).path("metadata")).put(field, text);
    }

    void remove(String path) {
        objects.remove(path);
    }

    ObjectNode at(String path) {
        return Optional.ofNullable(objects.get(path)).orElseThrow(() -> new AssertionError("no " + path));
    }

    List<String> paths() {
        return List.copyOf(objects.keySet());
    }

    List<ObjectNode> objects() {
        return objects.values().stream().map(ObjectNode::deepCopy).toList();
    }

    /** The writes since the last time that they were asked for. */
    List<String> writes() {
        var all = new ArrayList<>(writes);
        writes.clear();
        return all;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            byte[] body = exchange.getRequestBody().readAllBytes();
            String query =
                    Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse("");
            boolean isTrial = query.contains("dryRun");
            switch (exchange.getRequestMethod()) {
                case "GET" -> {
                    var kinds = Optional.ofNullable(KINDS.get(path)).map(SmallApi::resources);
                    send(exchange, kinds.or(() -> Optional.ofNullable(objects.get(path))));
                }
                case "DELETE" -> {
                    writes.add("DELETE " + path);
                    send(exchange, Optional.ofNullable(objects.remove(path)));
                }
                default -> write(exchange, path, (ObjectNode) MAPPER.readTree(body), isTrial);
            }
        }
    }

    private void write(HttpExchange exchange, String path, ObjectNode object, boolean isTrial) throws IOException {
        boolean isNew = exchange.getRequestMethod().equals("POST");
        String own = isNew ? path + "/" + object.path("metadata").path("name").asText() : path;
        String write = (isTrial ? "TRY " : exchange.getRequestMethod() + " ") + own;
        writes.add(write);
        var refused = refusal.of(write, object);
        if (refused.isPresent()) {
            ObjectNode status = object("""
                    {"kind": "Status", "apiVersion": "v1", "status": "Failure", "code": 422, "reason": "Invalid"}
                    """).put("message", refused.get());
            send(exchange, 422, status);
            return;
        }
        ObjectNode metadata = (ObjectNode) object.path("metadata");
        if (isNew) {
            metadata.put("uid", UUID.randomUUID().toString());
        } else {
            object.set("status", at(own).path("status"));
        }
        metadata.put("resourceVersion", "1").put("generation", 1);
        if (!isTrial) {
            objects.put(own, object);
        }
        send(exchange, 200, object);
    }

    private static ObjectNode resources(Map<String, String> kinds) {
        ObjectNode list = object("{\"kind\": \"APIResourceList\", \"apiVersion\": \"v1\"}");
        var resources = list.putArray("resources");
        new LinkedHashMap<>(kinds)
                .forEach((kind, plural) -> resources
                        .addObject()
                        .put("kind", kind)
                        .put("name", plural)
                        .put("namespaced", true));
        return list;
    }

    private static ObjectNode object(String json) {
        try {
            return (ObjectNode) MAPPER.readTree(json);
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    private static void send(HttpExchange exchange, Optional<ObjectNode> found) throws IOException {
        send(
                exchange,
                found.isPresent() ? 200 : 404,
                found.orElseGet(() -> object("{\"kind\": \"Status\", \"apiVersion\": \"v1\", \"code\": 404}")));
    }

    private static void send(HttpExchange exchange, int code, JsonNode json) throws IOException {
        byte[] bytes = MAPPER.writeValueAsBytes(json);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(code, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        client.close();
        server.stop(0);
    }
}
