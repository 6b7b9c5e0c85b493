package dev.dromos.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dromos.deploy.FaultyApi.Fault;
import dev.dromos.deploy.FaultyApi.Seen;
import dev.dromos.deploy.operator.GraphOperator;
import dev.dromos.deploy.operator.OperatorOptions.Lease;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the operator writes objects: no more than it has to, and nothing over what others may write. */
@ExtendWith(WithApiServer.class)
final class AppliedObjectsIT {
    private static final String STEP = "[{serviceUrl: 'http://iris.example.com/'}]";
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int LOOKS = 5;

    private KubernetesClient client;
    private FaultyApi api;
    private GraphCluster cluster;
    private GraphOperator operator;

    @BeforeEach
    void start(ApiServer server) throws IOException {
        client = server.client();
        TestOperators.prepare(server, "knative-services", "httproutes");
        api = new FaultyApi(TestOperators.config(server));
        cluster = GraphCluster.create(client);
        operator = TestOperators.start(api.config(), TestOperators.options(Lease.ALONE, cluster.namespace()));
    }

    @AfterEach
    void stop() {
        operator.close();
        api.close();
    }

    @Test
    @DisplayName(
            "F11 what Knative fills in is no difference: a look at a router that is as it should be writes nothing")
    void whatKnativeFillsInIsNoDifference() {
        cluster.graph("chain", STEP);
        cluster.knativeIsReady("chain");
        cluster.awaitCondition("chain", "Ready", "True", "Answering");
        var probe = cluster.knative("chain")
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst()
                .getReadinessProbe();
        assertThat(probe.getSuccessThreshold()).isEqualTo(1);

        assertThat(writesOfLooks()).isEmpty();
    }

    /** Nothing of the graph changes but an annotation that means nothing; each makes the operator look once. */
    private List<Seen> writesOfLooks() {
        long before = reconciliations();
        api.forget();
        for (int look = 1; look <= LOOKS; look++) {
            cluster.annotate("chain", "example.com/look", String.valueOf(look));
            long wanted = before + look;
            await("look").atMost(SOON).until(() -> reconciliations() >= wanted);
        }
        return api.seen(one -> one.isWriting() && !one.isAbout("selfsubjectaccessreviews"));
    }

    private long reconciliations() {
        return TestOperators.answer(operator, "/metrics")
                .lines()
                .filter(line -> line.startsWith("dromos_operator_reconciliations_total{result=\"done\"}"))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .mapToLong(text -> (long) Double.parseDouble(text))
                .findFirst()
                .orElse(0);
    }

    @Test
    @DisplayName("F11 quantities are what they say, not how they are written")
    void quantitiesAreWhatTheySay() {
        cluster.apply("""
                apiVersion: dromos.dev/v1alpha1
                kind: InferenceGraph
                metadata: {name: chain, annotations: {dromos.dev/deploymentMode: Standard}}
                spec:
                  nodes: {root: {routerType: Sequence, steps: %s}}
                  minReplicas: 2
                  maxReplicas: 3
                  resources: {limits: {cpu: 1000m, memory: 1024Mi}}
                """.formatted(STEP));
        cluster.awaitThere(Deployment.class, "chain");
        cluster.awaitCondition("chain", "RouterReady", "Unknown", "WaitingForDeployment");

        assertThat(writesOfLooks()).isEmpty();
    }

    @ParameterizedTest(name = "F11 nor is what the cluster fills into an {0}")
    @CsvSource(delimiter = '|', textBlock = """
                    Ingress   | networking.k8s.io/v1         | {"ingressDomain": "example.com"}
                    HTTPRoute | gateway.networking.k8s.io/v1 | {"ingressDomain": "example.com", "enableGatewayApi": true, \
                    "kserveIngressGateway": "edge/public"}
                    """)
    void whatLeadsToARouterIsLeftAlone(String kind, String apiVersion, String ingress, ApiServer server) {
        TestOperators.settings(server, Map.of("ingress", ingress));
        try {
            scaled(", minReplicas: 2, maxReplicas: 3");
            await(kind).atMost(SOON).until(() -> cluster.get(apiVersion, kind, "chain") != null);
            cluster.awaitCondition("chain", "RouterReady", "Unknown", "WaitingForDeployment");

            assertThat(writesOfLooks()).isEmpty();
        } finally {
            TestOperators.settings(server, Map.of());
        }
    }

