package dev.dromos.deploy.steps;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dromos.deploy.graph.GraphObject;
import dev.dromos.deploy.steps.Cluster.Kind;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;

/**
 * Finds what a step's {@code serviceName} is, in the graph's namespace: an InferenceService, else a Knative Service, else a Service that
 * says its port, else another graph. {@code InferenceGraph/<name>} is always a graph.
 */
public final class ServiceFinder {
    /** On a Service: the number or the name of the port that steps call. */
    public static final String PORT = "dromos.dev/port";

    /** On a Service: the path that steps call; the root when it is not there. */
    public static final String PATH = "dromos.dev/path";

    static final String GRAPH_PREFIX = Kind.GRAPH.word() + "/";

    private final Cluster cluster;
    private final String clusterDomain;
    private final GraphObject graph;
    private final Circles circles;

    /**
     * @param cluster as the graph sees it
     * @param clusterDomain what names of Services end in, usually {@code cluster.local}
     * @param graph who asks, who must not get itself
     */
    public ServiceFinder(Cluster cluster, String clusterDomain, GraphObject graph) {
        this.cluster = cluster;
        this.clusterDomain = clusterDomain;
        this.graph = graph;
        this.circles = new Circles(cluster, graph.name());
    }

    public Resolution find(String name) {
        return circles.by(name)
                .<Resolution>map(circle -> new Resolution.Missing(circle(circle)))
                .orElseGet(() -> found(name));
    }

    private static String circle(List<String> names) {
        return names.size() == 2
                ? "InferenceGraph `%s` would call itself".formatted(names.getFirst())
                : "InferenceGraphs call each other in a circle: " + String.join(" -> ", names);
    }

    private Resolution found(String name) {
        if (name.startsWith(GRAPH_PREFIX)) {
            String called = name.substring(GRAPH_PREFIX.length());
            return cluster.find(Kind.GRAPH, called)
                    .map(found -> anotherGraph(called, found))
                    .orElseGet(() -> new Resolution.Missing("no InferenceGraph `%s`".formatted(called)));
        }
        return inferenceService(name)
                .or(() -> knativeService(name))
                .or(() -> service(name))
                .or(() -> cluster.find(Kind.GRAPH, name).map(found -> anotherGraph(name, found)))
                .orElseGet(() -> new Resolution.Missing(nothing(name)));
    }

    private String nothing(String name) {
        return cluster.find(Kind.SERVICE, name).isPresent()
                ? "Service `%s` has no annotation %s".formatted(name, PORT)
                : "no InferenceService, Knative Service, Service or InferenceGraph `%s`".formatted(name);
    }

    private Optional<Resolution> inferenceService(String name) {
        return cluster.find(Kind.INFERENCE_SERVICE, name).map(object -> {
            var address = object.path("status").path("address").path("url").asText();
            if (address.isEmpty()) {
                return new Resolution.Missing(
                        "InferenceService `%s` is not ready: it has no address yet".formatted(name));
            }
            return switch (new InferenceService(object, cluster).path()) {
                case InferenceService.Path.None(var why) ->
                    new Resolution.Missing("InferenceService `%s`: %s".formatted(name, why));
                case InferenceService.Path.At(var path) -> found(object, Kind.INFERENCE_SERVICE, name, address + path);
            };
        });
    }

    private Optional<Resolution> knativeService(String name) {
        if (isOwnRouter(name)) {
            return Optional.empty();
        }
        return cluster.find(Kind.KNATIVE_SERVICE, name).map(object -> {
            var address = object.path("status").path("address").path("url").asText();
            return address.isEmpty()
                    ? new Resolution.Missing("Knative Service `%s` is not ready: it has no address yet".formatted(name))
                    : found(object, Kind.KNATIVE_SERVICE, name, address);
        });
    }

    /** A router is named as its graph is. */
    private boolean isOwnRouter(String name) {
        return name.equals(graph.name());
    }

    private Optional<Resolution> service(String name) {
        return cluster.find(Kind.SERVICE, name)
                .filter(object -> annotations(object).has(PORT))
                .map(object -> port(object, annotations(object).path(PORT).asText())
                        .map(port -> found(object, Kind.SERVICE, name, address(name, object, port)))
                        .orElseGet(() ->
                                new Resolution.Missing("Service `%s` has no port `%s`, which its annotation %s names"
                                        .formatted(
                                                name,
                                                annotations(object).path(PORT).asText(),
                                                PORT))));
    }

    private static JsonNode annotations(JsonNode object) {
        return object.path("metadata").path("annotations");
    }

    private static Optional<JsonNode> port(JsonNode service, String wanted) {
        for (JsonNode port : service.path("spec").path("ports")) {
            if (port.path("port").asText().equals(wanted)
                    || port.path("name").asText().equals(wanted)) {
                return Optional.of(port);
            }
        }
        return Optional.empty();
    }

    private String address(String name, JsonNode service, JsonNode port) {
        boolean secure = port.path("appProtocol").asText().equals("https")
                || port.path("name").asText().equals("https");
        String path = annotations(service).path(PATH).asText("/");
        return "%s://%s.%s.svc.%s:%d%s"
                .formatted(
                        secure ? "https" : "http",
                        name,
                        graph.namespace(),
                        clusterDomain,
                        port.path("port").asInt(),
                        path.startsWith("/") ? path : "/" + path);
    }

    /** By what the graph says of itself: the address inside the cluster is the same however it is deployed. */
    private Resolution anotherGraph(String name, JsonNode object) {
        if (object.path("status").path("url").asText().isEmpty()) {
            return new Resolution.Missing("InferenceGraph `%s` is not ready: it has no address yet".formatted(name));
        }
        var address = "http://%s.%s.svc.%s".formatted(name, graph.namespace(), clusterDomain);
        return found(object, Kind.GRAPH, name, address);
    }

    private static Resolution found(JsonNode object, Kind kind, String name, String address) {
        URI uri;
        try {
            uri = new URI(address);
        } catch (URISyntaxException malformed) {
            return new Resolution.Missing(
                    "%s `%s` has an address that is no URL: %s".formatted(kind.shown(), name, address));
        }
        return Condition.ready(object)
                .filter(Condition::isFalse)
                .<Resolution>map(condition -> new Resolution.NotReady(
                        uri, "%s `%s` is not ready: %s".formatted(kind.shown(), name, condition.message())))
                .orElseGet(() -> new Resolution.Ready(uri));
    }
}
