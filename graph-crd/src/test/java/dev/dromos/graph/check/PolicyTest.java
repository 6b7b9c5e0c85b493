package dev.dromos.graph.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.graph.ApiGroup;
import dev.dromos.graph.Fallback;
import dev.dromos.graph.Graph;
import dev.dromos.graph.Hedge;
import dev.dromos.graph.Policy;
import dev.dromos.graph.Retry;
import dev.dromos.graph.Retry.Cause.Fault;
import dev.dromos.graph.Retry.Cause.Status;
import dev.dromos.graph.Target;
import dev.dromos.graph.Terms;
import dev.dromos.graph.read.GraphReader;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a graph's own fields become. */
final class PolicyTest {
    private static final Retry ONCE = new Retry.UpTo(
            1,
            Duration.ofMillis(100),
            Duration.ofMinutes(5),
            List.of(Fault.CONNECT, Fault.RESET, new Status(502), new Status(503), new Status(504)));

    @Test
    void whatIsLeftOutHasItsDefault() {
        var policy = policies("", "retry: {maxRetries: 1}, hedge: {}").getFirst();

        assertThat(policy).isEqualTo(new Policy(Duration.ZERO, ONCE, new Hedge.AfterP95(5), new Fallback.None()));
    }

    @Test
    void everyFieldSaysWhatWasWritten() {
        var policy = policies("", """
                timeout: 300ms,
                retry: {maxRetries: 3, initialDelayMs: 5, maxDelayMs: 50, causes: [timeout, 429, 429]},
                hedge: {after: 200ms, budgetPercent: 10},
                fallback: {serviceName: spare, statuses: [503, 429, 503]}""").getFirst();

        assertThat(policy)
                .isEqualTo(new Policy(
                        Duration.ofMillis(300),
                        new Retry.UpTo(
                                3,
                                Duration.ofMillis(5),
                                Duration.ofMillis(50),
                                List.of(Fault.TIMEOUT, new Status(429))),
                        new Hedge.After(Duration.ofMillis(200), 10),
                        new Fallback.To(new Target.Url(URI.create("http://spare/")), List.of(503, 429))));
    }

    @Test
    void defaultsAreForServerStepsThatSayNothing() {
        var policies = policies(
                "defaults: {timeout: 1s, retry: {maxRetries: 1}, hedge: {after: 1s}}",
                "timeout: 2s, retry: {maxRetries: 0}, hedge: {budgetPercent: 0}");

        assertThat(policies.get(0)).isEqualTo(Policy.NONE.withTimeout(Duration.ofSeconds(2)));
        assertThat(policies.get(1))
                .isEqualTo(new Policy(
                        Duration.ofSeconds(1), ONCE, new Hedge.After(Duration.ofSeconds(1), 5), new Fallback.None()));
        assertThat(policies.get(2)).as("of the step that calls a node").isEqualTo(Policy.NONE);
    }

    @Test
    void aResponseKeepsItsOrderAndItsDigits() {
        var policy = policies("", "fallback: {response: {b: 0.10, a: [12345678901234567890, \"{{x}}\", null, true]}}")
                .getFirst();

        assertThat(policy.fallback())
                .isEqualTo(new Fallback.Response(
                        "{\"b\":0.10,\"a\":[12345678901234567890,\"{{x}}\",null,true]}", List.of()));
    }

    @Test
    void termsAreWhatWasWrittenElseTheVersionsOwn() {
        var silent = graph("", "").terms();
        var written = graph("deadline: 2m\nerrorStatus: kserve\nheaders: {propagate: [\"X-.*\"]}", "");

        assertThat(silent).isEqualTo(Terms.of(ApiGroup.DROMOS));
        assertThat(silent.errorStatus()).isEqualTo(Terms.ErrorStatus.PRECISE);
        assertThat(written.terms())
                .isEqualTo(new Terms(
                        Duration.ofMinutes(2), Terms.ErrorStatus.KSERVE, new Terms.Propagation.Only(List.of("X-.*"))));
        assertThat(written.timeouts().serverWrite())
                .as("no limit but the deadline")
                .isZero();
    }

    private static List<Policy> policies(String spec, String step) {
        return graph(spec, step).root().steps().stream()
                .map(each -> each.policy())
                .toList();
    }

    /** Three steps: one that says something, one that does not, one that calls a node. */
    private static Graph graph(String spec, String step) {
        var text = """
                apiVersion: dromos.dev/v1alpha1
                kind: InferenceGraph
                metadata: {name: g}
                spec:
                %s
                  nodes:
                    root:
                      routerType: Sequence
                      steps:
                        - {serviceUrl: "http://a/"%s}
                        - {serviceUrl: "http://b/"}
                        - {nodeName: none}
                    none: {routerType: Ensemble}
                """.formatted(spec.indent(2), step.isEmpty() ? "" : ", " + step);
        var facts = GraphReader.read("graph.yaml", text).graphs().getFirst();
        var options =
                CheckOptions.DEFAULT.withServices(new Services.Bound(Map.of("spare", URI.create("http://spare/"))));
        var checked = Checker.check(facts, options);
        assertThat(checked).as("%s", checked.problems()).isInstanceOf(Checked.Valid.class);
        return ((Checked.Valid) checked).graph();
    }
}
