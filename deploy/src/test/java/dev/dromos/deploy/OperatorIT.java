package dev.dromos.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dromos.deploy.operator.GraphOperator;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the operator makes of graphs at a real API server. Knative's controller and KServe's are the tests themselves, which set status. */
@ExtendWith(WithApiServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OperatorIT {
    private static final String KNATIVE = "serving.knative.dev/v1";
    private static final String STEP = "[{serviceUrl: 'http://iris.example.com/v1/models/iris:predict'}]";

    private KubernetesClient client;
    private GraphOperator operator;
    private GraphCluster cluster;

    @BeforeAll
    void start(ApiServer server) throws IOException {
        TestOperators.prepare(server, "knative-services", "inferenceservices");
        client = server.client();
        operator = TestOperators.start(server);
    }

    @AfterAll
    void stop() {
        operator.close();
    }

    @BeforeEach
    void namespace() {
        cluster = GraphCluster.create(client);
    }

    @Test
    void aGraphBecomesAKnativeServiceAndIsReadyWithIt() {
        cluster.graph("chain", STEP);
        cluster.awaitCondition("chain", "RouterReady", "Unknown", "WaitingForKnative");

        cluster.knativeIsReady("chain");

        cluster.awaitCondition("chain", "Ready", "True", "Answering");
        assertThat(cluster.graphStatus("chain").path("url").asText()).isEqualTo("http://chain.example.com");
        assertThat(cluster.graphStatus("chain").path("deploymentMode").asText()).isEqualTo("Knative");
        assertThat(cluster.argument("chain")).contains("iris.example.com").contains("dromos.dev/v1alpha1");
    }

    @Test
    void aGraphKeepsItsAddressWhileItsRouterIsReplaced() {
        cluster.graph("chain", STEP);
        cluster.knativeIsReady("chain");
        cluster.awaitCondition("chain", "Ready", "True", "Answering");

        cluster.graph("chain", STEP, ", timeout: 33");
        cluster.awaitCondition("chain", "RouterReady", "Unknown", "WaitingForKnative");

        assertThat(cluster.graphStatus("chain").path("url").asText()).isEqualTo("http://chain.example.com");

        cluster.delete(KNATIVE, "Service", "chain");
        await("no address")
                .atMost(Duration.ofSeconds(20))
                .until(() -> cluster.graphStatus("chain").path("url").isMissingNode());
    }

    @Test
    void anAnnotationStopsAGraphAndAnotherValueResumesIt() {
        cluster.graph("chain", STEP);
        cluster.knativeIsReady("chain");
        cluster.awaitCondition("chain", "Ready", "True", "Answering");

        cluster.annotate("chain", "serving.kserve.io/stop", "true");

        cluster.awaitGone(KNATIVE, "Service", "chain");
        cluster.awaitCondition("chain", "Ready", "False", "Stopped");
        cluster.awaitCondition("chain", "Stopped", "True", "Stopped");
        assertThat(cluster.graphStatus("chain").path("url").isMissingNode()).isTrue();

        cluster.annotate("chain", "serving.kserve.io/stop", "false");

        cluster.awaitKnative("chain", _ -> true);
        cluster.awaitCondition("chain", "Stopped", "False", "NotStopped");
    }

    @Test
    @DisplayName("F10 what Knative refuses is a condition with its words, and a change of the graph is tried")
    void aRefusalIsSaidAndNotTriedAgain() {
        cluster.graph("chain", STEP, ", timeout: 700");

        var message = cluster.awaitCondition("chain", "RouterReady", "False", "Rejected");

        assertThat(message).contains("timeoutSeconds").contains("600");
        assertThat(cluster.get(GraphCluster.GRAPH, "InferenceGraph", "chain").<Integer>get("spec", "timeout"))
                .isEqualTo(700);

        cluster.graph("chain", STEP, ", timeout: 60");

        cluster.awaitKnative("chain", _ -> true);
        cluster.awaitCondition("chain", "RouterReady", "Unknown", "WaitingForKnative");
    }

    @Test
    @DisplayName("F12 what has the router's name and belongs to somebody else is never touched")
    void aNameConflictIsSaidAndNothingIsAdopted() {
        cluster.apply("""
                apiVersion: serving.knative.dev/v1
                kind: Service
                metadata: {name: chain, labels: {team: other}}
                spec: {template: {spec: {containers: [{image: other}]}}}
                """);
        var before = cluster.knative("chain");

        cluster.graph("chain", STEP);

        assertThat(cluster.awaitCondition("chain", "RouterReady", "False", "NameConflict"))
                .isEqualTo(
                        "Knative Service `chain` exists and is not this graph's; delete it, or give the graph another name");
        assertThat(cluster.knative("chain")).isEqualTo(before);

        cluster.delete(KNATIVE, "Service", "chain");

        cluster.awaitCondition("chain", "RouterReady", "Unknown", "WaitingForKnative");
    }

    @Test
    @DisplayName("F13 a graph that is being deleted gets no router again")
    void aGraphThatIsBeingDeletedIsNotDeployedAgain() {
        cluster.graph("chain", STEP);
        cluster.awaitKnative("chain", _ -> true);
        cluster.patch(
                GraphCluster.GRAPH,
                "InferenceGraph",
                "chain",
                "{\"metadata\":{\"finalizers\":[\"example.com/kept\"]}}");
        cluster.delete(GraphCluster.GRAPH, "InferenceGraph", "chain");

        cluster.delete(KNATIVE, "Service", "chain");

        await().during(Duration.ofSeconds(1))
                .atMost(Duration.ofSeconds(5))
                .until(() -> cluster.knative("chain") == null);
        cluster.patch(GraphCluster.GRAPH, "InferenceGraph", "chain", "{\"metadata\":{\"finalizers\":null}}");
        cluster.awaitGone(GraphCluster.GRAPH, "InferenceGraph", "chain");
    }

    @Test
    @DisplayName("F14 a status that somebody overwrites is written again, and is about the newest spec")
    void theStatusIsAboutTheNewestSpec() {
        cluster.graph("chain", STEP);
        cluster.knativeIsReady("chain");
        cluster.awaitCondition("chain", "Ready", "True", "Answering");
        cluster.status(
                GraphCluster.GRAPH, "InferenceGraph", "chain", "{\"observedGeneration\": 99, \"conditions\": null}");

        for (int seconds = 11; seconds < 20; seconds++) {
            cluster.graph("chain", STEP, ", timeout: " + seconds);
        }

        cluster.awaitKnative(
                "chain", service -> service.getSpec().getTemplate().getSpec().getTimeoutSeconds() == 19);
        cluster.knativeIsReady("chain");
        cluster.awaitCondition("chain", "Ready", "True", "Answering");
        assertThat(cluster.graphStatus("chain").path("observedGeneration").asLong())
                .isEqualTo(cluster.generation("chain"));
    }

    @Test
    @DisplayName("F15 a bad graph is a condition, others go on, and the last good one of its name keeps running")
    void aBadGraphIsACondition() {
        cluster.graph("chain", STEP);
        cluster.knativeIsReady("chain");
        cluster.awaitCondition("chain", "Ready", "True", "Answering");
        var good = cluster.argument("chain");

        cluster.graph("chain", "[{serviceUrl: 'http://a'}, {serviceUrl: 'http://b', condition: 'a.#(b'}]");

        assertThat(cluster.awaitCondition("chain", "GraphValid", "False", "Invalid"))
                .contains("spec.nodes.root.steps[1].condition");
        assertThat(cluster.awaitCondition("chain", "Ready", "False", "Invalid"))
                .contains("spec.nodes.root.steps[1].condition");
        assertThat(cluster.argument("chain")).isEqualTo(good);
        assertThat(cluster.graphStatus("chain").path("url").asText()).isEqualTo("http://chain.example.com");

        cluster.graph("other", STEP);
        cluster.awaitCondition("other", "GraphValid", "True", "Valid");
    }

    @Test
    @DisplayName("F16 a service that is missing, comes, moves and goes")
    void aRouterFollowsTheServicesOfItsSteps() {
        cluster.graph("chain", "[{serviceName: iris}]");
        assertThat(cluster.awaitCondition("chain", "StepsResolved", "False", "ServiceMissing"))
                .isEqualTo("no InferenceService, Knative Service, Service or InferenceGraph `iris`");
        assertThat(cluster.knative("chain")).isNull();

        cluster.apply("""
                apiVersion: serving.kserve.io/v1beta1
                kind: InferenceService
                metadata: {name: iris}
                spec: {predictor: {model: {modelFormat: {name: sklearn}, storageUri: "gs://iris"}}}
                """);
        assertThat(cluster.awaitCondition("chain", "StepsResolved", "False", "ServiceMissing"))
                .contains("iris");
        inferenceServiceIsAt("http://iris-1.local");

        cluster.awaitKnative(
                "chain", _ -> cluster.argument("chain").contains("http://iris-1.local/v1/models/iris:predict"));
        cluster.awaitCondition("chain", "StepsResolved", "True", "Resolved");
        assertThat(cluster.graphStatus("chain").path("steps").asText()).isEqualTo("1/1");

        inferenceServiceIsAt("http://iris-2.local");

        cluster.awaitKnative("chain", _ -> cluster.argument("chain").contains("http://iris-2.local"));

        cluster.delete("serving.kserve.io/v1beta1", "InferenceService", "iris");

        cluster.awaitCondition("chain", "StepsResolved", "False", "ServiceMissing");
        assertThat(cluster.argument("chain")).contains("http://iris-2.local");
    }

    private void inferenceServiceIsAt(String url) {
        cluster.status("serving.kserve.io/v1beta1", "InferenceService", "iris", """
                {"address": {"url": "%s"}, "conditions": [{"type": "Ready", "status": "True"}]}
                """.formatted(url));
    }

    @Test
    @DisplayName("F22 a namespace that is being deleted is left in peace")
    void aNamespaceThatIsBeingDeletedIsLeftInPeace() {
        cluster.graph("chain", STEP);
        cluster.awaitKnative("chain", _ -> true);
        client.namespaces().withName(cluster.namespace()).delete();

        cluster.delete(KNATIVE, "Service", "chain");

        cluster.awaitCondition("chain", "RouterReady", "False", "NamespaceTerminating");
        assertThat(cluster.knative("chain")).isNull();
    }

    @Test
    @DisplayName("a graph is a step of another one, and graphs in a circle are said, and no more once it is broken")
    void aGraphIsAStepOfAnotherOne() {
        cluster.graph("inner", STEP);
        cluster.graph("outer", "[{serviceName: InferenceGraph/inner}]");
        cluster.awaitCondition("outer", "StepsResolved", "False", "ServiceMissing");

        cluster.knativeIsReady("inner");

        cluster.awaitKnative(
                "outer",
                _ -> cluster.argument("outer")
                        .contains("http://inner.%s.svc.cluster.local".formatted(cluster.namespace())));
        cluster.knativeIsReady("outer");
        cluster.awaitCondition("outer", "Ready", "True", "Answering");

        cluster.graph("inner", "[{serviceName: outer}]");

        assertThat(cluster.awaitCondition("inner", "StepsResolved", "False", "ServiceMissing"))
                .isEqualTo("InferenceGraphs call each other in a circle: inner -> outer -> inner");
        assertThat(cluster.awaitCondition("outer", "StepsResolved", "False", "ServiceMissing"))
                .isEqualTo("InferenceGraphs call each other in a circle: outer -> inner -> outer");

        cluster.graph("inner", STEP);

        cluster.awaitCondition("inner", "StepsResolved", "True", "Resolved");
        cluster.awaitCondition("outer", "Ready", "True", "Answering");
    }

    @Test
    @DisplayName("F18 a mistake in the settings keeps the old ones, and is a condition")
    void aMistakeInTheSettingsChangesNoRouter(ApiServer server) {
        TestOperators.settings(server, Map.of("router", "{\"image\": \"registry.example.com/router:2\"}"));
        cluster.graph("chain", STEP);
        cluster.awaitKnative("chain", _ -> image("chain").equals("registry.example.com/router:2"));

        TestOperators.settings(server, Map.of("router", "{\"image\": 3, \"memoryLimit\": \"lots\"}"));

        assertThat(cluster.awaitCondition("chain", "SettingsValid", "False", "Invalid"))
                .contains("router.image")
                .contains("router.memoryLimit");
        assertThat(image("chain")).isEqualTo("registry.example.com/router:2");

        TestOperators.settings(server, Map.of("router", "{\"image\": \"registry.example.com/router:3\"}"));

        cluster.awaitKnative("chain", _ -> image("chain").equals("registry.example.com/router:3"));
        TestOperators.settings(server, Map.of());
    }

    private String image(String name) {
        return cluster.knative(name)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst()
                .getImage();
    }
}
