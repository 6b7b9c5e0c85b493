package dev.dromos.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dromos.deploy.operator.GraphOperator;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Graphs of KServe's definition, where KServe's own controller is not there. */
@ExtendWith(WithApiServer.class)
final class AdoptionIT {
    private static final String KSERVE = "serving.kserve.io/v1alpha1";
    private static final Duration SOON = Duration.ofSeconds(20);

    private ApiServer server;
    private GraphCluster cluster;
    private GraphOperator operator;

    @BeforeEach
    void start(ApiServer shared) throws IOException {
        server = shared;
        TestOperators.prepare(server, "knative-services", "inferencegraphs-of-kserve");
        TestOperators.bind(server, "dromos-adopt-kserve");
        cluster = GraphCluster.create(server.client());
        operator = TestOperators.start(
                TestOperators.config(server), TestOperators.adopting(cluster.namespace(), cluster.namespace()));
    }

    @AfterEach
    void stop() {
        operator.close();
        server.remove("inferencegraphs.serving.kserve.io");
    }

    private void graph(String name) {
        cluster.apply("""
                apiVersion: serving.kserve.io/v1alpha1
                kind: InferenceGraph
                metadata: {name: %s}
                spec: {nodes: {root: {routerType: Sequence, steps: [{serviceUrl: 'http://iris.example.com/'}]}}}
                """.formatted(name));
    }

    @Test
    void aGraphThatNobodyRunsIsAdopted() {
        graph("orphan");

        var service = cluster.awaitKnative("orphan", _ -> true);
        assertThat(service.getMetadata().getOwnerReferences().getFirst().getApiVersion())
                .isEqualTo(KSERVE);
        assertThat(cluster.argument("orphan")).startsWith("{\"nodes\":");
        cluster.knativeIsReady("orphan");

        await("ready").atMost(SOON).until(() -> ready("orphan").equals("True Answering"));
        assertThat(cluster.get(KSERVE, "InferenceGraph", "orphan").<String>get("status", "url"))
                .isEqualTo("http://orphan.example.com");
        cluster.delete("serving.knative.dev/v1", "Service", "orphan");
        cluster.awaitKnative(
                "orphan",
                again -> !again.getMetadata()
                        .getUid()
                        .equals(service.getMetadata().getUid()));
    }

    @Test
    @DisplayName("a graph whose status somebody else has written is somebody else's")
    void aGraphOfAnotherControllerIsLeftAlone() {
        operator.close();
        graph("theirs");
        cluster.status(KSERVE, "InferenceGraph", "theirs", "{\"url\": \"http://theirs.example.com\"}");
        var before = cluster.get(KSERVE, "InferenceGraph", "theirs");

        try (var again = TestOperators.start(
                TestOperators.config(server), TestOperators.adopting(cluster.namespace(), cluster.namespace()))) {
            graph("orphan");
            cluster.awaitKnative("orphan", _ -> true);

            assertThat(TestOperators.answer(again, "/healthz")).startsWith("200");
            assertThat(cluster.knative("theirs")).isNull();
            assertThat(cluster.get(KSERVE, "InferenceGraph", "theirs")).isEqualTo(before);
        } catch (IOException taken) {
            throw new AssertionError(taken);
        }
    }

    @Test
    @DisplayName("a graph whose status somebody edits is given up, which is said once, with who and what to do")
    void aGraphThatIsGivenUpIsSaid() {
        graph("orphan");
        cluster.knativeIsReady("orphan");
        await("ready").atMost(SOON).until(() -> ready("orphan").equals("True Answering"));
        var argument = cluster.argument("orphan");
        somebodyEditsTheStatus("orphan");

        cluster.patch(KSERVE, "InferenceGraph", "orphan", "{\"spec\":{\"timeout\":33}}");

        await("said").atMost(SOON).untilAsserted(() -> assertThat(givenUp()).hasSize(1));
        cluster.patch(
                KSERVE,
                "InferenceGraph",
                "orphan",
                "{\"metadata\":{\"annotations\":{\"serving.kserve.io/stop\":\"true\"}}}");
        await("looked at again")
                .atMost(SOON)
                .until(() -> TestOperators.answer(operator, "/metrics").contains("method=\"POST\",status=\"409\""));
        assertThat(givenUp())
                .containsExactly(
                        "`kubectl-edit` has written in the status, so the graph counts as another controller's: its router is"
                                + " left as it is, whatever becomes of the graph; to have it run again, delete it and apply it again");
        assertThat(cluster.argument("orphan")).isEqualTo(argument);
    }

