package dev.dromos.router.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dromos.nodes.body.Payload;
import dev.dromos.nodes.call.ClientSettings;
import dev.dromos.nodes.testing.Answer;
import dev.dromos.router.contract.Reply;
import dev.dromos.router.contract.Request;
import dev.dromos.router.contract.TestBed;
import dev.dromos.router.contract.Wire;
import dev.dromos.router.ingress.HeaderPropagation;
import dev.dromos.router.ingress.IngressLimits;
import dev.dromos.router.serve.RouterSettings.ErrorStatusChoice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SharedRouterTest {
    private static final GraphPath IRIS = new GraphPath("team-a", "iris");
    private static final GraphPath OTHER = new GraphPath("team-b", "iris");

    @RegisterExtension
    final TestBed models = new TestBed();

    private final SharedRouter.Preparation prepared = SharedRouter.prepare(new RouterSettings(
            "127.0.0.1",
            0,
            IngressLimits.DEFAULT,
            new ErrorStatusChoice.ByGraph(),
            HeaderPropagation.NONE,
            ClientSettings.DEFAULT,
            "/metrics",
            WakeSettings.NONE));
    private final GraphTable graphs = prepared.graphs();
    private SharedRouter router;

    @BeforeEach
    void listen() throws Exception {
        models.model("a", 200, "{\"from\":\"a\"}");
        models.model("b", 200, "{\"from\":\"b\"}");
        serve(IRIS, "a");
        router = prepared.listen();
    }

    @AfterEach
    void close() {
        router.close(Duration.ofSeconds(5));
    }

    @Test
    void servesEachGraphAtItsOwnPath() throws Exception {
        serve(OTHER, "b");

        post("/graphs/team-a/iris").is(200, "{\"from\":\"a\"}");
        post("/graphs/team-b/iris").is(200, "{\"from\":\"b\"}");
        post("/graphs/team-b/iris/v1/models/any:predict?x=1").is(200, "{\"from\":\"b\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/graphs",
                "/graphs/",
                "/graphs/team-a",
                "/graphs/team-a/",
                "/graphs/team-a/iri",
                "/graphs/team-a/irises",
                "/graphs/iris/team-a",
                "/Graphs/team-a/iris",
                "/graphs/team-a/%69ris"
            })
    void saysThatAPathHasNoGraph(String path) throws Exception {
        post(path).isFailure(404, "no graph is served at this path");
    }

    @Test
    void aReplacedGraphAnswersTheNextRequestOfTheSameConnection() throws Exception {
        try (var wire = Wire.to(router.port())) {
            wire.ask(request("/graphs/team-a/iris")).is(200, "{\"from\":\"a\"}");
            serve(IRIS, "b");
            wire.ask(request("/graphs/team-a/iris")).is(200, "{\"from\":\"b\"}");
            graphs.remove(IRIS);
            wire.ask(request("/graphs/team-a/iris")).isFailure(404, "no graph is served at this path");
        }
        assertThat(graphs.paths()).isEmpty();
    }

    @Test
    void aRequestThatRunsIsAnsweredThoughItsGraphIsRemoved() throws Exception {
        var removed = new CountDownLatch(1);
        var model = models.modelRunning("slow", _ -> {
            await().until(() -> removed.getCount() == 0);
            return Answer.of(200, "{\"from\":\"slow\"}");
        });
        serve(IRIS, "slow");
        try (var wire = Wire.to(router.port())) {
            wire.send(request("/graphs/team-a/iris").asBytes());
            await().until(() -> !model.requests().isEmpty());

            graphs.remove(IRIS);
            removed.countDown();

            wire.reply().is(200, "{\"from\":\"slow\"}");
        }
    }

    @Test
    void countsByGraphAndForgetsAGraphThatIsGone() throws Exception {
        serve(OTHER, "b");
        post("/graphs/team-a/iris");
        post("/graphs/team-b/iris");
        var counted = "dromos_step_answers_total{graph=\"%s\",node=\"root\",status=\"2xx\",step=\"0\"} 1.0";
        assertThat(metrics()).contains(counted.formatted("team-a/iris")).contains(counted.formatted("team-b/iris"));

        graphs.remove(OTHER);

        await().untilAsserted(
                        () -> assertThat(metrics()).contains("team-a/iris").doesNotContain("team-b/iris"));
    }

    @Test
    void keepsNothingOfGraphsThatAreGone() throws Exception {
        int before = Thread.getAllStackTraces().size();
        for (int i = 0; i < 300; i++) {
            serve(i % 2 == 0 ? OTHER : IRIS, i % 3 == 0 ? "a" : "b");
            assertThat(post("/graphs/team-a/iris").status()).isEqualTo(200);
        }
        graphs.remove(IRIS);
        graphs.remove(OTHER);

        await().untilAsserted(() ->
                assertThat(metrics()).doesNotContain("team-a/iris").doesNotContain("team-b/iris"));
        assertThat(Thread.getAllStackTraces()).hasSizeLessThanOrEqualTo(before + 4);
    }

    @Test
    void isReadyUntilItDrains() throws Exception {
        ask(Request.of("GET", "/readyz")).isExactly(200, "");

        router.drain();

        ask(Request.of("GET", "/readyz")).isExactly(503, "shutting down\n");
        post("/graphs/team-a/iris").is(200, "{\"from\":\"a\"}");
    }

    private void serve(GraphPath path, String model) throws Exception {
        graphs.serve(
                path,
                models.graph(
                        "nodes: {root: {routerType: Sequence, steps: [{serviceUrl: \"${%s}\"}]}}".formatted(model)));
    }

    private Reply post(String path) throws IOException {
        return ask(request(path));
    }

    private static Request request(String path) {
        return new Request("POST", path, List.of(), Payload.of("{}".getBytes(StandardCharsets.UTF_8), ""));
    }

    private Reply ask(Request request) throws IOException {
        try (var wire = Wire.to(router.port())) {
            return wire.ask(request);
        }
    }

    private String metrics() throws IOException {
        return new String(ask(Request.of("GET", "/metrics")).body().dangerouslySharedBytes(), StandardCharsets.UTF_8);
    }
}
