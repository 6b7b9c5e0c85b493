package dev.dromos.router.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * KServe's end-to-end scenarios (contract part 4b) with their two services: S answers 200, E answers 404. What its raw_mode tests
 * assert is about deployment and comes with the operator.
 */
final class EndToEndContractTest {
    private static final String S = "{\"predictions\":[{\"message\":\"SUCCESS\"}]}";
    private static final String E = "{\"detail\":\"Intentional 404 code\"}";

    private static final String CUSTOM = "{\"instances\":[[6.8,2.8,4.8,1.4],[6.0,3.4,4.5,1.6]]}";
    private static final String ERROR = "{\"decision_picker\":\"ERROR\",\"key1\":{\"name\":\"abc\"}}";
    private static final String SUCCESS = "{\"decision_picker\":\"SUCCESS\",\"key1\":{\"name\":\"abc\"}}";
    private static final String NO_MATCH = "{\"decision_picker\":\"NO_MATCH\",\"key1\":{\"name\":\"abc\"}}";

    private static final String SWITCH = """
            {routerType: Switch, steps: [
              {name: rootStep1, serviceUrl: "${E}", condition: "[@this].#(decision_picker==ERROR)", dependency: Soft},
              {name: rootStep2, serviceUrl: "${S}", condition: "[@this].#(decision_picker==SUCCESS)", dependency: Soft}]}
            """;

    /** @param calls to S and to E */
    record Scenario(String name, List<String> nodes, String input, int status, String answer, List<Integer> calls) {
        Scenario(String name, String root, String input, int status, String answer, int callsToS, int callsToE) {
            this(name, List.of("root: " + root), input, status, answer, List.of(callsToS, callsToE));
        }

        Scenario {
            nodes = List.copyOf(nodes);
            calls = List.copyOf(calls);
        }

        Scenario withNode1(String node) {
            return new Scenario(
                    name,
                    Stream.concat(nodes.stream(), Stream.of("node1: " + node)).toList(),
                    input,
                    status,
                    answer,
                    calls);
        }