    private void somebodyEditsTheStatus(String name) {
        server.client()
                .genericKubernetesResources(KSERVE, "InferenceGraph")
                .inNamespace(cluster.namespace())
                .withName(name)
                .subresource("status")
                .patch(
                        new PatchContext.Builder()
                                .withPatchType(PatchType.JSON_MERGE)
                                .withFieldManager("kubectl-edit")
                                .build(),
                        "{\"status\": {\"url\": \"http://elsewhere.example.com\"}}");
    }

    private List<String> givenUp() {
        return cluster.events("orphan").stream()
                .filter(event -> event.getReason().equals("GivenUp"))
                .map(Event::getMessage)
                .toList();
    }

    @Test
    @DisplayName("nothing is adopted while KServe's controller is there, and all once it is gone")
    void nothingIsAdoptedWhileKservesControllerIsThere() {
        operator.close();
        var controller = server.client()
                .resource(new DeploymentBuilder()
                        .withNewMetadata()
                        .withName("kserve-controller-manager")
                        .withNamespace(cluster.namespace())
                        .endMetadata()
                        .withNewSpec()
                        .withNewSelector()
                        .withMatchLabels(Map.of("app", "kserve"))
                        .endSelector()
                        .withNewTemplate()
                        .withNewMetadata()
                        .withLabels(Map.of("app", "kserve"))
                        .endMetadata()
                        .withNewSpec()
                        .addNewContainer()
                        .withName("manager")
                        .withImage("kserve/kserve-controller")
                        .endContainer()
                        .endSpec()
                        .endTemplate()
                        .endSpec()
                        .build())
                .create();
        try (var again = TestOperators.start(
                TestOperators.config(server), TestOperators.adopting(cluster.namespace(), cluster.namespace()))) {
            graph("orphan");
            cluster.graph("ours", "[{serviceUrl: 'http://iris.example.com/'}]");
            cluster.awaitKnative("ours", _ -> true);
            assertThat(cluster.knative("orphan")).isNull();
            assertThat(TestOperators.isReady(again)).isTrue();

            server.client().resource(controller).delete();

            cluster.awaitKnative("orphan", _ -> true);
        } catch (IOException taken) {
            throw new AssertionError(taken);
        }
    }

    @Test
    @DisplayName("a host is one graph's, whichever definition its graph is of")
    void aHostIsOneGraphsOfBothDefinitions() throws IOException {
        operator.close();
        TestOperators.settings(server, Map.of("ingress", "{\"ingressDomain\": \"example.com\"}"));
        var other = GraphCluster.create(server.client(), cluster.namespace().replace("graphs-", ""));
        graph("orphan");
        cluster.patch(KSERVE, "InferenceGraph", "orphan", """
                {"metadata": {"annotations": {"serving.kserve.io/deploymentMode": "Standard"}}}
                """);
        var options = TestOperators.adopting(cluster.namespace(), cluster.namespace(), other.namespace());

        try (var _ = TestOperators.start(TestOperators.config(server), options)) {
            cluster.awaitThere(Ingress.class, "orphan");
            other.apply("""
                    apiVersion: dromos.dev/v1alpha1
                    kind: InferenceGraph
                    metadata: {name: orphan-graphs, annotations: {dromos.dev/deploymentMode: Standard}}
                    spec: {nodes: {root: {routerType: Sequence, steps: [{serviceUrl: 'http://iris.example.com/'}]}}}
                    """);

            assertThat(other.awaitCondition("orphan-graphs", "RouterReady", "False", "HostTaken"))
                    .contains("is that of InferenceGraph `orphan` of namespace `%s`".formatted(cluster.namespace()));
            assertThat(other.get("networking.k8s.io/v1", "Ingress", "orphan-graphs"))
                    .isNull();
        } finally {
            TestOperators.settings(server, Map.of());
        }
    }

    private String ready(String name) {
        GenericKubernetesResource graph = cluster.get(KSERVE, "InferenceGraph", name);
        List<Map<String, String>> conditions = graph.get("status", "conditions");
        return conditions == null
                ? ""
                : conditions.stream()
                        .filter(condition -> "Ready".equals(condition.get("type")))
                        .map(condition -> condition.get("status") + " " + condition.get("reason"))
                        .findFirst()
                        .orElse("");
    }
}
