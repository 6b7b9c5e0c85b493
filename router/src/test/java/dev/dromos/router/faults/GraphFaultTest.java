package dev.dromos.router.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dromos.graph.check.Limits;
import dev.dromos.nodes.testing.Answer;
import dev.dromos.router.contract.TestBed;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults of graphs: what their nodes make of answers that do not fit, and which graphs are never run (C1 to C3, C8 to C10, C14, C15, C17). */
final class GraphFaultTest {
    private static final String NO_MATCH = "None of the routes matched with the switch condition";

    @RegisterExtension
    @Order(1)
    final TestBed bed = new TestBed();

    @RegisterExtension
    @Order(2)
    final Unharmed unharmed = new Unharmed(bed);

    @RegisterExtension
    @Order(3)
    final Routers routers = new Routers(bed);

    @ParameterizedTest(name = "C1 {0}")
    @DisplayName("C1 a Switch without a match, or asked about what is not JSON, is 404 with KServe's cause")
    @ValueSource(strings = {"{\"b\":1}", "not JSON", "", "{\"a\":1} x", "[{\"a\":1}]"})
    void noMatchIsNotFound(String body) throws Exception {
        var m1 = bed.model("m1", 200, "{}");
        bed.serve("nodes: {root: {routerType: Switch, steps: [{serviceUrl: \"${m1}\", condition: a}]}}");

        bed.post(body).isFailure(404, NO_MATCH);

        assertThat(m1.requests()).isEmpty();
    }

    @Test
    @DisplayName("C2 a Sequence whose condition does not hold answers 200 with the answer before it")
    void unmetConditionEndsTheSequence() throws Exception {
        bed.model("m1", 503, "{\"predictions\":[1.0]}");
        var m2 = bed.model("m2", 200, "{}");
        bed.serve(sequence("{serviceUrl: \"${m1}\"}", "{serviceUrl: \"${m2}\", condition: nosuch}"));

        bed.post("{}").isExactly(200, "{\"predictions\":[1.0]}");

        assertThat(m2.requests()).isEmpty();
    }

    @ParameterizedTest(name = "C3 {0}")
    @DisplayName("C3 a condition about an answer that is not JSON is 500 `invalid response`")
    @ValueSource(strings = {"plain", "{\"a\":1", "", "{\"a\":01}", "\ufeff{\"a\":1}"})
    void conditionOnWhatIsNotJson(String answer) throws Exception {
        bed.model("m1", 200, answer);
        var m2 = bed.model("m2", 200, "{}");
        bed.serve(sequence("{serviceUrl: \"${m1}\"}", "{serviceUrl: \"${m2}\", condition: a}"));

        bed.post("{}").isFailure(500, "invalid response");

        assertThat(m2.requests()).isEmpty();
    }

    @ParameterizedTest(name = "C8 {0}")
    @DisplayName("C8 a condition holds when its path exists, whatever stands there")
    @ValueSource(strings = {"null", "false", "0", "\"\"", "[]", "{}"})
    void whatIsPresentMatches(String value) throws Exception {
        bed.model("m1", 200, "{\"m\":1}");
        bed.serve("nodes: {root: {routerType: Switch, steps: [{serviceUrl: \"${m1}\", condition: a.b}]}}");

        bed.post("{\"a\":{\"b\":" + value + "}}").is(200, "{\"m\":1}");
    }

    @Test
    @DisplayName("C9 a Hard member's 503 is the answer at once, and the slow others are ended")
    void hardErrorEndsTheSlowOthers() throws Exception {
        var m1 = bed.model("m1", Answer.holding());
        bed.model("m2", 503, "{\"detail\":\"busy\"}");
        var m3 = bed.model("m3", Answer.holding());
        bed.serve(ensemble("{serviceUrl: \"${m1}\"}", HARD.formatted("m2"), "{serviceUrl: \"${m3}\"}"));

        bed.post("{}").isExactly(503, "{\"detail\":\"busy\"}");

        await().atMost(Duration.ofSeconds(1)).until(() -> m1.connectionsOpen() + m3.connectionsOpen() == 0);
    }

    @ParameterizedTest(name = "C10 {0} ms and {1} ms")
    @DisplayName("C10 of two Hard members that fail, the first in step order is the answer, whichever came first")
    @CsvSource({"1, 40", "40, 1", "1, 1"})
    void firstInStepOrderDecides(int first, int second) throws Exception {
        bed.model("m1", Answer.of(404, "{\"m\":1}").after(Duration.ofMillis(first)));
        bed.model("m2", Answer.of(503, "{\"m\":2}").after(Duration.ofMillis(second)));
        bed.serve(ensemble(HARD.formatted("m1"), HARD.formatted("m2")));

        bed.post("{}").is(404, "{\"m\":1}");
    }

    @ParameterizedTest(name = "C14 {0}")
    @DisplayName("C14 a cycle and a name without a node are refused, a node that nothing reaches is a warning")
    @CsvSource(
            delimiter = '|',
            value = {
                "itself | root: {routerType: Sequence, steps: [{nodeName: root}]}"
                        + " | spec.nodes.root: cycle root -> root",
                "two | root: {routerType: Sequence, steps: [{nodeName: b}]}, b: {routerType: Switch, steps: [{nodeName: root, condition: a}]}"
                        + " | spec.nodes.b: cycle b -> root -> b",
                "nowhere | root: {routerType: Ensemble, steps: [{nodeName: nosuch}]}"
                        + " | spec.nodes.root.steps[0].nodeName: no node `nosuch`, found `root`",
            })
    void whatNeverEndsIsRefused(String what, String nodes, String problem) throws Exception {
        assertThat(bed.refusal("nodes: {" + nodes + "}")).as(what).contains(problem);
    }

