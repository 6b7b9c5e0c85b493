package dev.dromos.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.fabric8.knative.serving.v1.Service;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** A namespace of a cluster, in the hands of those who write graphs and of the controllers that are not there. */
public final class GraphCluster {
    static final String GRAPH = "dromos.dev/v1alpha1";
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);

    private final KubernetesClient client;
    private final String namespace;

    private GraphCluster(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    /** A new namespace, which nobody else uses. */
    public static GraphCluster create(KubernetesClient client) {
        var namespace = client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withGenerateName("graphs-")
                        .endMetadata()
                        .build())
                .create();
        return new GraphCluster(client, namespace.getMetadata().getName());
    }

    /** A new namespace of that name. */
    static GraphCluster create(KubernetesClient client, String namespace) {
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
        return new GraphCluster(client, namespace);
    }

    public String namespace() {
        return namespace;
    }

    /** Creates an object, or changes it; its status is left out. */
    public void apply(String yaml) {
        var object = client.getKubernetesSerialization().unmarshal(yaml, GenericKubernetesResource.class);
        object.getMetadata().setNamespace(namespace);
        client.resource(object).fieldManager("author").forceConflicts().serverSideApply();
    }

    /** A graph whose root is a Sequence of these steps. */
    public void graph(String name, String steps) {
        graph(name, steps, "");
    }

    /** @param more fields of the spec, in flow style with a comma before each */
    public void graph(String name, String steps, String more) {
        apply("""
                apiVersion: dromos.dev/v1alpha1
                kind: InferenceGraph
                metadata: {name: %s}
                spec: {nodes: {root: {routerType: Sequence, steps: %s}} %s}
                """.formatted(name, steps, more));
    }

    public void annotate(String graph, String name, String value) {
        patch(
                GRAPH,
                "InferenceGraph",
                graph,
                "{\"metadata\":{\"annotations\":{\"%s\":\"%s\"}}}".formatted(name, value));
    }

    void patch(String apiVersion, String kind, String name, String merge) {
        client.genericKubernetesResources(apiVersion, kind)
                .inNamespace(namespace)
                .withName(name)
                .patch(MERGE, merge);
    }

    public void delete(String apiVersion, String kind, String name) {
        client.genericKubernetesResources(apiVersion, kind)
                .inNamespace(namespace)
                .withName(name)
                .delete();
    }

    /** What another controller says in an object's status. */
    void status(String apiVersion, String kind, String name, String json) {
        client.genericKubernetesResources(apiVersion, kind)
                .inNamespace(namespace)
                .withName(name)
                .subresource("status")
                .patch(MERGE, "{\"status\":%s}".formatted(json));
    }

    /** What Knative says of a Service whose pods are ready. */
    void knativeIsReady(String name) {
        long generation = awaitKnative(name, _ -> true).getMetadata().getGeneration();
        status("serving.knative.dev/v1", "Service", name, """
                {"observedGeneration": %d, "url": "http://%s.example.com", "address": {"url": "http://%s.local"},
                 "conditions": [{"type": "Ready", "status": "True"}]}
                """.formatted(generation, name, name));
    }

    /** The object as it is; null where there is none. */
    GenericKubernetesResource get(String apiVersion, String kind, String name) {
        return client.genericKubernetesResources(apiVersion, kind)
                .inNamespace(namespace)
                .withName(name)
                .get();
    }

    Service knative(String name) {
        return client.resources(Service.class)
                .inNamespace(namespace)
                .withName(name)
                .get();
    }

    Service awaitKnative(String name, Predicate<Service> good) {
        return await("Knative Service " + name)
                .atMost(SOON)
                .until(() -> knative(name), service -> service != null && good.test(service));
    }

    void awaitGone(String apiVersion, String kind, String name) {
        await(kind + " " + name + " gone").atMost(SOON).until(() -> get(apiVersion, kind, name) == null);
    }

    <T extends HasMetadata> T awaitThere(Class<T> type, String name) {
        return await(type.getSimpleName() + " " + name)
                .atMost(SOON)
                .until(
                        () -> client.resources(type)
                                .inNamespace(namespace)
                                .withName(name)
                                .get(),
                        found -> found != null);
    }

    /** A missing node where there is no such graph, and one that is null where nothing has been said of it. */
    JsonNode graphStatus(String name) {
        var graph = get(GRAPH, "InferenceGraph", name);
        return graph == null
                ? MissingNode.getInstance()
                : client.getKubernetesSerialization()
                        .convertValue(graph.getAdditionalProperties().get("status"), JsonNode.class);
    }

    /** What has been told of a graph, in whatever order. */
    List<Event> events(String graph) {
        return client.v1().events().inNamespace(namespace).list().getItems().stream()
                .filter(event -> event.getInvolvedObject().getName().equals(graph))
                .toList();
    }

    long generation(String graph) {
        return get(GRAPH, "InferenceGraph", graph).getMetadata().getGeneration();
    }

    /** Waits until a condition is about the newest spec and has a status and a reason, and returns its message. */
    String awaitCondition(String graph, String type, String status, String reason) {
        await("%s of %s".formatted(type, graph)).atMost(SOON).untilAsserted(() -> {
            var found = condition(graph, type);
            assertThat(found.path("status").asText() + " "
                            + found.path("reason").asText())
                    .as("%s", graphStatus(graph))
                    .isEqualTo(status + " " + reason);
            assertThat(found.path("observedGeneration").asLong()).isEqualTo(generation(graph));
        });
        return condition(graph, type).path("message").asText();
    }

    private JsonNode condition(String graph, String type) {
        JsonNode status = graphStatus(graph);
        for (JsonNode condition : status.path("conditions")) {
            if (condition.path("type").asText().equals(type)) {
                return condition;
            }
        }
        return MissingNode.getInstance();
    }

    /** The graph that a router was given. */
    String argument(String name) {
        return graphOf(knative(name));
    }

    /** The graph that a router is given which is a Knative Service. */
    public static String graphOf(Service knative) {
        return knative.getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst()
                .getArgs()
                .get(1);
    }
}
