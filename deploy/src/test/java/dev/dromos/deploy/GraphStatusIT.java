package dev.dromos.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dromos.deploy.FaultyApi.Seen;
import dev.dromos.deploy.operator.GraphOperator;
import dev.dromos.deploy.operator.OperatorOptions.Lease;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is said of a graph that is no more. */
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
        await("readyz")
                .atMost(SOON)
                .until(() -> TestOperators.answer(operator, "/readyz").equals("200 ok\n"));
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

    @Test
    @DisplayName("what is said of a graph is not stored on another one of its name, which would keep its mode")
    void anotherGraphOfTheNameHasAStatusOfItsOwn() {
        whenAStatusComes(() -> {
            cluster.delete(GraphCluster.GRAPH, "InferenceGraph", "chain");
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
}
