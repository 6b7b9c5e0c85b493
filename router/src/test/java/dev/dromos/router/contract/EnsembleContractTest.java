package dev.dromos.router.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dromos.nodes.testing.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an Ensemble does (R44 to R50). */
final class EnsembleContractTest {
    private static final Duration SOON = Duration.ofSeconds(1);

    @RegisterExtension
    final TestBed bed = new TestBed();

    @Test
    @DisplayName("R44 members run at the same time, each with the node's input")
    void membersRunAtTheSameTime() throws Exception {
        var allThere = new CountDownLatch(3);
        for (var name : List.of("m1", "m2", "m3")) {
            bed.modelRunning(name, request -> {
                allThere.countDown();
                return Answer.of(meet(allThere) ? 200 : 500, "{}");
            });
        }
        bed.serve(ensemble("{serviceUrl: \"${m1}\"}", "{serviceUrl: \"${m2}\"}", "{serviceUrl: \"${m3}\"}"));

        bed.post("{\"in\": 1.0}").is(200, "{\"0\":{},\"1\":{},\"2\":{}}");

        assertThat(allThere.getCount()).isZero();
        for (var name : List.of("m1", "m2", "m3")) {
            assertThat(bed.received(name).body()).hasToString("{\"in\": 1.0}");
        }
    }

    @Test
    @DisplayName("R44 keys are names, else indices; step order and every digit are kept")
    void answerKeepsOrderAndDigits() throws Exception {
        bed.model("m1", 200, "{\"z\":12345678901234567890,\"a\":1.0,\"e\":1e400,\"t\":\"<>&\"}");
        bed.model("m2", 200, " {\"b\": 9007199254740993} ");
        bed.serve(ensemble(
                "{name: zeta, serviceUrl: \"${m1}\"}",
                "{serviceUrl: \"${m2}\"}",
                "{name: \"a\\\"b\", serviceUrl: \"${m2}\"}"));

        bed.post("{}")
                .isExactly(
                        200,
                        "{\"zeta\":{\"z\":12345678901234567890,\"a\":1.0,\"e\":1e400,\"t\":\"<>&\"},"
                                + "\"1\": {\"b\": 9007199254740993} ,\"a\\\"b\": {\"b\": 9007199254740993} }");
    }

    @Test
    @DisplayName("R45 a Soft member's error is merged like a success")
    void softErrorIsMerged() throws Exception {
        bed.model("m1", 200, "{\"m\":1}");
        bed.model("m2", 503, "{\"m\":2}");
        bed.model("m3", 200, "null");
        bed.serve(ensemble(
                "{name: a, serviceUrl: \"${m1}\"}",
                "{name: b, serviceUrl: \"${m2}\", dependency: Soft}",
                "{name: c, serviceUrl: \"${m3}\"}"));

        bed.post("{}").is(200, "{\"a\":{\"m\":1},\"b\":{\"m\":2},\"c\":null}");
    }

    @Test
    @DisplayName("R45 an Ensemble without steps answers `{}`")
    void emptyEnsembleAnswersAnEmptyObject() throws Exception {
        bed.serve("nodes: {root: {routerType: Ensemble, steps: []}}");

        bed.post("{\"a\":1}").is(200, "{}");
    }

    @ParameterizedTest(name = "R46 {0} becomes {1}")
    @DisplayName("R46 any JSON is embedded, what is not JSON becomes a string")
    @CsvSource(
            delimiter = '|',
            value = {
                "[1,2] | [1,2]",
                "5 | 5",
                "\"s\" | \"s\"",
                "plain \"text\" | \"plain \\\"text\\\"\"",
                "{\"a\":1}x | \"{\\\"a\\\":1}x\"",
                "'' | \"\""
            })
    void anyBodyIsEmbedded(String body, String value) throws Exception {
        bed.model("m1", Answer.of(200, List.of(), (body.equals("''") ? "" : body).getBytes(StandardCharsets.UTF_8)));
        bed.model("m2", 200, "{\"m\":2}");
        bed.serve(ensemble("{name: a, serviceUrl: \"${m1}\"}", "{name: b, serviceUrl: \"${m2}\"}"));

        bed.post("{}").is(200, "{\"a\":" + value + ",\"b\":{\"m\":2}}");
    }

    @Test
    @DisplayName("R46 a Soft member that cannot be reached is an error object, the others are kept")
    void unreachableSoftMemberIsAnErrorObject() throws Exception {
        bed.unreachable("m1");
        bed.model("m2", 200, "{\"m\":2}");
        bed.serve(ensemble("{name: a, serviceUrl: \"${m1}\"}", "{name: b, serviceUrl: \"${m2}\"}"));

        bed.post("{}")
                .is(200, "{\"a\":" + Reply.failure("step `a` of node `root`: connection failed") + ",\"b\":{\"m\":2}}");
    }

    @Test
    @DisplayName("R46 a Soft member that exceeds serviceClient is an error object")
    void slowSoftMemberIsAnErrorObject() throws Exception {
        bed.model("m1", Answer.holding());
        bed.model("m2", 200, "{\"m\":2}");
        bed.serve(ensemble("{name: a, serviceUrl: \"${m1}\"}", "{name: b, serviceUrl: \"${m2}\"}")
                + "routerTimeouts: {serviceClient: 1}");

        bed.post("{}").is(200, "{\"a\":" + Reply.failure("step `a` of node `root`: timed out") + ",\"b\":{\"m\":2}}");
    }

