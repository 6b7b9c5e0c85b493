package dev.dromos.router.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.nodes.testing.Answer;
import dev.dromos.nodes.testing.RecordedRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** KServe's own unit tests of its router (contract part 4a), asked of ours. */
final class UnitSuiteContractTest {
    @RegisterExtension
    final TestBed bed = new TestBed();

    @Test
    @DisplayName("4a SimpleModelChainer")
    void simpleModelChainer() throws Exception {
        bed.modelRunning(
                "m1", request -> answerTo(request, "{\"instances\":[\"test\",\"test2\"]}", "{\"predictions\":\"1\"}"));
        bed.modelRunning("m2", request -> answerTo(request, "{\"predictions\":\"1\"}", "{\"predictions\":\"2\"}"));
        bed.serve("""
                nodes:
                  root:
                    routerType: Sequence
                    steps:
                    - {name: model1, serviceUrl: "${m1}", mapPredictionsToInstances: true}
                    - {name: model2, serviceUrl: "${m2}", data: $response}
                """);

        bed.post("{\"predictions\":[\"test\",\"test2\"]}").is(200, "{\"predictions\":\"2\"}");
    }

    @Test
    @DisplayName("4a SimpleModelEnsemble")
    void simpleModelEnsemble() throws Exception {
        bed.model("m1", 200, "{\"predictions\":\"1\"}");
        bed.model("m2", 200, "{\"predictions\":\"2\"}");
        bed.serve("""
                nodes:
                  root:
                    routerType: Ensemble
                    steps:
                    - {name: model1, serviceUrl: "${m1}"}
                    - {name: model2, serviceUrl: "${m2}"}
                """);

        bed.post("{\"instances\":[\"test\",\"test2\"]}")
                .is(200, "{\"model1\":{\"predictions\":\"1\"},\"model2\":{\"predictions\":\"2\"}}");
    }

    @Test
    @DisplayName("4a InferenceGraphWithCondition")
    void inferenceGraphWithCondition() throws Exception {
        bed.model("m1", 200, "{\"predictions\":[{\"label\":\"cat\",\"score\":[0.5]}]}");
        bed.model("m2", 200, "{\"predictions\":[{\"label\":\"dog\",\"score\":[0.5]}]}");
        bed.model("m3", 200, "{\"predictions\":[{\"label\":\"beagle\",\"score\":[0.1,0.9]}]}");
        bed.model("m4", 200, "{\"predictions\":[{\"label\":\"poodle\",\"score\":[0.8,0.2]}]}");
        bed.serve("""
                nodes:
                  root:
                    routerType: Sequence
                    steps:
                    - {name: step1, nodeName: animal-categorize}
                    - {name: step2, nodeName: breed-categorize, condition: 'predictions.#(label=="dog")'}
                  animal-categorize:
                    routerType: Switch
                    steps:
                    - {name: model1, serviceUrl: "${m1}", condition: 'instances.#(modelId=="1")'}
                    - {name: model2, serviceUrl: "${m2}", condition: 'instances.#(modelId=="2")'}
                  breed-categorize:
                    routerType: Ensemble
                    steps:
                    - {name: model3, serviceUrl: "${m3}"}
                    - {name: model4, serviceUrl: "${m4}"}
                """);

        bed.post("{\"instances\":[{\"modelId\":\"2\"}]}").is(200, """
                        {"model3":{"predictions":[{"label":"beagle","score":[0.1,0.9]}]},
                         "model4":{"predictions":[{"label":"poodle","score":[0.8,0.2]}]}}
                        """);

        assertThat(bed.calls("m1")).isZero();
    }

    @Test
    @DisplayName("4a SequenceWithUnmetCondition")
    void sequenceWithUnmetCondition() throws Exception {
        bed.model("m1", 404, "{\"predictions\":[{\"label\":\"cat\"}]}");
        bed.model("dummy", 200, "{}");
        bed.serve("""
                nodes:
                  root:
                    routerType: Sequence
                    steps:
                    - {name: model1, serviceUrl: "${m1}"}
                    - {name: dummy, serviceUrl: "${dummy}", condition: 'predictions.#(label=="dog")'}
                """);

        bed.post("{\"instances\":[{\"modelId\":\"1\"}]}").is(200, "{\"predictions\":[{\"label\":\"cat\"}]}");

        assertThat(bed.calls("dummy")).isZero();
    }

