package dev.dromos.router.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.nodes.testing.Answer;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a Sequence does (R30 to R36). */
final class SequenceContractTest {
    @RegisterExtension
    final TestBed bed = new TestBed();

    @ParameterizedTest(name = "R30 data `{0}` is {1}")
    @DisplayName("R30 a step's input is the node's, but for `$response` after the first step")
    @CsvSource({
        "$response, ' {\"from\": 1.0}'",
        "$request, ' {\"node\": 1.0}'",
        "$response.predictions, ' {\"node\": 1.0}'",
        "$RESPONSE, ' {\"node\": 1.0}'",
        "'', ' {\"node\": 1.0}'",
    })
    void onlyResponseIsThePreviousAnswer(String data, String input) throws Exception {
        bed.model("m1", 200, " {\"from\": 1.0}");
        bed.model("m2", 200, "{}");
        bed.serve(steps(
                "- {serviceUrl: \"${m1}\", data: $response}", "- {serviceUrl: \"${m2}\", data: \"" + data + "\"}"));

        bed.post(" {\"node\": 1.0}").is(200, "{}");

        assertThat(bed.received("m1").body()).hasToString(" {\"node\": 1.0}");
        assertThat(bed.received("m2").body()).hasToString(input);
    }

    @Test
    @DisplayName("R30 `$response` hands on any bytes verbatim, and `$request` after it is the node's input again")
    void responseIsHandedOnVerbatim() throws Exception {
        var bytes = new byte[] {(byte) 0xff, 0, '{', '\r', '\n'};
        bed.model("m1", Answer.of(200, List.of("Content-Type: text/plain"), bytes));
        bed.model("m2", 200, "{}");
        bed.model("m3", 200, "{}");
        bed.serve(steps(
                "- {serviceUrl: \"${m1}\"}",
                "- {serviceUrl: \"${m2}\", data: $response}",
                "- {serviceUrl: \"${m3}\", data: $request}"));

        bed.post("input").is(200, "{}");

        assertThat(bed.received("m2").body().dangerouslySharedBytes()).isEqualTo(bytes);
        assertThat(bed.received("m2").headers("Content-Type")).containsExactly("application/json");
        assertThat(bed.received("m3").body()).hasToString("input");
    }

    @Test
    @DisplayName("R30 a nested node's input is what its step says, and the outer node keeps its own")
    void nestedSequenceHasAnInputOfItsOwn() throws Exception {
        bed.model("m1", 200, "{\"m\":1}");
        bed.model("m2", 200, "{\"m\":2}");
        bed.model("m3", 200, "{\"m\":3}");
        bed.model("m4", 200, "{\"m\":4}");
        bed.serve("""
                nodes:
                  root:
                    routerType: Sequence
                    steps:
                    - {serviceUrl: "${m1}"}
                    - {nodeName: inner, data: $response}
                    - {serviceUrl: "${m4}", data: $request}
                  inner:
                    routerType: Sequence
                    steps:
                    - {serviceUrl: "${m2}"}
                    - {serviceUrl: "${m3}", data: $request}
                """);

        bed.post("{\"m\":0}").is(200, "{\"m\":4}");

        assertThat(bed.received("m2").body()).hasToString("{\"m\":1}");
        assertThat(bed.received("m3").body()).hasToString("{\"m\":1}");
        assertThat(bed.received("m4").body()).hasToString("{\"m\":0}");
    }

    @Test
    @DisplayName("R31 a Soft step's error does not stop; its body is the next one's `$response`")
    void softErrorGoesOn() throws Exception {
        bed.model("m1", 503, "{\"error\":\"busy\"}");
        bed.model("m2", 201, "{\"done\":1}");
        bed.serve(steps("- {serviceUrl: \"${m1}\"}", "- {serviceUrl: \"${m2}\", data: $response, dependency: Soft}"));

        bed.post("{}").is(201, "{\"done\":1}");

        assertThat(bed.received("m2").body()).hasToString("{\"error\":\"busy\"}");
    }

    @Test
    @DisplayName("R31 the last step's body and status are the answer")
    void lastStepAnswers() throws Exception {
        bed.model("m1", 200, "{\"m\":1}");
        bed.model("m2", 418, "{\"m\":2}");
        bed.serve(steps("- {serviceUrl: \"${m1}\"}", "- {serviceUrl: \"${m2}\"}"));

        bed.post("{}").is(418, "{\"m\":2}");
    }

    @ParameterizedTest(name = "R32 {0}")
    @DisplayName("R32 a Hard step's answer outside 200 to 299 is the node's")
    @ValueSource(ints = {300, 404, 500, 503})
    void hardErrorStops(int status) throws Exception {
        bed.model("m1", status, "{\"detail\":\"no\"}");
        bed.model("m2", 200, "{}");
        bed.serve(steps("- {serviceUrl: \"${m1}\", dependency: Hard}", "- {serviceUrl: \"${m2}\"}"));

        bed.post("{}").is(status, "{\"detail\":\"no\"}");

        assertThat(bed.calls("m2")).isZero();
    }

    @ParameterizedTest(name = "R32 {0}")
    @DisplayName("R32 a Hard step's answer within 200 to 299 goes on")
    @ValueSource(ints = {200, 201, 299})
    void hardSuccessGoesOn(int status) throws Exception {
        bed.model("m1", status, "{}");
        bed.model("m2", 200, "{\"m\":2}");
        bed.serve(steps("- {serviceUrl: \"${m1}\", dependency: Hard}", "- {serviceUrl: \"${m2}\"}"));

        bed.post("{}").is(200, "{\"m\":2}");
    }

