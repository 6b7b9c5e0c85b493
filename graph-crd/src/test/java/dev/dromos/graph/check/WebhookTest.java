package dev.dromos.graph.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.graph.problem.Problem;
import dev.dromos.graph.read.GraphReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** KServe's own table of what its webhook takes (contract part 4c), with our words. */
final class WebhookTest {
    private static final String STEP = "{name: step1, serviceName: test}";

    @Test
    void takesASimpleGraph() {
        assertThat(problems("foo-bar", "root: {routerType: Sequence, steps: [%s]}".formatted(STEP)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Abc-123", "4abc-3", "-abc-3", "abc-3-", "abc.123", "abc 123"})
    void refusesTheName(String name) {
        assertThat(problems(name, "root: {routerType: Sequence, steps: [%s]}".formatted(STEP)))
                .singleElement()
                .asString()
                .startsWith("metadata.name: must be lower case letters, digits and `-`")
                .endsWith("found `%s`".formatted(name));
    }

    @Test
    void refusesAGraphWithoutRoot() {
        assertThat(problems("foo-bar", "bar: {routerType: Sequence, steps: [%s]}".formatted(STEP)))
                .containsExactly("spec.nodes: must have a node named `root`, where requests enter, found `bar`");
    }

    @Test
    void refusesWeightsOver100() {
        assertThat(problems("foo-bar", splitter(80, 30)))
                .containsExactly("spec.nodes.root.steps: weights must sum to 100, found 110");
    }

    @Test
    void refusesAMissingWeight() {
        assertThat(problems("foo-bar", "root: {routerType: Splitter, steps: [{serviceName: test}]}"))
                .containsExactly(
                        "spec.nodes.root.steps[0].weight: every step of a Splitter must have a weight, found none");
    }

    @Test
    void takesWeightsOf100() {
        assertThat(problems("foo-bar", splitter(80, 20))).isEmpty();
    }

    @Test
    void refusesAStepWithoutTarget() {
        assertThat(problems("foo-bar", "root: {routerType: Sequence, steps: [{condition: \"\"}]}"))
                .containsExactly(
                        "spec.nodes.root.steps[0]: must have one of `nodeName`, `serviceName`, `serviceUrl`, found none");
    }

    @Test
    void refusesAStepWithTwoTargets() {
        var nodes = """
                root: {routerType: Sequence, steps: [{serviceName: service, nodeName: test}]}, \
                test: {routerType: Sequence, steps: [{serviceName: test}]}""";

        assertThat(problems("foo-bar", nodes))
                .containsExactly(
                        "spec.nodes.root.steps[0]: must have only one of `nodeName`, `serviceName`, `serviceUrl`, found"
                                + " `nodeName`, `serviceName`");
    }

    @Test
    void refusesTwoStepsOfOneName() {
        assertThat(problems("foo-bar", "root: {routerType: Sequence, steps: [%s, %s]}".formatted(STEP, STEP)))
                .containsExactly("spec.nodes.root.steps[1].name: the name `step1` is already that of steps[0]");
    }

    private static String splitter(int first, int second) {
        return "root: {routerType: Splitter, steps: [{serviceName: a, weight: %d}, {serviceName: b, weight: %d}]}"
                .formatted(first, second);
    }

    private static List<String> problems(String name, String nodes) {
        var text = """
                apiVersion: serving.kserve.io/v1alpha1
                kind: InferenceGraph
                metadata: {name: "%s"}
                spec: {nodes: {%s}}
                """.formatted(name, nodes);
        var facts = GraphReader.read("graph.yaml", text).graphs().getFirst();
        return Checker.check(facts, CheckOptions.DEFAULT).problems().stream()
                .map(Problem::message)
                .toList();
    }
}
