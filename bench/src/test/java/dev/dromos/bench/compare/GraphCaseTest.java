package dev.dromos.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.bench.load.JsonBody;
import dev.dromos.bench.load.OneRequest;
import dev.dromos.bench.peer.BareRelay;
import dev.dromos.bench.peer.StepBackend;
import dev.dromos.bench.peer.TestRouter;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The comparison is fair only if both do the same. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class GraphCaseTest {
    private static final int BYTES = 100;

    private final StepBackend backend;

    GraphCaseTest() throws InterruptedException {
        backend = StepBackend.start(GraphCase.MOST_TARGETS);
    }

    @AfterAll
    void stop() {
        backend.close();
    }

    static List<GraphCase> graphs() {
        return GraphCase.ALL;
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void theRelayAnswersAndCallsAsTheGraphDoes(GraphCase graph) throws Exception {
        var urls = backend.urls(BYTES);
        var body = JsonBody.request(BYTES);
        try (var router = TestRouter.serving(graph.spec(urls));
                var relay = BareRelay.start(0, graph.plan(), urls)) {
            long before = backend.calls();
            var answer = OneRequest.post(router.port(), body).orElseThrow();
            long between = backend.calls();
            var relayed = OneRequest.post(relay.port(), body).orElseThrow();

            assertThat(answer.isOk()).isTrue();
            assertThat(relayed.text()).isEqualTo(answer.text());
            assertThat(between - before).isEqualTo(graph.plan().calls());
            assertThat(backend.calls() - between).isEqualTo(graph.plan().calls());
        }
    }
}