    @ParameterizedTest(name = "4a patterns [{0}] pass [{1}]")
    @DisplayName("4a CallService with none, one and more headers, patterns, an invalid pattern")
    @CsvSource(
            delimiter = '|',
            value = {
                "''|''",
                "Test-Header-Key|Test-Header-Key",
                "Authorization,Test-Header-Key|Authorization,Test-Header-Key",
                "Test-Header-*,Auth*|Authorization,Test-Header-1,Test-Header-2,Test-Header-3,Test-Header-Key",
                "Test-Header-[0-9,Auth*|Authorization"
            })
    void callServiceWithHeaders(String patterns, String arriving) throws Exception {
        bed.model("m1", 200, "{}");
        bed.propagating(patterns).serve(oneStep("${m1}"));

        bed.send(Request.post("{}")
                .header("Authorization", "Bearer token")
                .header("Test-Header-1", "1")
                .header("Test-Header-2", "2")
                .header("Test-Header-3", "3")
                .header("Test-Header-Key", "value"));

        var arrived = bed.received("m1").headers().stream()
                .map(header -> header.name())
                .filter(name -> name.startsWith("Test-") || name.startsWith("Auth"))
                .toList();
        assertThat(String.join(",", arrived)).isEqualTo(arriving);
    }

    @Test
    @DisplayName("4a MalformedURL")
    void malformedUrl() throws Exception {
        bed.serve(oneStep("http://single-1.default.{$your-domain}/switch"));

        bed.post("{}").isFailure(500, "step 0 of node `root`: serviceUrl is not a usable URL");

        assertThat(bed.warnings()).hasSize(1);
    }

    @ParameterizedTest(name = "4a ServerTimeout {0}")
    @DisplayName("4a ServerTimeout default, timeout (an answer where KServe has none), success")
    @CsvSource({"0, 60, 200", "5000, 1, 500", "100, 2, 200"})
    void serverTimeout(int stepMillis, int limitSeconds, int status) throws Exception {
        bed.model("m1", Answer.of(200, "{\"predictions\":\"1\"}").after(Duration.ofMillis(1 + stepMillis)));
        bed.model("m2", 200, "{\"predictions\":\"2\"}");
        bed.serve("""
                nodes:
                  root:
                    routerType: Sequence
                    steps:
                    - {serviceUrl: "${m1}"}
                    - {serviceUrl: "${m2}", data: $response}
                routerTimeouts: {serverRead: %1$d, serverWrite: %1$d, serverIdle: %1$d}
                """.formatted(limitSeconds));

        var reply = bed.post("");

        if (status == 200) {
            reply.is(200, "{\"predictions\":\"2\"}");
        } else {
            reply.isLate(status, "step 0 of node `root`");
        }
    }

    @ParameterizedTest(name = "4a PickupRoute {0}/{1}")
    @DisplayName("4a PickupRouteNeverReturnsNil: every draw has a step")
    @CsvSource({"20, 80", "30, 70", "50, 50"})
    void everyDrawHasAStep(int first, int second) throws Exception {
        bed.model("m1", 200, "{}");
        bed.model("m2", 200, "{}");
        bed.serve("""
                nodes:
                  root:
                    routerType: Splitter
                    steps:
                    - {serviceUrl: "${m1}", weight: %d}
                    - {serviceUrl: "${m2}", weight: %d}
                """.formatted(first, second));

        try (var wire = bed.open()) {
            for (int i = 0; i < 1000; i++) {
                wire.ask(Request.post("{}")).is(200, "{}");
            }
        }

        assertThat(List.of(bed.calls("m1"), bed.calls("m2"))).doesNotContain(0);
    }

    private static Answer answerTo(RecordedRequest request, String expected, String answer) {
        var same = Json.tree(request.body().toString()).equals(Json.tree(expected));
        return same ? Answer.of(200, answer) : Answer.of(400, "{\"unexpected\":" + request.body() + "}");
    }

    private static String oneStep(String url) {
        return """
                nodes:
                  root:
                    routerType: Sequence
                    steps:
                    - {serviceUrl: "%s"}
                """.formatted(url);
    }
}