        String graph() {
            return "nodes: {" + String.join(", ", nodes) + "}";
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Scenario> SCENARIOS = List.of(
            new Scenario(
                    "1 a Soft error as the last step is the answer",
                    sequence("{serviceUrl: \"${S}\"}", "{serviceUrl: \"${E}\", data: $request}"),
                    CUSTOM,
                    404,
                    E,
                    1,
                    1),
            new Scenario(
                    "2 a Soft error before the last step is not",
                    sequence("{serviceUrl: \"${E}\"}", "{serviceUrl: \"${S}\", data: $request}"),
                    CUSTOM,
                    200,
                    S,
                    1,
                    1),
            new Scenario(
                    "3 a Hard error stops",
                    sequence("{serviceUrl: \"${E}\", dependency: Hard}", "{serviceUrl: \"${S}\", dependency: Soft}"),
                    CUSTOM,
                    404,
                    E,
                    0,
                    1),
            new Scenario("4a a Switch takes the error", SWITCH, ERROR, 404, E, 0, 1),
            new Scenario("4b a Switch takes the success", SWITCH, SUCCESS, 200, S, 1, 0),
            new Scenario(
                    "4c a Switch takes nothing",
                    SWITCH,
                    NO_MATCH,
                    404,
                    Reply.failure("None of the routes matched with the switch condition"),
                    0,
                    0),
            new Scenario(
                            "5 a Soft node's error goes on",
                            sequence("{nodeName: node1, dependency: Soft}", "{serviceUrl: \"${S}\"}"),
                            ERROR,
                            200,
                            S,
                            1,
                            1)
                    .withNode1(
                            "{routerType: Switch, steps: [{serviceUrl: \"${E}\", condition: \"[@this].#(decision_picker==ERROR)\"}]}"),
            new Scenario(
                            "6 a Hard node's error stops",
                            sequence("{nodeName: node1, dependency: Hard}", "{serviceUrl: \"${S}\"}"),
                            ERROR,
                            404,
                            E,
                            0,
                            1)
                    .withNode1(
                            "{routerType: Switch, steps: [{serviceUrl: \"${E}\", dependency: Hard, condition: \"[@this].#(decision_picker==ERROR)\"}]}"),
            new Scenario(
                    "7 an Ensemble merges a Soft error",
                    "{routerType: Ensemble, steps: [{name: rootStep1, serviceUrl: \"${S}\"}, {name: rootStep2, serviceUrl: \"${E}\"}]}",
                    SUCCESS,
                    200,
                    "{\"rootStep1\":" + S + ",\"rootStep2\":" + E + "}",
                    1,
                    1),
            new Scenario(
                            "9 a Splitter's Soft error goes on, its condition is ignored",
                            sequence("{nodeName: node1, dependency: Soft}", "{serviceUrl: \"${S}\"}"),
                            CUSTOM,
                            200,
                            S,
                            1,
                            1)
                    .withNode1(
                            "{routerType: Splitter, steps: [{serviceUrl: \"${E}\", weight: 100, condition: \"[@this].#(decision_picker==ERROR)\"}]}"),
            new Scenario(
                            "10 a Splitter's Hard error stops",
                            sequence("{nodeName: node1, dependency: Hard}", "{serviceUrl: \"${S}\"}"),
                            CUSTOM,
                            404,
                            E,
                            0,
                            1)
                    .withNode1(
                            "{routerType: Splitter, steps: [{serviceUrl: \"${E}\", weight: 100, dependency: Hard}]}"));

    @RegisterExtension
    final TestBed bed = new TestBed();

    @BeforeEach
    void services() {
        bed.model("S", 200, S);
        bed.model("E", 404, E);
    }

    @ParameterizedTest(name = "4b {0}")
    @DisplayName("4b scenarios 1 to 10")
    @FieldSource("SCENARIOS")
    void scenarioEndsAsInKServe(Scenario scenario) throws Exception {
        bed.serve(scenario.graph());

        bed.post(scenario.input()).is(scenario.status(), scenario.answer());

        assertThat(List.of(bed.calls("S"), bed.calls("E"))).isEqualTo(scenario.calls());
    }

    @Test
    @DisplayName("4b scenario 8 an Ensemble's Hard error is the answer")
    void hardErrorOfAnEnsembleIsTheAnswer() throws Exception {
        bed.serve("""
                nodes:
                  root:
                    routerType: Ensemble
                    steps:
                    - {name: rootStep1, serviceUrl: "${E}", dependency: Hard}
                    - {name: rootStep2, serviceUrl: "${S}"}
                    - {name: rootStep3, serviceUrl: "${S}"}
                """);

        bed.post(SUCCESS).is(404, E);
    }

    @Test
    @DisplayName("4b test_inference_graph")
    void hardStepsThatSucceedGoOn() throws Exception {
        for (var model : List.of("sklearn1", "xgb", "sklearn2")) {
            bed.model(model, 200, "{\"predictions\":[1,1]}");
        }
        bed.serve("""
                nodes:
                  root:
                    routerType: Sequence
                    steps:
                    - {serviceUrl: "${sklearn1}/v1/models/sklearn:predict", dependency: Hard}
                    - {serviceUrl: "${xgb}/v1/models/xgb:predict", data: $request, dependency: Hard}
                    - {serviceUrl: "${sklearn2}/v1/models/iris:predict", data: $request, dependency: Hard}
                """);

        bed.post(CUSTOM).is(200, "{\"predictions\":[1,1]}");

        assertThat(bed.received("sklearn1").target()).isEqualTo("/v1/models/sklearn:predict");
        assertThat(bed.received("xgb").body()).hasToString(CUSTOM);
        assertThat(bed.received("sklearn2").target()).isEqualTo("/v1/models/iris:predict");
    }

    private static String sequence(String... steps) {
        return "{routerType: Sequence, steps: [" + String.join(", ", steps) + "]}";
    }
}
