package dev.dromos.graph.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.graph.ApiGroup;
import dev.dromos.graph.Condition;
import dev.dromos.graph.Graph;
import dev.dromos.graph.Node;
import dev.dromos.graph.Step;
import dev.dromos.graph.Target;
import dev.dromos.graph.Timeouts;
import dev.dromos.graph.Weight;
import dev.dromos.graph.read.Facts;
import dev.dromos.graph.read.GraphReader;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CheckerTest {
    private static final String ALL_KINDS = """
            apiVersion: dromos.dev/v1alpha1
            kind: InferenceGraph
            metadata: {name: all-kinds}
            spec:
              nodes:
                zebra:
                  routerType: Splitter
                  steps:
                    - {serviceUrl: "http://a/x%2Fy?q={z}", weight: 30, dependency: Hard}
                    - {name: b, serviceName: b, weight: 70}
                root:
                  routerType: Sequence
                  steps:
                    - {name: first, nodeName: zebra, data: $response, mapPredictionsToInstances: true}
                    - {nodeName: choice, data: $response, dependency: Soft}
                choice:
                  routerType: Switch
                  steps:
                    - {condition: a.b, nodeName: crowd}
                    - {condition: "@this", serviceUrl: "http://c/{{env:HOME}}"}
                crowd:
                  routerType: Ensemble
                  steps:
                    - {serviceUrl: "http://d"}
                    - {name: named, serviceUrl: "http://e"}
            """;

    @Test
    void makesTheGraphThatWasWritten() {
        var graph = graph(ALL_KINDS, CheckOptions.DEFAULT);

        assertThat(graph.name()).isEqualTo("all-kinds");
        assertThat(graph.group()).isEqualTo(ApiGroup.DROMOS);
        assertThat(graph.timeouts()).isEqualTo(Timeouts.DEFAULT);
        assertThat(graph.nodes().keySet()).containsExactly("zebra", "root", "choice", "crowd");
        assertThat(graph.node("zebra"))
                .isEqualTo(new Node.Splitter(
                        "zebra",
                        List.of(
                                new Node.Branch(
                                        step("", url("http://a/x%2Fy?q=%7Bz%7D"), Step.Dependency.HARD),
                                        new Weight(30)),
                                new Node.Branch(
                                        step("b", new Target.Service("b"), Step.Dependency.SOFT), new Weight(70)))));
        assertThat(graph.root())
                .isEqualTo(new Node.Sequence(
                        "root",
                        List.of(
                                new Node.Stage(
                                        step("first", new Target.NodeRef("zebra"), Step.Dependency.SOFT),
                                        Node.Input.REQUEST,
                                        true,
                                        new Condition.None()),
                                new Node.Stage(
                                        step("", new Target.NodeRef("choice"), Step.Dependency.SOFT),
                                        Node.Input.RESPONSE,
                                        false,
                                        new Condition.None()))));
        assertThat(graph.node("crowd"))
                .isEqualTo(new Node.Ensemble(
                        "crowd",
                        List.of(
                                new Node.Member("0", step("", url("http://d"), Step.Dependency.SOFT)),
                                new Node.Member("named", step("named", url("http://e"), Step.Dependency.SOFT)))));
    }

    @Test
    void aPlaceholderInAUrlStaysText() {
        var choice = (Node.Switch) graph(ALL_KINDS, CheckOptions.DEFAULT).node("choice");

        assertThat(choice.cases().getLast().step().target()).isEqualTo(url("http://c/%7B%7Benv:HOME%7D%7D"));
        assertThat(choice.cases().getLast().condition())
                .isInstanceOfSatisfying(
                        Condition.Exists.class,
                        exists -> assertThat(exists.path().text()).isEqualTo("@this"));
    }

    @Test
    void aBoundServiceBecomesItsAddress() {
        var bound = new Services.Bound(Map.of("b", URI.create("http://127.0.0.1:1/b")));

        var zebra = graph(ALL_KINDS, CheckOptions.DEFAULT.withServices(bound)).node("zebra");

        assertThat(zebra.steps().getLast().target()).isEqualTo(url("http://127.0.0.1:1/b"));
    }

    @Test
    void theControllersUrlBeatsItsServiceName() {
        var spec = """
                {"nodes":{"root":{"routerType":"Sequence","steps":[{"serviceName":"a","serviceUrl":"http://a.default/"}]}},"resources":{}}""";
        var facts = GraphReader.readSpec(spec).graphs().getFirst();
        var options = CheckOptions.DEFAULT.withControllerForm().withServices(new Services.Bound(Map.of()));

        var graph = valid(facts, options).graph();

        assertThat(facts.form()).isEqualTo(Facts.Form.BARE_SPEC);
        assertThat(graph.group()).isEqualTo(ApiGroup.KSERVE);
        assertThat(graph.name()).isEmpty();
        assertThat(graph.root().steps().getFirst().target()).isEqualTo(url("http://a.default/"));
    }

    @Test
    void kserveGraphsKeepTheirUnusableUrls() {
        var text = "nodes: {root: {routerType: Sequence, steps: [{serviceUrl: 'http://a.{$your-domain}/switch'}]}}";

        var graph = graph(text, CheckOptions.DEFAULT);

        assertThat(graph.root().steps().getFirst().target())
                .isEqualTo(new Target.Unusable("http://a.{$your-domain}/switch"));
    }

    @Test
    void givenTimeoutsReplaceKServesDefaults() {
        var text = """
                timeout: 5
                routerTimeouts: {serverRead: 1, serverIdle: 0, serviceClient: 2}
                nodes: {root: {routerType: Sequence, steps: [{serviceUrl: 'http://a/'}]}}
                """;

        var timeouts = graph(text, CheckOptions.DEFAULT).timeouts();

        assertThat(timeouts)
                .isEqualTo(new Timeouts(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(60),
                        Duration.ZERO,
                        Duration.ofSeconds(2)));
    }

    private static Step step(String name, Target target, Step.Dependency dependency) {
        return new Step(name, target, dependency);
    }

    private static Target url(String text) {
        return new Target.Url(URI.create(text));
    }

    private static Graph graph(String text, CheckOptions options) {
        return valid(GraphReader.read("graph.yaml", text).graphs().getFirst(), options)
                .graph();
    }

    private static Checked.Valid valid(Facts facts, CheckOptions options) {
        var checked = Checker.check(facts, options);
        assertThat(checked).as("%s", checked.problems()).isInstanceOf(Checked.Valid.class);
        return (Checked.Valid) checked;
    }
}