    @Test
    @DisplayName("a Deployment that is autoscaled starts with all its pods, and their number is others' from then on")
    void theNumberOfPodsIsTheAutoscalers() {
        scaled(", minReplicas: 2, maxReplicas: 6");
        assertThat(cluster.awaitThere(Deployment.class, "chain").getSpec().getReplicas())
                .isEqualTo(2);

        client.apps()
                .deployments()
                .inNamespace(cluster.namespace())
                .withName("chain")
                .scale(5);
        scaled(", minReplicas: 2, maxReplicas: 6, timeout: 33");
        awaitGracePeriod(20L + 33);

        assertThat(deployment().getSpec().getReplicas()).isEqualTo(5);
    }

    private void scaled(String more) {
        cluster.apply("""
                apiVersion: dromos.dev/v1alpha1
                kind: InferenceGraph
                metadata: {name: chain, annotations: {dromos.dev/deploymentMode: Standard}}
                spec: {nodes: {root: {routerType: Sequence, steps: %s}} %s}
                """.formatted(STEP, more));
    }

    private void awaitGracePeriod(long seconds) {
        await("change")
                .atMost(SOON)
                .until(() ->
                        deployment().getSpec().getTemplate().getSpec().getTerminationGracePeriodSeconds() == seconds);
    }

    private Deployment deployment() {
        return client.apps()
                .deployments()
                .inNamespace(cluster.namespace())
                .withName("chain")
                .get();
    }

    @Test
    @DisplayName(
            "a Deployment that becomes autoscaled keeps the pods that it has, and one that no longer is has its own number")
    void aDeploymentThatBecomesAutoscaledKeepsItsPods() {
        scaled(", minReplicas: 4");
        cluster.awaitThere(Deployment.class, "chain");

        scaled(", minReplicas: 2, maxReplicas: 6, timeout: 33");
        awaitGracePeriod(20L + 33);

        assertThat(deployment().getSpec().getReplicas()).isEqualTo(4);

        scaled(", minReplicas: 3, timeout: 34");
        awaitGracePeriod(20L + 34);

        assertThat(deployment().getSpec().getReplicas()).isEqualTo(3);
    }

    @Test
    @DisplayName("what is wanted no more goes from an object, whether it has been created or applied with it")
    void whatIsWantedNoMoreGoes(ApiServer server) {
        TestOperators.settings(server, Map.of("router", "{\"headers\": {\"propagate\": [\"X-Tenant\"]}}"));
        try {
            scaled("");
            cluster.awaitThere(Deployment.class, "chain");
            assertThat(variables()).containsExactly("PROPAGATE_HEADERS");
            TestOperators.settings(server, Map.of("router", "{}"));
            await("no variable").atMost(SOON).until(() -> variables().isEmpty());
            TestOperators.settings(server, Map.of("router", "{\"headers\": {\"propagate\": [\"X-Tenant\"]}}"));
            await("variable").atMost(SOON).until(() -> variables().equals(List.of("PROPAGATE_HEADERS")));
        } finally {
            TestOperators.settings(server, Map.of());
        }

        await("no variable").atMost(SOON).until(() -> variables().isEmpty());
    }

    private List<String> variables() {
        return deployment().getSpec().getTemplate().getSpec().getContainers().getFirst().getEnv().stream()
                .map(EnvVar::getName)
                .toList();
    }

    @Test
    @DisplayName("F12 what comes between the look and the writing is left alone, though no field of the two differs")
    void whatComesBetweenLookAndWritingIsLeftAlone() {
        var come = new AtomicBoolean();
        api.answer(one -> {
            boolean isCreated = one.isWriting() && one.isAbout("serving.knative.dev");
            if (isCreated && come.compareAndSet(false, true)) {
                cluster.apply("""
                        apiVersion: serving.knative.dev/v1
                        kind: Service
                        metadata: {name: chain, labels: {team: other}}
                        spec: {template: {metadata: {annotations: {team: other}}}}
                        """);
            }
            return Optional.<Fault>empty();
        });

        cluster.graph("chain", STEP);

        cluster.awaitCondition("chain", "RouterReady", "False", "NameConflict");
        assertThat(cluster.knative("chain").getMetadata().getOwnerReferences()).isEmpty();
        assertThat(cluster.knative("chain").getSpec().getTemplate().getSpec()).isNull();
    }

    @Test
    @DisplayName(
            "F12 a name that somebody else's object had, of a kind that steps do not name, is taken when it is free")
    void aNameThatBecomesFreeIsTaken() {
        cluster.apply("""
                apiVersion: policy/v1
                kind: PodDisruptionBudget
                metadata: {name: chain}
                spec: {maxUnavailable: 1, selector: {matchLabels: {app: other}}}
                """);
        scaled(", minReplicas: 2");
        assertThat(cluster.awaitCondition("chain", "RouterReady", "False", "NameConflict"))
                .startsWith("PodDisruptionBudget `chain`");

        cluster.delete("policy/v1", "PodDisruptionBudget", "chain");

        cluster.awaitThere(Deployment.class, "chain");
    }

