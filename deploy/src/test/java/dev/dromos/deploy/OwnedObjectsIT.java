package dev.dromos.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dromos.deploy.operator.GraphOperator;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever happens to an object of a router, it is soon again as the graph wants it. */
@ExtendWith(WithApiServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OwnedObjectsIT {
    private static final String KNATIVE = "serving.knative.dev/v1";
    private static final String GATEWAY = "gateway.networking.k8s.io/v1";
    private static final String STEP = "[{serviceUrl: 'http://iris.example.com/'}]";
    private static final Duration SOON = Duration.ofSeconds(20);

    private KubernetesClient client;
    private GraphOperator operator;
    private GraphCluster cluster;

    @BeforeAll
    void start(ApiServer server) throws IOException {
        TestOperators.prepare(server, "knative-services", "httproutes");
        TestOperators.bindLargeGraphs(server);
        client = server.client();
        operator = TestOperators.start(server);
    }

    @AfterAll
    void stop(ApiServer server) {
        operator.close();
        TestOperators.unbindLargeGraphs(server);
        TestOperators.settings(server, Map.of());
    }

    @BeforeEach
    void namespace() {
        cluster = GraphCluster.create(client);
    }

    @ParameterizedTest(name = "{1} of {0}")
    @DisplayName("F11 an owned object that is deleted or edited is repaired")
    @CsvSource(delimiter = '|', textBlock = """
            serving.knative.dev/v1           | Service                 | Knative  |         | {"spec":{"template":{"metadata":{"annotations":{"autoscaling.knative.dev/min-scale":"9"}}}}}
            v1                               | Service                 | Standard |         | {"spec":{"selector":{"app":"another"}}}
            apps/v1                          | Deployment              | Standard |         | {"spec":{"template":{"spec":{"terminationGracePeriodSeconds":9}}}}
            autoscaling/v2                   | HorizontalPodAutoscaler | Standard |         | {"spec":{"maxReplicas":9}}
            policy/v1                        | PodDisruptionBudget     | Standard |         | {"spec":{"maxUnavailable":9}}
            networking.k8s.io/v1             | Ingress                 | Standard | ingress | {"spec":{"rules":[{"host":"elsewhere.example.com"}]}}
            gateway.networking.k8s.io/v1     | HTTPRoute               | Standard | gateway | {"spec":{"hostnames":["elsewhere.example.com"]}}
            """)
    void whatIsDeletedOrEditedIsRepaired(
            String apiVersion, String kind, String mode, String exposure, String edit, ApiServer server) {
        TestOperators.settings(server, ingress(exposure == null ? "" : exposure));
        graph("chain", mode);
        var first = awaitObject(apiVersion, kind, "chain", _ -> true);

        cluster.delete(apiVersion, kind, "chain");

        var second = awaitObject(
                apiVersion,
                kind,
                "chain",
                now -> !now.getMetadata().getUid().equals(first.getMetadata().getUid()));
        assertThat(spec(second)).isEqualTo(spec(first));
        assertThat(second.getMetadata().getOwnerReferences().getFirst().getController())
                .isTrue();

        cluster.patch(apiVersion, kind, "chain", edit);

        awaitObject(apiVersion, kind, "chain", now -> spec(now).equals(spec(second)));
        cluster.patch(apiVersion, kind, "chain", "{\"metadata\":{\"labels\":{\"app.kubernetes.io/managed-by\":null}}}");

        awaitObject(
                apiVersion,
                kind,
                "chain",
                now -> "dromos".equals(now.getMetadata().getLabels().get("app.kubernetes.io/managed-by")));
    }

    private static Map<String, String> ingress(String exposure) {
        return switch (exposure) {
            case "ingress" -> Map.of("ingress", "{\"ingressDomain\":\"example.com\"}");
            case "gateway" ->
                Map.of(
                        "ingress",
                        "{\"ingressDomain\":\"example.com\",\"enableGatewayApi\":true,"
                                + "\"kserveIngressGateway\":\"edge/public\"}");
            default -> Map.of();
        };
    }

    private void graph(String name, String mode) {
        cluster.apply("""
                apiVersion: dromos.dev/v1alpha1
                kind: InferenceGraph
                metadata: {name: %s, annotations: {dromos.dev/deploymentMode: %s}}
                spec: {nodes: {root: {routerType: Sequence, steps: %s}}, minReplicas: 2, maxReplicas: 3}
                """.formatted(name, mode, STEP));
    }

    /** What the cluster itself adds when an object comes to be is another one each time. */
    private static Map<String, Object> spec(GenericKubernetesResource object) {
        Map<String, Object> spec = new TreeMap<>(object.<Map<String, Object>>get("spec"));
        spec.remove("clusterIP");
        spec.remove("clusterIPs");
        return spec;
    }

    private GenericKubernetesResource awaitObject(
            String apiVersion, String kind, String name, Predicate<GenericKubernetesResource> good) {
        return await(kind + " " + name)
                .atMost(SOON)
                .until(() -> cluster.get(apiVersion, kind, name), object -> object != null && good.test(object));
    }

    @Test
    @DisplayName("F11 what somebody else adds to an object is not fought over")
    void fieldsOfOthersAreLeftAlone() {
        graph("chain", "Knative");
        cluster.awaitCondition("chain", "RouterReady", "Unknown", "WaitingForKnative");
        long generation = cluster.knative("chain").getMetadata().getGeneration();

        cluster.patch(KNATIVE, "Service", "chain", "{\"spec\":{\"template\":{\"spec\":{\"containerConcurrency\":5}}}}");

        await().during(Duration.ofMillis(1500)).atMost(Duration.ofSeconds(5)).until(() -> {
            var now = cluster.knative("chain");
            return now.getSpec().getTemplate().getSpec().getContainerConcurrency() == 5
                    && now.getMetadata().getGeneration() == generation + 1;
        });
    }

    @Test
    @DisplayName("F11 the ConfigMap of a large graph is repaired when it is deleted; nobody can edit it")
    void theConfigMapOfALargeGraphIsRepaired() {
        cluster.apply(TestOperators.largeGraph("large"));
        var service = cluster.awaitKnative("large", _ -> true);
        var map = service.getSpec()
                .getTemplate()
                .getSpec()
                .getVolumes()
                .getFirst()
                .getConfigMap()
                .getName();
        var first = cluster.get("v1", "ConfigMap", map);
        assertThat(first.<Boolean>get("immutable")).isTrue();

        cluster.delete("v1", "ConfigMap", map);

        var second = awaitObject(
                "v1",
                "ConfigMap",
                map,
                now -> !now.getMetadata().getUid().equals(first.getMetadata().getUid()));
        assertThat(second.<Map<String, String>>get("data")).isEqualTo(first.<Map<String, String>>get("data"));
    }

    @Test
    @DisplayName("a router is reached where an Ingress or a Gateway says so, and not before")
    void theUrlIsOneThatAnswers(ApiServer server) {
        TestOperators.settings(server, ingress("gateway"));
        graph("chain", "Standard");
        awaitObject(GATEWAY, "HTTPRoute", "chain", _ -> true); // which is made last
        cluster.status("apps/v1", "Deployment", "chain", """
                {"observedGeneration": 1, "conditions": [
                 {"type": "Available", "status": "True"},
                 {"type": "Progressing", "status": "True", "reason": "NewReplicaSetAvailable"}]}
                """);
        cluster.status(GATEWAY, "HTTPRoute", "chain", parent("elsewhere", "Accepted", "ResolvedRefs"));
        cluster.awaitCondition("chain", "RouterReady", "Unknown", "WaitingForGateway");

        cluster.status(GATEWAY, "HTTPRoute", "chain", parent("edge", "Accepted", "ResolvedRefs"));

        cluster.awaitCondition("chain", "Ready", "True", "Answering");
        assertThat(cluster.graphStatus("chain").path("url").asText())
                .isEqualTo("http://chain-%s.example.com".formatted(cluster.namespace()));
    }

    private static String parent(String namespace, String... conditions) {
        return """
                {"parents": [{"controllerName": "example.com/c", "parentRef": {"name": "public", "namespace": "%s"},
                 "conditions": [%s]}]}
                """.formatted(
                        namespace,
                        Stream.of(conditions)
                                .map("{\"type\": \"%s\", \"status\": \"True\"}"::formatted)
                                .collect(Collectors.joining(", ")));
    }

    @Test
    @DisplayName("of two new graphs that would have one host the older has it, and the other one says so until it goes")
    void aHostIsOneGraphs(ApiServer server) {
        TestOperators.settings(server, ingress("ingress"));
        String suffix = cluster.namespace().replace("graphs-", "");
        var other = GraphCluster.create(client, suffix);
        graph("chain", "Standard");
        awaitObject("networking.k8s.io/v1", "Ingress", "chain", _ -> true);
        awaitAnotherAge(cluster, "chain");

        other.apply("""
                apiVersion: dromos.dev/v1alpha1
                kind: InferenceGraph
                metadata: {name: chain-graphs, annotations: {dromos.dev/deploymentMode: Standard}}
                spec: {nodes: {root: {routerType: Sequence, steps: %s}}}
                """.formatted(STEP));

        assertThat(other.awaitCondition("chain-graphs", "RouterReady", "False", "HostTaken"))
                .isEqualTo(
                        "host `chain-graphs-%s.example.com` is that of InferenceGraph `chain` of namespace `graphs-%s`; another name gives another host"
                                .formatted(suffix, suffix));
        assertThat(other.get("apps/v1", "Deployment", "chain-graphs")).isNull();

        cluster.delete(GraphCluster.GRAPH, "InferenceGraph", "chain");
        cluster.delete("networking.k8s.io/v1", "Ingress", "chain"); // which nobody here does for a graph that has gone

        other.awaitThere(Ingress.class, "chain-graphs");
    }

    private static void awaitAnotherAge(GraphCluster cluster, String graph) {
        var born = Instant.parse(cluster.get(GraphCluster.GRAPH, "InferenceGraph", graph)
                .getMetadata()
                .getCreationTimestamp());
        await("another second, which is as exact as an age is")
                .atMost(Duration.ofSeconds(2))
                .until(() -> Instant.now().isAfter(born.plusSeconds(1)));
    }

    @Test
    @DisplayName(
            "a host is that of the graph whose Ingress is there, whether it answers or not, and whichever is older")
    void aHostIsThatOfTheIngressThatIsThere(ApiServer server) {
        TestOperators.settings(server, ingress("ingress"));
        var other = GraphCluster.create(client, cluster.namespace().replace("graphs-", ""));
        other.graph("chain-graphs", STEP);
        other.awaitKnative("chain-graphs", _ -> true);
        awaitAnotherAge(other, "chain-graphs");
        graph("chain", "Standard");
        awaitObject("networking.k8s.io/v1", "Ingress", "chain", _ -> true);

        other.annotate("chain-graphs", "dromos.dev/deploymentMode", "Standard");

        other.awaitCondition("chain-graphs", "RouterReady", "False", "HostTaken");
        assertThat(cluster.graphStatus("chain").path("url").asText()).isEmpty();
        assertThat(other.get("apps/v1", "Deployment", "chain-graphs")).isNull();
        assertThat(other.knative("chain-graphs")).isNotNull();

        cluster.annotate("chain", "dromos.dev/stop", "true");

        other.awaitThere(Deployment.class, "chain-graphs");
    }
}
