package dev.dromos.router.compile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.graph.Graph;
import dev.dromos.nodes.body.Payload;
import dev.dromos.nodes.call.ClientSettings;
import dev.dromos.nodes.call.ErrorStatus;
import dev.dromos.nodes.call.FailureAnswer;
import dev.dromos.nodes.call.StepResult;
import dev.dromos.nodes.route.GraphExchange;
import dev.dromos.nodes.testing.Answer;
import dev.dromos.nodes.testing.FakeModelServer;
import dev.dromos.nodes.testing.RecordedRequest;
import dev.dromos.router.ingress.HeaderPropagation;
import dev.dromos.router.ingress.IngressLimits;
import dev.dromos.router.serve.Router;
import dev.dromos.router.serve.RouterSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An exported graph, loaded by a plain Camel with the nodes on its class path, answers what the router answers. */
final class CamelYamlTest {
    /** Answers by the last word of its path: a status, or an echo of what it was sent. */
    private static final FakeModelServer MODELS = FakeModelServer.running(CamelYamlTest::answer);

    /** Hangs up on everybody; apart, since on a connection that another answer has left open the call would be made again. */
    private static final FakeModelServer GONE = FakeModelServer.running(_ -> Answer.closing());

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @AfterAll
    static void close() {
        MODELS.close();
        GONE.close();
        HTTP.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"animal\":\"dog\",\"n\":12345678901234567890}",
                "{\"animal\":\"cat\"}",
                "{\"animal\":\"cow\"}",
                "{\"predictions\":[1.0,2]}",
                "[]",
                "not JSON",
                ""
            })
    void nestedGraphAnswersAsTheRouterDoes(String request) throws Exception {
        var graph = Graphs.of("""
                nodes:
                  root:
                    routerType: Sequence
                    steps:
                      - {name: classify, nodeName: by-animal, dependency: Hard}
                      - {name: opinions, nodeName: all, data: $response, mapPredictionsToInstances: true}
                      - {name: last, serviceUrl: "%1$s/echo", data: $response, condition: a}
                      - {name: never, serviceUrl: "%1$s/echo", condition: nosuch}
                  by-animal:
                    routerType: Switch
                    steps:
                      - {serviceUrl: "%1$s/teapot", condition: '[@this].#(animal=="cow")'}
                      - {nodeName: split, condition: animal}
                      - {serviceUrl: "%1$s/echo", condition: predictions}
                  split:
                    routerType: Splitter
                    steps:
                      - {serviceUrl: "%1$s/echo", weight: 100}
                      - {serviceUrl: "%1$s/missing", weight: 0}
                  all:
                    routerType: Ensemble
                    steps:
                      - {name: a, serviceUrl: "%1$s/echo"}
                      - {serviceUrl: "%1$s/missing"}
                      - {name: text, serviceUrl: "%1$s/text"}
                """.formatted(base()));

        assertSameAnswer(graph, request);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Sequence", "Switch", "Ensemble", "Splitter"})
    void oneNodeOfEachTypeAnswersAsTheRouterDoes(String type) throws Exception {
        var graph = Graphs.of("""
                nodes:
                  root:
                    routerType: %s
                    steps:
                      - {name: only, serviceUrl: "%s/echo"%s}
                """.formatted(
                        type,
                        base(),
                        switch (type) {
                            case "Switch" -> ", condition: instances";
                            case "Splitter" -> ", weight: 100";
                            default -> "";
                        }));

        assertSameAnswer(graph, "{\"instances\":[[1.0]]}");
    }

    @Test
    void whatIsDoneAboutFailedStepsIsDoneThereToo() throws Exception {
        var graph = Graphs.of("""
                apiVersion: dromos.dev/v1alpha1
                kind: InferenceGraph
                metadata: {name: g}
                spec:
                  errorStatus: kserve
                  nodes:
                    root:
                      routerType: Ensemble
                      steps:
                        - {name: node, nodeName: broken, fallback: {nodeName: good}}
                        - {name: url, serviceUrl: "%1$s/missing", fallback: {serviceUrl: "%1$s/echo", statuses: [404]}}
                        - {name: text, serviceUrl: "%2$s", fallback: {response: {"{{x}}": "${y}", "n": [0.10]}}}
                        - {name: again, serviceUrl: "%1$s/teapot", retry: {maxRetries: 1, maxDelayMs: 1, causes: [418]}}
                        - {name: late, nodeName: broken, timeout: 10s}
                    broken: {routerType: Sequence, steps: [{name: gone, serviceUrl: "%2$s"}]}
                    good: {routerType: Sequence, steps: [{serviceUrl: "%1$s/echo"}]}
                """.formatted(base(), GONE.url()));

        assertSameAnswer(graph, "{\"x\":1}");
    }

    @Test
    void emptyEnsembleAnswersAsTheRouterDoes() throws Exception {
        assertSameAnswer(Graphs.of("nodes: {root: {routerType: Ensemble}}"), "{}");
    }

    @Test
    void failureAnswersAsTheRouterDoes() throws Exception {
        var graph = Graphs.of("""
                nodes: {root: {routerType: Sequence, steps: [{name: gone, serviceUrl: "%s"}]}}
                """.formatted(GONE.url()));

        assertSameAnswer(graph, "{}");
    }

    /** Each of these means something to Camel where it is read as its own text: none may be. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{env:HOME}}",
                "{{sys:user.home}}",
                "{{?nosuch:default}}",
                "{{{{x}}}}",
                "${bean:x}",
                "${env.HOME}",
                "$simple{env.HOME}",
                "#bean:y",
                "#class:java.lang.Object",
                "RAW(x)",
                "it's \"quoted\" \\ back",
                "two\nlines\r\n- route: {}",
                "a: b # c",
                "\u0085\u2028\ud83d\ude00",
                "&anchor *alias !!tag"
            })
    void hostileTextStaysText(String hostile) throws Exception {
        var quoted = quoted(hostile);
        var graph = Graphs.of("""
                nodes:
                  root:
                    routerType: Sequence
                    steps:
                      - {name: %1$s, nodeName: %1$s}
                      - {name: echo, serviceUrl: "%2$s/echo", data: $response}
                  %1$s:
                    routerType: Ensemble
                    steps:
                      - {name: %1$s, nodeName: choice}
                      - {name: url, serviceUrl: %3$s}
                  choice:
                    routerType: Switch
                    steps:
                      - {serviceUrl: "%2$s/missing", condition: %1$s}
                      - {serviceUrl: "%2$s/echo", condition: "@this"}
                """.formatted(quoted, base(), quoted(base() + "/echo?q=" + hostile)));

        assertSameAnswer(graph, "{\"x\":1}");
        assertThat(inRouter(graph, "{\"x\":1}").body().toString()).contains("\"x\":1");
    }

    private static void assertSameAnswer(Graph graph, String request) throws Exception {
        var before = asked();
        var byRouter = inRouter(graph, request);
        var between = asked();
        var byCamel = inCamel(CamelYaml.of(graph), request);

        assertThat(byCamel).isEqualTo(byRouter);
        assertThat(asked().since(between)).isEqualTo(between.since(before));
    }

    private static Asked asked() {
        return new Asked(MODELS.requests(), GONE.requests());
    }

    /** What the models were asked so far. */
    private record Asked(List<RecordedRequest> models, List<RecordedRequest> gone) {

        /** In an order of its own: that of an Ensemble's calls is nobody's. */
        List<String> since(Asked earlier) {
            return Stream.concat(
                            models.stream().skip(earlier.models.size()),
                            gone.stream().skip(earlier.gone.size()))
                    .map(request -> request.target() + " " + request.body())
                    .sorted()
                    .toList();
        }
    }

    private static StepResult.Answered inRouter(Graph graph, String request) throws Exception {
        var settings = new RouterSettings(
                "127.0.0.1",
                0,
                IngressLimits.DEFAULT,
                new RouterSettings.ErrorStatusChoice.ByGraph(),
                HeaderPropagation.NONE,
                ClientSettings.DEFAULT);
        try (var router = Router.start(graph, settings)) {
            var response = HTTP.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/".formatted(router.port())))
                            .POST(HttpRequest.BodyPublishers.ofString(request))
                            .build(),
                    BodyHandlers.ofByteArray());
            return new StepResult.Answered(response.statusCode(), Payload.of(response.body(), ""));
        }
    }

    /** A failure is an exception to Camel; its message is the cause that the router's answer states. */
    private static StepResult.Answered inCamel(String yaml, String request) throws Exception {
        try (var camel = new DefaultCamelContext()) {
            camel.start();
            PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString("graph.camel.yaml", yaml));
            try (var template = camel.createProducerTemplate()) {
                var exchange = template.request(
                        "direct:root", input -> input.getIn().setBody(request.getBytes(StandardCharsets.UTF_8)));
                return switch (GraphExchange.result(exchange)) {
                    case StepResult.Answered answered -> answered;
                    case StepResult.Failed(var failure) ->
                        new StepResult.Answered(
                                FailureAnswer.status(failure, ErrorStatus.KSERVE), FailureAnswer.body(failure));
                };
            }
        }
    }

    private static Answer answer(RecordedRequest request) {
        var path = URI.create("http://x" + request.target().replaceAll("[?].*", ""))
                .getPath();
        return switch (path) {
            case "/echo" -> Answer.of(200, List.of(), request.body().dangerouslySharedBytes());
            case "/text" -> Answer.of(200, List.of(), "no JSON".getBytes(StandardCharsets.UTF_8));
            case "/teapot" -> Answer.of(418, "{\"detail\":\"teapot\"}");
            default -> Answer.of(404, "{\"detail\":\"not found\"}");
        };
    }

    private static String base() {
        return "http://127.0.0.1:" + MODELS.port();
    }

    /** As a YAML string in double quotes, every character beyond plain ones escaped. */
    private static String quoted(String text) {
        var out = new StringBuilder("\"");
        text.chars()
                .forEach(c -> out.append(
                        c == '"' || c == '\\' || c < ' ' || c > '~'
                                ? "\\u%04x".formatted(c)
                                : String.valueOf((char) c)));
        return out.append('"').toString();
    }
}