    @Test
    @DisplayName(
            "a misspelt field of a pod is said, where the API server would drop it from a new router and fail over it in a changed one")
    void aMisspeltFieldOfAPodIsSaid() {
        scaled(", affinity: {podAntiAffinty: {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: zone}]}}");
        assertThat(cluster.awaitCondition("chain", "RouterReady", "False", "UnusablePodField"))
                .isEqualTo(
                        "spec.affinity.podAntiAffinty: unknown field `podAntiAffinty`, did you mean `podAntiAffinity`");
        assertThat(cluster.get("apps/v1", "Deployment", "chain")).isNull();

        scaled(", timeout: 33");
        cluster.awaitThere(Deployment.class, "chain");
        scaled(", timeout: 34, tolerations: [{key: gpu, opperator: Exists}]");

        assertThat(cluster.awaitCondition("chain", "RouterReady", "False", "UnusablePodField"))
                .startsWith("spec.tolerations[0].opperator: unknown field `opperator`, did you mean `operator`");
    }

    @Test
    @DisplayName("a graph that changes all the time is looked at only so often, and others as always")
    void aGraphThatChangesAllTheTimeIsLookedAtOnlySoOften() throws IOException {
        operator.close();
        operator = TestOperators.start(
                api.config(),
                TestOperators.options(Lease.ALONE, TestOperators.times(Duration.ofHours(1)), cluster.namespace()));
        cluster.graph("chain", STEP);
        cluster.awaitCondition("chain", "RouterReady", "Unknown", "WaitingForKnative");

        for (int change = 0; change < 60; change++) {
            long looks = reconciliations();
            cluster.annotate("chain", "example.com/look", String.valueOf(change));
            if (looks < 20) {
                await("look").atMost(SOON).until(() -> reconciliations() > looks);
            }
        }

        assertThat(reconciliations()).isEqualTo(20);
        cluster.graph("other", STEP);
        cluster.awaitCondition("other", "RouterReady", "Unknown", "WaitingForKnative");
    }

    @Test
    @DisplayName("F12 what somebody else puts in an object's place before it is changed is not taken for it")
    void whatIsPutInItsPlaceIsNotTakenForIt() {
        cluster.graph("chain", STEP);
        cluster.awaitKnative("chain", _ -> true);
        var come = new AtomicBoolean();
        api.answer(one -> {
            boolean isApplied = one.query().contains("force=true") && one.isAbout("serving.knative.dev");
            if (isApplied && come.compareAndSet(false, true)) {
                cluster.delete("serving.knative.dev/v1", "Service", "chain");
                cluster.apply("""
                        apiVersion: serving.knative.dev/v1
                        kind: Service
                        metadata: {name: chain, labels: {team: other}}
                        spec: {template: {metadata: {annotations: {team: other}}}}
                        """);
            }
            return Optional.<Fault>empty();
        });

        cluster.graph("chain", STEP, ", timeout: 33");

        cluster.awaitCondition("chain", "RouterReady", "False", "NameConflict");
        assertThat(come).isTrue();
        assertThat(cluster.knative("chain").getMetadata().getOwnerReferences()).isEmpty();
        assertThat(cluster.knative("chain").getSpec().getTemplate().getSpec()).isNull();
    }

    @Test
    @DisplayName("a Service that would be refused is found out before the Knative Service goes for it")
    void whatWouldBeRefusedIsFoundOutBefore() {
        cluster.graph("chain", STEP);
        cluster.knativeIsReady("chain");
        cluster.awaitCondition("chain", "Ready", "True", "Answering");
        api.answer(one -> one.isAbout("services") && one.query().contains("dryRun"), new Fault(422, "Invalid"));

        cluster.annotate("chain", "dromos.dev/deploymentMode", "Standard");
        cluster.awaitThere(Deployment.class, "chain");
        cluster.status("apps/v1", "Deployment", "chain", """
                {"observedGeneration": 1, "conditions": [
                 {"type": "Available", "status": "True"},
                 {"type": "Progressing", "status": "True", "reason": "NewReplicaSetAvailable"}]}
                """);

        assertThat(cluster.awaitCondition("chain", "RouterReady", "False", "Rejected"))
                .isEqualTo("Invalid, says the test; the router of the last good graph is still there");
        assertThat(cluster.knative("chain")).isNotNull();
        assertThat(cluster.graphStatus("chain").path("url").asText()).isEqualTo("http://chain.example.com");
    }
}
