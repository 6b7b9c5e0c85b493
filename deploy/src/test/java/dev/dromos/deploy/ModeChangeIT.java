package dev.dromos.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.deploy.operator.GraphOperator;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A graph whose router is to be of the other kind keeps the one that it has until the new one can answer. */
@ExtendWith(WithApiServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ModeChangeIT {
    private static final String KNATIVE = "serving.knative.dev/v1";
    private static final String INGRESS = "networking.k8s.io/v1";
    private static final String STEP = "[{serviceUrl: 'http://iris.example.com/'}]";

    private GraphOperator operator;
    private GraphCluster cluster;

    @BeforeAll
    void start(ApiServer server) throws IOException {
        TestOperators.prepare(server, "knative-services");
        operator = TestOperators.start(server);
    }

    @AfterAll
    void stop() {
        operator.close();
    }

    @BeforeEach
    void namespace(ApiServer server) {
        cluster = GraphCluster.create(server.client());
    }

    @Test
    @DisplayName("a Knative Service goes when the Deployment is ready, and the Service comes when Knative's has gone")
    void aDeploymentTakesOverFromAKnativeService() {
        cluster.graph("chain", STEP);
        cluster.knativeIsReady("chain");
        cluster.awaitCondition("chain", "Ready", "True", "Answering");
        knativeMakesItsService();

        cluster.annotate("chain", "dromos.dev/deploymentMode", "Standard");

        cluster.awaitThere(Deployment.class, "chain");
        cluster.awaitCondition("chain", "RouterReady", "Unknown", "WaitingForDeployment");
        assertThat(url()).isEqualTo("http://chain.example.com");
        cluster.status("apps/v1", "Deployment", "chain", """
                {"observedGeneration": 1, "conditions": [
                 {"type": "Progressing", "status": "False", "reason": "ProgressDeadlineExceeded", "message": "too late"}]}
                """);
        assertThat(cluster.awaitCondition("chain", "RouterReady", "False", "ProgressDeadlineExceeded"))
                .isEqualTo("too late; the router of the last good graph is still there");
        assertThat(url()).isEqualTo("http://chain.example.com");
        assertThat(cluster.knative("chain")).isNotNull();

        deploymentIsReady();

        cluster.awaitGone(KNATIVE, "Service", "chain");
        cluster.awaitCondition("chain", "RouterReady", "Unknown", "Replacing");
        assertThat(url()).isEmpty();
        cluster.delete("v1", "Service", "chain");

        cluster.awaitCondition("chain", "Ready", "True", "Answering");
        assertThat(cluster.awaitThere(Service.class, "chain").getSpec().getSelector())
                .containsEntry("app", "isvc.chain");
        assertThat(url()).isEqualTo("http://chain.%s.svc.cluster.local".formatted(cluster.namespace()));
        assertThat(cluster.graphStatus("chain").path("deploymentMode").asText()).isEqualTo("Standard");
    }

    /** As Knative's controller does for its Route, which has the labels of the Knative Service. */
    private void knativeMakesItsService() {
        cluster.apply("""
                apiVersion: v1
                kind: Service
                metadata:
                  name: chain
                  labels: {app.kubernetes.io/managed-by: dromos, serving.kserve.io/inferencegraph: chain}
                  ownerReferences:
                    - {apiVersion: serving.knative.dev/v1, kind: Route, name: chain, uid: of-a-route, controller: true}
                spec: {type: ExternalName, externalName: kourier-internal.kourier-system.svc.cluster.local}
                """);
    }

    private void deploymentIsReady() {
        cluster.status("apps/v1", "Deployment", "chain", """
                {"observedGeneration": 1, "conditions": [
                 {"type": "Available", "status": "True"},
                 {"type": "Progressing", "status": "True", "reason": "NewReplicaSetAvailable"}]}
                """);
    }

    private String url() {
        return cluster.graphStatus("chain").path("url").asText();
    }

    @Test
    @DisplayName(
            "a Deployment's Service goes when Knative waits for nothing but its name, and the rest when it answers")
    void aKnativeServiceTakesOverFromADeployment() {
        aDeploymentAnswers();
        var before = url();

        cluster.annotate("chain", "dromos.dev/deploymentMode", "Knative");

        cluster.awaitKnative("chain", _ -> true);
        cluster.awaitCondition("chain", "RouterReady", "Unknown", "WaitingForKnative");
        assertThat(cluster.get("v1", "Service", "chain")).isNotNull();
        assertThat(url()).isEqualTo(before);

        knativeWaitsForTheName(1);

        cluster.awaitGone("v1", "Service", "chain");
        assertThat(cluster.awaitCondition("chain", "RouterReady", "Unknown", "Replacing"))
                .isEqualTo("Knative takes over the name of the Service: There is a Service.");
        assertThat(cluster.get("apps/v1", "Deployment", "chain")).isNotNull();

        cluster.knativeIsReady("chain");

        cluster.awaitGone("apps/v1", "Deployment", "chain");
        cluster.awaitCondition("chain", "Ready", "True", "Answering");
        assertThat(url()).isEqualTo("http://chain.example.com");
    }

    private void aDeploymentAnswers() {
        aDeploymentIsThere();
        cluster.awaitCondition("chain", "Ready", "True", "Answering");
    }

    private void aDeploymentIsThere() {
        cluster.apply("""
                apiVersion: dromos.dev/v1alpha1
                kind: InferenceGraph
                metadata: {name: chain, annotations: {dromos.dev/deploymentMode: Standard}}
                spec: {nodes: {root: {routerType: Sequence, steps: %s}}}
                """.formatted(STEP));
        cluster.awaitThere(Deployment.class, "chain");
        deploymentIsReady();
    }

    @Test
    @DisplayName("a change that is taken back takes nothing but the Knative Service")
    void aChangeThatIsTakenBackTakesNothingElse() {
        aDeploymentAnswers();
        var service = cluster.get("v1", "Service", "chain").getMetadata().getUid();
        cluster.annotate("chain", "dromos.dev/deploymentMode", "Knative");
        cluster.awaitKnative("chain", _ -> true);

        cluster.annotate("chain", "dromos.dev/deploymentMode", "Standard");

        cluster.awaitGone(KNATIVE, "Service", "chain");
        cluster.awaitCondition("chain", "Ready", "True", "Answering");
        assertThat(cluster.get("v1", "Service", "chain").getMetadata().getUid()).isEqualTo(service);
    }

    @Test
    @DisplayName("what Knative refuses takes nothing from the Deployment that runs")
    void whatIsRefusedTakesNothingFromWhatRuns() {
        aDeploymentAnswers();
        var before = url();

        cluster.apply("""
                apiVersion: dromos.dev/v1alpha1
                kind: InferenceGraph
                metadata: {name: chain, annotations: {dromos.dev/deploymentMode: Knative}}
                spec: {nodes: {root: {routerType: Sequence, steps: %s}}, timeout: 700}
                """.formatted(STEP));

        assertThat(cluster.awaitCondition("chain", "RouterReady", "False", "Rejected"))
                .contains("timeoutSeconds")
                .endsWith("; the router of the last good graph is still there");
        assertThat(url()).isEqualTo(before);
        assertThat(cluster.get("apps/v1", "Deployment", "chain")).isNotNull();
        assertThat(cluster.get("v1", "Service", "chain")).isNotNull();
    }

    @Test
    @DisplayName(
            "what would be refused later is refused before the Knative Service goes, by the name that it would have")
    void whatWouldBeRefusedIsRefusedByItsName(ApiServer server) {
        TestOperators.settings(
                server, Map.of("ingress", "{\"ingressDomain\": \"example.com\", \"ingressClassName\": \"Not Valid\"}"));
        try {
            cluster.graph("chain", STEP);
            cluster.knativeIsReady("chain");
            cluster.awaitCondition("chain", "Ready", "True", "Answering");

            cluster.annotate("chain", "dromos.dev/deploymentMode", "Standard");
            cluster.awaitThere(Deployment.class, "chain");
            deploymentIsReady();

            assertThat(cluster.awaitCondition("chain", "RouterReady", "False", "Rejected"))
                    .startsWith("Ingress.networking.k8s.io \"chain\" is invalid: spec.ingressClassName: Invalid value")
                    .endsWith("; the router of the last good graph is still there");
            assertThat(cluster.knative("chain")).isNotNull();
            assertThat(url()).isEqualTo("http://chain.example.com");
        } finally {
            TestOperators.settings(server, Map.of());
        }
    }

    @Test
    @DisplayName("an operator that comes in the middle of a change goes on where the last one was")
    void anotherOperatorGoesOn(ApiServer server) throws IOException {
        aDeploymentAnswers();
        var before = url();
        cluster.annotate("chain", "dromos.dev/deploymentMode", "Knative");
        cluster.awaitCondition("chain", "RouterReady", "Unknown", "WaitingForKnative");
        var knative = cluster.knative("chain").getMetadata().getUid();

        operator.close();
        knativeWaitsForTheName(1);
        assertThat(cluster.get("v1", "Service", "chain")).isNotNull();
        assertThat(url()).isEqualTo(before);
        operator = TestOperators.start(server);
        cluster.awaitGone("v1", "Service", "chain");
        cluster.awaitCondition("chain", "RouterReady", "Unknown", "Replacing");

        operator.close();
        cluster.knativeIsReady("chain");
        assertThat(cluster.get("apps/v1", "Deployment", "chain")).isNotNull();
        operator = TestOperators.start(server);
        cluster.awaitGone("apps/v1", "Deployment", "chain");
        cluster.awaitCondition("chain", "Ready", "True", "Answering");

        assertThat(cluster.knative("chain").getMetadata().getUid()).isEqualTo(knative);
        assertThat(cluster.get("v1", "Service", "chain")).isNull();
        assertThat(url()).isEqualTo("http://chain.example.com");
    }

    /** As it says while the Service that leads to the Deployment has the name that it needs. */
    private void knativeWaitsForTheName(long generation) {
        cluster.status(KNATIVE, "Service", "chain", """
                {"observedGeneration": %d, "url": "http://chain.example.com", "conditions": [
                 {"type": "ConfigurationsReady", "status": "True"},
                 {"type": "RoutesReady", "status": "False", "reason": "NotOwned", "message": "There is a Service."},
                 {"type": "Ready", "status": "False", "reason": "NotOwned", "message": "There is a Service."}]}
                """.formatted(generation));
    }

    @Test
    @DisplayName(
            "an edit in the middle of a change is for the new router, and what was said of the one before does not count")
    void anEditInTheMiddleIsForTheNewRouter() {
        aDeploymentAnswers();
        var before = url();
        cluster.annotate("chain", "dromos.dev/deploymentMode", "Knative");
        cluster.awaitCondition("chain", "RouterReady", "Unknown", "WaitingForKnative");

        cluster.graph("chain", STEP, ", timeout: 33");
        cluster.awaitKnative("chain", service -> service.getMetadata().getGeneration() == 2);
        knativeWaitsForTheName(1);
        cluster.graph("chain", STEP, ", timeout: 34");
        cluster.awaitKnative("chain", service -> service.getMetadata().getGeneration() == 3);

        cluster.awaitCondition("chain", "RouterReady", "Unknown", "WaitingForKnative");
        assertThat(cluster.get("v1", "Service", "chain")).isNotNull();
        assertThat(url()).isEqualTo(before);

        knativeWaitsForTheName(3);

        cluster.awaitGone("v1", "Service", "chain");
        assertThat(cluster.argument("chain")).contains("\"timeout\":34");
    }

    @Test
    @DisplayName("an Ingress leads to the Deployment until Knative waits for the name, and comes back with it")
    void anIngressGoesWithTheNameAndComesBack(ApiServer server) {
        TestOperators.settings(server, Map.of("ingress", "{\"ingressDomain\": \"example.com\"}"));
        try {
            aDeploymentIsThere();
            ingressHasAnAddress();
            cluster.awaitCondition("chain", "Ready", "True", "Answering");
            var outside = url();
            assertThat(outside).isEqualTo("http://chain-%s.example.com".formatted(cluster.namespace()));

            cluster.annotate("chain", "dromos.dev/deploymentMode", "Knative");
            cluster.awaitCondition("chain", "RouterReady", "Unknown", "WaitingForKnative");
            assertThat(cluster.get(INGRESS, "Ingress", "chain")).isNotNull();
            assertThat(url()).isEqualTo(outside);
            knativeWaitsForTheName(1);
            cluster.awaitGone(INGRESS, "Ingress", "chain");
            cluster.knativeIsReady("chain");
            cluster.awaitGone("apps/v1", "Deployment", "chain");
            cluster.awaitCondition("chain", "Ready", "True", "Answering");

            cluster.annotate("chain", "dromos.dev/deploymentMode", "Standard");
            cluster.awaitThere(Deployment.class, "chain");
            assertThat(cluster.get(INGRESS, "Ingress", "chain")).isNull();
            deploymentIsReady();
            cluster.awaitGone(KNATIVE, "Service", "chain");
            ingressHasAnAddress();
            cluster.awaitCondition("chain", "Ready", "True", "Answering");
            assertThat(url()).isEqualTo(outside);
        } finally {
            TestOperators.settings(server, Map.of());
        }
    }

    private void ingressHasAnAddress() {
        cluster.awaitThere(Ingress.class, "chain");
        cluster.status(INGRESS, "Ingress", "chain", "{\"loadBalancer\": {\"ingress\": [{\"ip\": \"192.0.2.1\"}]}}");
    }

    @Test
    @DisplayName("a graph whose annotation goes stays as it is deployed")
    void aGraphStaysAsItIsDeployed() {
        aDeploymentAnswers();

        cluster.graph("chain", STEP, ", timeout: 33");

        cluster.awaitCondition("chain", "GraphValid", "True", "Valid");
        assertThat(cluster.graphStatus("chain").path("deploymentMode").asText()).isEqualTo("Standard");
        assertThat(cluster.knative("chain")).isNull();
    }
}
