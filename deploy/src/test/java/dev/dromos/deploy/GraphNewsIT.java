package dev.dromos.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dromos.deploy.operator.GraphOperator;
import io.fabric8.kubernetes.api.model.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is told of graphs besides their status: events, and numbers. */
@ExtendWith(WithApiServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class GraphNewsIT {
    private static final String STEP = "[{serviceUrl: 'http://iris.example.com/'}]";

    private ApiServer server;
    private GraphOperator operator;
    private GraphCluster cluster;

    @BeforeAll
    void start(ApiServer shared) throws IOException {
        server = shared;
        TestOperators.prepare(server, "knative-services");
        operator = TestOperators.start(server);
    }

    @AfterAll
    void stop() {
        operator.close();
    }

    @BeforeEach
    void namespace() {
        cluster = GraphCluster.create(server.client());
    }

    @Test
    @DisplayName("O6 what becomes wrong with a graph, and right again, is an event each, once")
    void whatBecomesWrongAndRightIsAnEvent() {
        cluster.graph("chain", STEP);
        cluster.knativeIsReady("chain");
        awaitEvents("chain", "Normal RouterReady answers at http://chain.example.com");

        cluster.graph("chain", "[{serviceName: nobody}]");
        awaitEvents(
                "chain",
                "Normal RouterReady answers at http://chain.example.com",
                "Warning ServiceMissing no InferenceService, Knative Service, Service or InferenceGraph `nobody`");

        cluster.graph("chain", STEP);
        awaitEvents(
                "chain",
                "Normal RouterReady answers at http://chain.example.com",
                "Warning ServiceMissing no InferenceService, Knative Service, Service or InferenceGraph `nobody`",
                "Normal StepsResolved holds again");
        cluster.annotate("chain", "serving.kserve.io/stop", "true");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> events("chain").contains("Normal Stopped the graph is stopped"));
    }

    private void awaitEvents(String graph, String... events) {
        await("events")
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(events(graph)).containsExactlyInAnyOrder(events));
    }

    private List<String> events(String graph) {
        return cluster.events(graph).stream().map(GraphNewsIT::line).toList();
    }

    private static String line(Event event) {
        return "%s %s %s".formatted(event.getType(), event.getReason(), event.getMessage());
    }

    @Test
    @DisplayName("what the operator has done is counted")
    void whatTheOperatorHasDoneIsCounted() throws IOException {
        cluster.graph("chain", STEP);
        cluster.awaitCondition("chain", "RouterReady", "Unknown", "WaitingForKnative");

        var metrics = TestOperators.answer(operator, "/metrics");

        var documented = Files.readString(Golden.REPOSITORY.resolve("docs/operations.md"));
        assertThat(metrics.replaceFirst("200 ", "").lines().filter(line -> line.startsWith("# HELP ")))
                .hasSize(5)
                .allSatisfy(line -> {
                    String[] parts = line.split(" ", 4);
                    assertThat(documented)
                            .containsPattern(
                                    "(?m)^\\| `%s` \\| .*\\| %s \\|$".formatted(parts[2], Pattern.quote(parts[3])));
                });
        assertThat(metrics)
                .startsWith("200 ")
                .containsPattern("(?m)^dromos_operator_reconciliations_total\\{result=\"done\"} [1-9]")
                .containsPattern("(?m)^dromos_operator_reconciliation_seconds_count [1-9]")
                .containsPattern("(?m)^dromos_operator_queue \\d")
                .containsPattern("(?m)^dromos_operator_running \\d")
                .containsPattern("(?m)^dromos_operator_requests_total\\{method=\"PATCH\",status=\"20[01]\"} [1-9]");
    }
}
