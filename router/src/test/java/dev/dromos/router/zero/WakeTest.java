package dev.dromos.router.zero;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dromos.nodes.testing.Answer;
import dev.dromos.nodes.testing.FakeModelServer;
import dev.dromos.nodes.testing.RecordedRequest;
import dev.dromos.router.contract.Request;
import dev.dromos.router.contract.TestBed;
import dev.dromos.router.serve.WakeSettings;
import dev.dromos.router.serve.WakeSettings.Policy;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a router's wakes do to its steps, and never to its requests. */
final class WakeTest {
    private static final Duration ENOUGH = Duration.ofSeconds(20);
    private static final WakeSettings ALL = new WakeSettings(Policy.ALL, Duration.ofHours(1));
    private static final String TWO_STEPS =
            "nodes: {root: {routerType: Sequence, steps: [{serviceUrl: ${a}/}, {serviceUrl: ${b}/v2/models/b/infer}]}}";

    @RegisterExtension
    final TestBed bed = new TestBed();

    @Test
    void byDefaultAStepSeesTheGraphsRequestsOnly() throws Exception {
        bed.model("a", 200, "{}");
        var second = bed.model("b", 200, "{}");
        bed.showingMetrics("/metrics").serve(TWO_STEPS);

        bed.post("{}").is(200, "{}");

        assertThat(asked(second)).containsExactly("POST /v2/models/b/infer");
        assertThat(second.connectionsOpened()).isEqualTo(1);
        assertThat(counts()).contains("dromos_wakes_total 0.0");
    }

    @Test
    void onlyTheFirstRequestWakes() throws Exception {
        var first = bed.model("a", 200, "{}");
        var second = bed.model("b", 200, "{}");
        bed.showingMetrics("/metrics").waking(ALL).serve(TWO_STEPS);
        bed.send(Request.of("GET", "/readyz"));
        assertThat(second.connectionsOpened()).isZero();

        for (int request = 0; request < 3; request++) {
            bed.post("{}").is(200, "{}");
        }

        await().until(() -> counts().contains("dromos_wake_calls_total{result=\"answered\"} 1.0"));
        assertThat(counts()).contains("dromos_wakes_total 1.0", "dromos_wake_calls_total{result=\"failed\"} 0.0");
        assertThat(asked(first)).hasSize(3);
        assertThat(asked(second)).hasSize(4).contains("GET /v2/health/ready");
    }

    @Test
    void aWakeThatFailsOrHangsChangesNoAnswer() throws Exception {
        bed.model("a", 200, "{}");
        var hanging = bed.model("hanging", Answer.holding());
        bed.unreachable("gone");
        bed.showingMetrics("/metrics").waking(ALL).serve("""
                nodes:
                  root:
                    routerType: Switch
                    steps:
                    - {serviceUrl: "${gone}/", condition: unasked}
                    - {serviceUrl: "${hanging}/", condition: unasked}
                    - {serviceUrl: "${a}/", condition: "@this"}
                """);

        bed.post("{}").is(200, "{}");

        await().until(() -> hanging.requestsRunning() == 1);
        await().until(() -> counts().contains("dromos_wake_calls_total{result=\"failed\"} 1.0"));
        bed.post("{}").is(200, "{}");
        // A request is counted when its answer is on its way.
        await().untilAsserted(() -> assertThat(counts())
                .contains("dromos_requests_total{status=\"2xx\"} 2.0", "dromos_requests_in_flight 0.0"));
    }

    @Test
    void aWakeEndsWithItsGraph() throws Exception {
        bed.model("a", 200, "{}");
        var hanging = bed.modelRunning("b", WakeTest::holdsWakes);
        bed.waking(ALL).serve(TWO_STEPS);
        bed.post("{}").is(200, "{}");
        await().until(() -> hanging.requestsRunning() == 1);

        bed.serve("nodes: {root: {routerType: Sequence, steps: [{serviceUrl: ${a}/}]}}");

        assertThat(hanging.awaitPeerClosed(ENOUGH)).isTrue();
        await().untilAsserted(() -> assertThat(bed.router().targets()).isEqualTo(1));
    }

    @Test
    void aWakeDoesNotKeepTheRouterFromStopping() throws Exception {
        bed.model("a", 200, "{}");
        var hanging = bed.modelRunning("b", WakeTest::holdsWakes);
        bed.waking(ALL).serve(TWO_STEPS);
        bed.post("{}").is(200, "{}");
        await().until(() -> hanging.requestsRunning() == 1);

        bed.stopRouter();

        assertThat(hanging.awaitPeerClosed(ENOUGH)).isTrue();
    }

    private static Answer holdsWakes(RecordedRequest request) {
        return request.method().equals("GET") ? Answer.holding() : Answer.of(200, "{}");
    }

    private static List<String> asked(FakeModelServer model) {
        return model.requests().stream()
                .map(request -> request.method() + " " + request.target())
                .toList();
    }

    private List<String> counts() throws IOException {
        return bed.send(Request.of("GET", "/metrics")).body().toString().lines().toList();
    }
}
