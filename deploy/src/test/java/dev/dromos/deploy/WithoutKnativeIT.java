package dev.dromos.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dromos.deploy.operator.GraphOperator;
import dev.dromos.deploy.operator.OperatorOptions;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The operator of one namespace, in a cluster that has no Knative. */
@ExtendWith(WithApiServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WithoutKnativeIT {
    private static final String STEP = "[{serviceUrl: 'http://iris.example.com/'}]";

    private KubernetesClient client;
    private GraphCluster cluster;
    private GraphOperator operator;

    @BeforeAll
    void start(ApiServer server) throws IOException {
        client = server.client();
        client.apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName("services.serving.knative.dev")
                .delete();
        await().atMost(Duration.ofSeconds(20)).until(() -> !client.supports("serving.knative.dev/v1", "Service"));
        cluster = GraphCluster.create(client);
        operator = GraphOperator.start(
                new KubernetesClientBuilder()
                        .withConfig(client.getConfiguration())
                        .build(),
                new OperatorOptions(
                        cluster.namespace(),
                        Set.of(cluster.namespace()),
                        "knative-serving",
                        0,
                        OperatorOptions.Lease.ALONE),
                InstantSource.system());
    }

    @AfterAll
    void stop() {
        if (operator != null) {
            operator.close();
        }
    }

    @Test
    @DisplayName("F9: Knative that is asked for and not there is a condition, and nothing is tried again")
    void knativeThatIsNotThereIsSaid() {
        cluster.apply("""
                apiVersion: dromos.dev/v1alpha1
                kind: InferenceGraph
                metadata: {name: asks, annotations: {dromos.dev/deploymentMode: Knative}}
                spec: {nodes: {root: {routerType: Sequence, steps: %s}}}
                """.formatted(STEP));

        var message = cluster.awaitCondition("asks", "RouterReady", "False", "ServerlessModeRejected");

        assertThat(message).contains("Knative Serving is not installed").contains("deploymentMode: Standard");
        var version = version("asks");
        await().during(Duration.ofSeconds(1))
                .atMost(Duration.ofSeconds(5))
                .until(() -> version("asks").equals(version));
    }

    private String version(String graph) {
        return cluster.get(GraphCluster.GRAPH, "InferenceGraph", graph)
                .getMetadata()
                .getResourceVersion();
    }

    @Test
    void aGraphThatDoesNotSayBecomesADeployment() {
        cluster.graph("plain", STEP, ", minReplicas: 2");

        var deployment = cluster.awaitThere(Deployment.class, "plain");
        cluster.awaitThere(PodDisruptionBudget.class, "plain");

        assertThat(deployment.getSpec().getReplicas()).isEqualTo(2);
        assertThat(cluster.awaitCondition("plain", "RouterReady", "Unknown", "WaitingForDeployment"))
                .isEqualTo("the Deployment has not been looked at yet");

        cluster.graph("plain", STEP, ", minReplicas: 1");

        cluster.awaitGone("policy/v1", "PodDisruptionBudget", "plain");
    }

    @Test
    void graphsOfOtherNamespacesAreLeftAlone() {
        var other = GraphCluster.create(client);
        other.graph("elsewhere", STEP);

        cluster.graph("here", STEP);

        cluster.awaitThere(Deployment.class, "here");
        assertThat(other.get("apps/v1", "Deployment", "elsewhere")).isNull();
        assertThat(other.graphStatus("elsewhere").isObject()).isFalse();
    }

    @Test
    void itSaysThatItIsWell() throws Exception {
        assertThat(answer("/healthz")).isEqualTo("200 ok\n");
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(answer("/readyz")).isEqualTo("200 ok\n"));
    }

    private String answer(String path) throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var uri = URI.create("http://127.0.0.1:%d%s".formatted(operator.healthPort(), path));
            var answer = http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        }
    }
}