    @ParameterizedTest(name = "R33 {0}, met: {1}")
    @DisplayName("R33 a condition asks the previous answer; unmet, that answer is the node's, with 200")
    @CsvSource({"200, false, 200", "404, false, 200", "500, false, 200", "200, true, 201", "404, true, 201"})
    void conditionAsksThePreviousAnswer(int firstStatus, boolean met, int status) throws Exception {
        var first = "{\"" + (met ? "wanted" : "other") + "\":null}";
        bed.model("m1", firstStatus, first);
        bed.model("m2", 201, "{\"m\":2}");
        bed.serve(steps("- {serviceUrl: \"${m1}\"}", "- {serviceUrl: \"${m2}\", condition: wanted, data: $request}"));

        bed.post("{\"wanted\":1}").is(status, met ? "{\"m\":2}" : first);

        assertThat(bed.calls("m2")).isEqualTo(met ? 1 : 0);
    }

    @Test
    @DisplayName("R33 an unmet condition ends the whole Sequence")
    void unmetConditionSkipsAllThatFollow() throws Exception {
        bed.model("m1", 200, "{\"m\":1}");
        bed.model("m2", 200, "{}");
        bed.model("m3", 200, "{}");
        bed.serve(steps(
                "- {serviceUrl: \"${m1}\"}",
                "- {serviceUrl: \"${m2}\", condition: nosuch}",
                "- {serviceUrl: \"${m3}\"}"));

        bed.post("{}").is(200, "{\"m\":1}");

        assertThat(bed.calls("m2") + bed.calls("m3")).isZero();
    }

    @ParameterizedTest(name = "R34 {0}")
    @DisplayName("R34 a condition on an answer that is not JSON is 500 `invalid response`")
    @ValueSource(strings = {"", "text", "{\"a\":1}x", "{\"a\":"})
    void conditionNeedsJson(String previous) throws Exception {
        bed.model("m1", 200, previous);
        bed.model("m2", 200, "{}");
        bed.serve(steps("- {serviceUrl: \"${m1}\"}", "- {serviceUrl: \"${m2}\", condition: a}"));

        bed.post("{}").isFailure(500, "invalid response");

        assertThat(bed.calls("m2")).isZero();
    }

    @Test
    @DisplayName("R34 a condition on the first step is 500 `invalid response`, and a warning")
    void conditionOnTheFirstStepFails() throws Exception {
        bed.model("m1", 200, "{}");
        bed.serve(steps("- {serviceUrl: \"${m1}\", condition: \"@this\"}"));

        bed.post("{\"a\":1}").isFailure(500, "invalid response");

        assertThat(bed.calls("m1")).isZero();
        assertThat(bed.warnings())
                .containsExactly("spec.nodes.root.steps[0].condition: the first step has no previous answer to ask,"
                        + " so every request is answered with 500 `invalid response`");
    }

    @ParameterizedTest(name = "R35 {0} becomes {1}")
    @DisplayName("R35 mapPredictionsToInstances: predictions become instances, digits kept, all else dropped")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"predictions\":[1,2],\"id\":7} | {\"instances\":[1,2]}",
                "{\"PREDICTIONS\":[1.0,12345678901234567890]} | {\"instances\":[1.0,12345678901234567890]}",
                "{\"predictions\":[\"<a>\"],\"instances\":[0]} | {\"instances\":[\"<a>\"]}",
                "{\"predictions\":[]} | {\"predictions\":[]}",
                "{\"predictions\":1} | {\"predictions\":1}",
                "{\"other\":[1]} | {\"other\":[1]}",
                "[1] | [1]",
                "text | text"
            })
    void predictionsBecomeInstances(String input, String mapped) throws Exception {
        bed.model("m1", 200, "{}");
        bed.serve(steps("- {serviceUrl: \"${m1}\", mapPredictionsToInstances: true}"));

        bed.post(input).is(200, "{}");

        assertThat(bed.received("m1").body()).hasToString(mapped);
    }

    @Test
    @DisplayName("R35 it applies to what `data` chose")
    void mappingAppliesToTheChosenInput() throws Exception {
        bed.model("m1", 200, "{\"predictions\":[1]}");
        bed.model("m2", 200, "{}");
        bed.model("m3", 200, "{}");
        bed.serve(steps(
                "- {serviceUrl: \"${m1}\"}",
                "- {serviceUrl: \"${m2}\", data: $response, mapPredictionsToInstances: true}",
                "- {serviceUrl: \"${m3}\", mapPredictionsToInstances: true}"));

        bed.post("{\"instances\":[0]}").is(200, "{}");

        assertThat(bed.received("m2").body()).hasToString("{\"instances\":[1]}");
        assertThat(bed.received("m3").body()).hasToString("{\"instances\":[0]}");
    }

    @Test
    @DisplayName("R36 a Sequence without steps is refused")
    void emptySequenceIsRefused() {
        var problems = bed.refusal("nodes: {root: {routerType: Sequence, steps: []}}");

        assertThat(problems).containsExactly("spec.nodes.root.steps: a Sequence must have steps, found none");
    }

    private static String steps(String... steps) {
        return "nodes:\n  root:\n    routerType: Sequence\n    steps:\n    " + String.join("\n    ", steps) + "\n";
    }
}