    @Test
    @DisplayName("C14 a process that is given such a graph exits 1, with one line for each problem")
    void aLineForEachProblem() throws Exception {
        var graph = """
                {"nodes":{"root":{"routerType":"Sequence","steps":[{"nodeName":"root"},{"nodeName":"nosuch"},{"nodeName":"a"}]},
                "a":{"routerType":"Switch","steps":[{"nodeName":"b","condition":"x"}]},
                "b":{"routerType":"Ensemble","steps":[{"nodeName":"a"}]}}}""";

        var router = routers.serve(graph);

        routers.ended(router, 1);
        assertThat(router.err().lines().map(line -> line.replaceFirst("^.* error: ", "")))
                .containsExactlyInAnyOrder(
                        "spec.nodes.root: cycle root -> root",
                        "spec.nodes.root.steps[1].nodeName: no node `nosuch`, found `root`, `a`, `b`",
                        "spec.nodes.a: cycle a -> b -> a");
        assertThat(router.out()).isEmpty();
    }

    @Test
    @DisplayName("C14 a node that nothing reaches is a warning, and the graph runs")
    void unreachableNodeIsAWarning() throws Exception {
        bed.model("m1", 200, "{\"m\":1}");
        bed.serve("nodes: {root: {routerType: Sequence, steps: [{serviceUrl: \"${m1}\"}]},"
                + " b: {routerType: Sequence, steps: [{serviceUrl: \"${m1}\"}]}}");

        assertThat(bed.warnings()).containsExactly("spec.nodes.b: no step that `root` leads to calls this node");
        bed.post("{}").is(200, "{\"m\":1}");
    }

    @Test
    @DisplayName("C15 no steps: an Ensemble answers `{}`, any other node is refused")
    void noSteps() throws Exception {
        bed.serve("nodes: {root: {routerType: Ensemble, steps: []}}");

        bed.post("{\"a\":1}").is(200, "{}");
        for (var type : List.of("Sequence", "Switch", "Splitter")) {
            assertThat(bed.refusal("nodes: {root: {routerType: " + type + ", steps: []}}"))
                    .contains("spec.nodes.root.steps: a %s must have steps, found none".formatted(type));
        }
    }

    @Test
    @DisplayName("C15 1 000 steps, 1 000 nodes, a spec of 200 kB: refused with the limit that can be raised")
    void tooLargeGraphsAreRefused() {
        bed.model("m1", 200, "{}");
        var steps = IntStream.range(0, 1_000)
                .mapToObj(i -> "{serviceUrl: \"${m1}\"}")
                .collect(Collectors.joining(", "));
        var nodes = IntStream.range(0, 1_000)
                .mapToObj(i -> "n%d: {routerType: Ensemble, steps: [{name: %s, serviceUrl: \"${m1}\"}]}"
                        .formatted(i, "x".repeat(150)))
                .collect(Collectors.joining(", "));

        assertThat(bed.refusal("nodes: {root: {routerType: Ensemble, steps: [" + steps + "]}}"))
                .anyMatch(problem -> problem.contains("1000") && problem.contains("64"));
        assertThat(nodes).hasSizeGreaterThan(200_000);
        var spec = "nodes: {root: {routerType: Ensemble}, " + nodes + "}";
        assertThat(bed.refusal(spec)).anyMatch(problem -> problem.contains("1001") && problem.contains("64"));
        assertThat(bed.limits(Limits.DEFAULT.with("nodes", 1001)).graph(spec).nodes())
                .hasSize(1001);
    }

    @Test
    @DisplayName("C15 a spec of 200 kB with few nodes is served: what is limited is what a graph can cost")
    void largeSpecsOfSmallGraphsAreServed() throws Exception {
        bed.model("m1", 200, "{\"m\":1}");
        var steps = IntStream.range(0, 64)
                .mapToObj(i -> "{name: %s%d, serviceUrl: \"${m1}\"}".formatted("x".repeat(3_200), i))
                .collect(Collectors.joining(", "));
        assertThat(steps).hasSizeGreaterThan(200_000);
        bed.serve("nodes: {root: {routerType: Sequence, steps: [" + steps + "]}}");

        bed.post("{}").is(200, "{\"m\":1}");

        assertThat(bed.calls("m1")).isEqualTo(64);
    }

    @Test
    @DisplayName("C17 two members of one name are refused; members without a name are keyed by index")
    void ensembleKeys() throws Exception {
        bed.model("m1", 200, "{\"m\":1}");
        var twice = ensemble("{name: a, serviceUrl: \"${m1}\"}", "{name: a, serviceUrl: \"${m1}\"}");

        assertThat(bed.refusal(twice)).singleElement().asString().startsWith("spec.nodes.root.steps[1].name: ");
        bed.serve(ensemble("{name: \"\", serviceUrl: \"${m1}\"}", "{serviceUrl: \"${m1}\"}"));
        bed.post("{}").is(200, "{\"0\":{\"m\":1},\"1\":{\"m\":1}}");
    }

    private static final String HARD = "{serviceUrl: \"${%s}\", dependency: Hard}";

    private static String sequence(String... steps) {
        return node("Sequence", steps);
    }

    private static String ensemble(String... steps) {
        return node("Ensemble", steps);
    }

    private static String node(String type, String... steps) {
        return "nodes: {root: {routerType: %s, steps: [%s]}}".formatted(type, String.join(", ", steps));
    }
}