    @Test
    @DisplayName("R7 an Ensemble whose member exceeds serverWrite is late as a whole, in time")
    void lateMemberMakesTheWholeLate() throws Exception {
        var m1 = bed.model("m1", Answer.holding());
        bed.model("m2", 200, "{\"m\":2}");
        bed.serve(ensemble("{name: a, serviceUrl: \"${m1}\"}", "{name: b, serviceUrl: \"${m2}\"}")
                + "routerTimeouts: {serverWrite: 1}");

        bed.post("{}").isLate(500, "step `a` of node `root`");

        assertThat(m1.awaitPeerClosed(SOON)).isTrue();
    }

    @Test
    @DisplayName("R46 a member that is a Switch without a match is an error object too")
    void unmatchedMemberIsAnErrorObject() throws Exception {
        bed.model("m1", 200, "{}");
        bed.serve("""
                nodes:
                  root:
                    routerType: Ensemble
                    steps:
                    - {name: a, nodeName: choice}
                    - {name: b, serviceUrl: "${m1}"}
                  choice:
                    routerType: Switch
                    steps:
                    - {serviceUrl: "${m1}", condition: nosuch}
                """);

        bed.post("{}")
                .is(
                        200,
                        "{\"a\":" + Reply.failure("None of the routes matched with the switch condition")
                                + ",\"b\":{}}");
    }

    @Test
    @DisplayName("R46 a Hard member that cannot be reached fails the whole")
    void unreachableHardMemberFailsTheWhole() throws Exception {
        bed.unreachable("m1");
        var m2 = bed.model("m2", Answer.holding());
        bed.serve(ensemble("{name: a, serviceUrl: \"${m1}\", dependency: Hard}", "{name: b, serviceUrl: \"${m2}\"}"));

        bed.post("{}").isFailure(500, "step `a` of node `root`: connection failed");

        await().until(() -> m2.connectionsOpen() == 0);
    }

    @Test
    @DisplayName("R47 a Hard member's error is the answer, at once, and the others are ended")
    void hardErrorIsTheAnswerAtOnce() throws Exception {
        bed.model("m1", 404, "{\"detail\":1.0}");
        var m2 = bed.modelRunning("m2", request -> Answer.holding());
        bed.serve(ensemble("{name: a, serviceUrl: \"${m1}\", dependency: Hard}", "{name: b, serviceUrl: \"${m2}\"}"));

        bed.post("{}").isExactly(404, "{\"detail\":1.0}");

        await().until(() -> m2.connectionsOpen() == 0);
    }

    @Test
    @DisplayName("R47 of several Hard errors the first in step order is the answer, not the first in time")
    void firstHardErrorInStepOrderDecides() throws Exception {
        bed.model("m1", Answer.of(404, "{\"m\":1}").after(Duration.ofMillis(100)));
        bed.model("m2", 503, "{\"m\":2}");
        bed.serve(ensemble("{serviceUrl: \"${m1}\", dependency: Hard}", "{serviceUrl: \"${m2}\", dependency: Hard}"));

        for (int i = 0; i < 5; i++) {
            bed.post("{}").is(404, "{\"m\":1}");
        }
    }

    @Test
    @DisplayName("R48 a Hard error beside another member's failure is the answer, every time")
    void hardErrorBeatsSoftFailure() throws Exception {
        bed.model("m1", Answer.closing());
        bed.model("m2", 404, "{\"m\":2}");
        bed.serve(ensemble("{serviceUrl: \"${m1}\"}", "{serviceUrl: \"${m2}\", dependency: Hard}"));

        for (int i = 0; i < 50; i++) {
            bed.post("{}").is(404, "{\"m\":2}");
        }
    }

    @Test
    @DisplayName("R49 a name that is another member's index is refused")
    void collidingKeyIsRefused() {
        bed.model("m1", 200, "{}");

        var problems = bed.refusal(ensemble("{name: \"1\", serviceUrl: \"${m1}\"}", "{serviceUrl: \"${m1}\"}"));

        assertThat(problems)
                .containsExactly("spec.nodes.root.steps[0].name: `1` is also the key of steps[1], which has no name;"
                        + " one answer would overwrite the other");
    }

    @Test
    @DisplayName("R50 200 Ensembles ended early leave no connection behind")
    void earlyEndLeaksNothing() throws Exception {
        bed.model("m1", 404, "{\"m\":1}");
        var m2 = bed.model("m2", Answer.holding());
        var m3 = bed.model("m3", Answer.holding());
        bed.serve(ensemble(
                "{serviceUrl: \"${m2}\"}", "{serviceUrl: \"${m3}\"}", "{serviceUrl: \"${m1}\", dependency: Hard}"));

        try (var wire = bed.open()) {
            for (int i = 0; i < 200; i++) {
                wire.ask(Request.post("{}")).is(404, "{\"m\":1}");
            }
        }

        await().atMost(SOON.multipliedBy(5)).until(() -> m2.connectionsOpen() + m3.connectionsOpen() == 0);
        assertThat(m2.mostConnectionsOpen()).isLessThanOrEqualTo(64);
    }

    private static boolean meet(CountDownLatch others) {
        try {
            return others.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static String ensemble(String... steps) {
        return "nodes:\n  root:\n    routerType: Ensemble\n    steps:\n    - " + String.join("\n    - ", steps) + "\n";
    }
}
