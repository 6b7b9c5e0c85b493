package dev.dromos.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dromos.deploy.FaultyApi.Fault;
import dev.dromos.deploy.FaultyApi.Seen;
import dev.dromos.deploy.operator.GraphOperator;
import dev.dromos.deploy.operator.OperatorOptions.Lease;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is said of a graph when that cannot be stored, is not heard of, or is about a graph that is no more. */
@ExtendWith(WithApiServer.class)
final class GraphStatusIT {
    private static final String STEP = "[{serviceUrl: 'http://iris.example.com/'}]";
    private static final Duration SOON = Duration.ofSeconds(20);

    private ApiServer server;
    private FaultyApi api;
    private GraphCluster cluster;
    private GraphOperator operator;

    @BeforeEach
    void start(ApiServer shared) throws IOException {
        server = shared;
        TestOperators.prepare(server, "knative-services");
        api = new FaultyApi(TestOperators.config(server));
        cluster = GraphCluster.create(server.client());
        operator = TestOperators.start(api.config(), TestOperators.options(Lease.ALONE, cluster.namespace()));
        await("readyz").atMost(SOON).until(() -> TestOperators.isReady(operator));
    }

    @AfterEach
    void stop() {
        operator.close();
        api.close();
    }

    private static boolean isOfStatus(Seen request) {
        return request.method().equals("PATCH") && request.isAbout("status");
    }

    /** Does something when the first status is about to be stored. */
    private void whenAStatusComes(Runnable action) {
        var once = new AtomicBoolean();
        api.answer(request -> {
            if (isOfStatus(request) && once.compareAndSet(false, true)) {
                action.run();
            }
            return Optional.empty();
        });
    }

    private List<String> events(String graph) {
        return cluster.events(graph).stream()
                .map(event -> event.getType() + " " + event.getReason())
                .toList();
    }

    @Test
    @DisplayName("news of a status that cannot be stored is told once it is, and once")
    void newsIsToldWhenItsStatusIsStored() {
        api.answer(GraphStatusIT::isOfStatus, new Fault(403, "Forbidden"));
        cluster.graph("chain", "[{serviceName: nobody}]");
        await("tries").atMost(SOON).until(() -> api.count(GraphStatusIT::isOfStatus) >= 6);
        assertThat(api.count(request -> request.isAbout("events"))).isZero();

        api.heal();

        cluster.awaitCondition("chain", "StepsResolved", "False", "ServiceMissing");
        await("told")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(events("chain")).contains("Warning ServiceMissing"));
        assertThat(events("chain")).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("a look that no watch has told of the last one's status tells nothing anew")
    void theNextLookKnowsWhatTheLastOneSaid() {
        cluster.apply("""
                apiVersion: serving.knative.dev/v1
                kind: Service
                metadata: {name: chain}
                spec: {template: {spec: {containers: [{image: example.com/theirs}]}}}
                """);
        whenAStatusComes(api::silenceWatches);

        cluster.graph("chain", STEP);

        // Each look asks whether the name is free.
        cluster.awaitCondition("chain", "RouterReady", "False", "NameConflict");
        await("looks").atMost(SOON).until(() -> api.count(GraphStatusIT::isAboutTheName) >= 4);
        assertThat(api.count(GraphStatusIT::isOfStatus)).isEqualTo(1);
        assertThat(events("chain")).containsExactly("Warning NameConflict");
    }

    private static boolean isAboutTheName(Seen request) {
        return request.method().equals("GET") && request.isAbout("serving.knative.dev") && request.isAbout("chain");
    }

    @Test
    @DisplayName("what is said of a graph is not stored on another one of its name, which would keep its mode")
    void anotherGraphOfTheNameHasAStatusOfItsOwn() {
        whenAStatusComes(() -> {
            cluster.delete(GraphCluster.GRAPH, "InferenceGraph", "chain");
            // As the collector of garbage does, which is not there.
            cluster.delete("apps/v1", "Deployment", "chain");
            cluster.delete("v1", "Service", "chain");
            cluster.graph("chain", STEP);
        });

        cluster.apply("""
                apiVersion: dromos.dev/v1alpha1
                kind: InferenceGraph
                metadata: {name: chain, annotations: {dromos.dev/deploymentMode: Standard}}
                spec: {nodes: {root: {routerType: Sequence, steps: [{serviceUrl: 'http://iris.example.com/'}]}}}
                """);

        cluster.awaitCondition("chain", "RouterReady", "Unknown", "WaitingForKnative");
        assertThat(cluster.graphStatus("chain").path("deploymentMode").asText()).isEqualTo("Knative");
    }

    @Test
    void aGraphThatIsDeletedMeanwhileIsNoNews() {
        whenAStatusComes(() -> cluster.delete(GraphCluster.GRAPH, "InferenceGraph", "chain"));
        cluster.graph("chain", STEP);
        cluster.awaitKnative("chain", _ -> true);
        cluster.awaitGone(GraphCluster.GRAPH, "InferenceGraph", "chain");

        cluster.graph("next", STEP);

        cluster.awaitCondition("next", "RouterReady", "Unknown", "WaitingForKnative");
        assertThat(events("chain")).isEmpty();
    }
}
