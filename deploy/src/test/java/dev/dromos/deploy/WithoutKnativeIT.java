package dev.dromos.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dromos.deploy.operator.GraphOperator;
import dev.dromos.deploy.operator.OperatorOptions.Lease;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
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
        TestOperators.prepare(server);
        server.remove("services.serving.knative.dev");
        cluster = GraphCluster.create(client);
        operator = TestOperators.start(
                TestOperators.config(server), TestOperators.options(Lease.ALONE, cluster.namespace()));
    }

    @AfterAll
    void stop() {
        operator.close();
    }

    @Test
    @DisplayName("F9 Knative that is asked for and not there is a condition, and nothing is tried again")
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
    @DisplayName("a graph is stopped although the settings have never been readable")
    void aMistakeInTheSettingsKeepsNobodyFromStopping(ApiServer server) throws IOException {
        cluster.graph("stopped", STEP);
        cluster.awaitThere(Deployment.class, "stopped");
        TestOperators.settings(server, Map.of("router", "{\"image\": 3}"));
        operator.close();
        try {
            operator = TestOperators.start(
                    TestOperators.config(server), TestOperators.options(Lease.ALONE, cluster.namespace()));
            cluster.awaitCondition("stopped", "RouterReady", "False", "SettingsInvalid");

            cluster.annotate("stopped", "dromos.dev/stop", "true");

            cluster.awaitGone("apps/v1", "Deployment", "stopped");
            cluster.awaitCondition("stopped", "Stopped", "True", "Stopped");
        } finally {
            TestOperators.settings(server, Map.of());
        }
    }
}
