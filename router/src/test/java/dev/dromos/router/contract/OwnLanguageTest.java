package dev.dromos.router.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dromos.nodes.call.ClientSettings;
import dev.dromos.nodes.testing.Answer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What only {@code dromos.dev} graphs can say, over the wire; the layers themselves are tested in virtual time. */
final class OwnLanguageTest {
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Answer HELD = Answer.holding();

    @RegisterExtension
    final TestBed bed = new TestBed();

    @Test
    void theDeadlineIsKeptAndTheCauseSaysWhichStepSpentIt() throws Exception {
        bed.model("fast", 200, "{}");
        var slow = bed.model("slow", HELD);
        serve("deadline: 200ms", "{name: a, serviceUrl: \"${fast}\"}", "{name: b, serviceUrl: \"${slow}\"}");

        var begun = System.nanoTime();
        bed.post("{}").isLate(504, "step `b` of node `root`");

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SOON);
        assertThat(slow.awaitPeerClosed(SOON)).isTrue();
    }

    @Test
    void aStepThatFailsIsCalledAgain() throws Exception {
        bed.model("m", Answer.of(503, "{}"), Answer.closing(), Answer.of(200, "{\"n\":3}"));
        serve("", "{serviceUrl: \"${m}\", retry: {maxRetries: 3, initialDelayMs: 1}}");

        bed.post("{}").is(200, "{\"n\":3}");

        assertThat(bed.calls("m")).isEqualTo(3);
    }

    @Test
    void aSlowStepGetsASecondCallAndTheFirstIsClosed() throws Exception {
        var model = bed.model("m", HELD, Answer.of(200, "{\"n\":2}"));
        serve("", "{serviceUrl: \"${m}\", hedge: {after: 20ms}}");

        bed.post("{}").is(200, "{\"n\":2}");

        assertThat(model.awaitPeerClosed(SOON)).isTrue();
    }

    @Test
    void anAttemptHasItsOwnLimit() throws Exception {
        bed.model("m", HELD, Answer.of(200, "{\"n\":2}"));
        serve(
                "defaults: {timeout: 50ms}",
                "{serviceUrl: \"${m}\", retry: {maxRetries: 1, initialDelayMs: 1, causes: [timeout]}}");

        bed.post("{}").is(200, "{\"n\":2}");
    }

    @Test
    void anotherTargetStandsInForAStepThatFailed() throws Exception {
        bed.unreachable("gone");
        bed.model("spare", 200, "{\"spare\":1}");
        serve("", "{serviceUrl: \"${gone}\", fallback: {serviceUrl: \"${spare}\"}}");

        bed.post("{\"in\":1}").is(200, "{\"spare\":1}");

        assertThat(bed.received("spare").body()).hasToString("{\"in\":1}");
    }

    @Test
    void anAnswerStandsInForTheStatusesThatAreListed() throws Exception {
        bed.model("m", Answer.of(429, "{}"), Answer.of(500, "{\"e\":5}"));
        serve("", "{serviceUrl: \"${m}\", fallback: {response: {p: [0.10]}, statuses: [429]}}");

        bed.post("{}").isExactly(200, "{\"p\":[0.10]}");
        bed.post("{}").is(500, "{\"e\":5}");
    }

    @Test
    void aNodeStandsInForANodeThatIsTooLate() throws Exception {
        bed.model("slow", HELD);
        bed.model("a", 200, "{\"n\":1}");
        bed.serve(dromos("", """
                root: {routerType: Sequence, steps: [{nodeName: crowd, timeout: 100ms, fallback: {nodeName: one}}]}
                crowd: {routerType: Ensemble, steps: [{name: s, serviceUrl: "${slow}"}, {name: a, serviceUrl: "${a}"}]}
                one: {routerType: Ensemble, steps: [{name: only, serviceUrl: "${a}"}]}
                """));

        bed.post("{}").is(200, "{\"only\":{\"n\":1}}");
    }

    @Test
    void aNodeThatIsTooLateFailsAsAStepDoes() throws Exception {
        var slow = bed.model("slow", HELD);
        bed.serve(dromos("", """
                root: {routerType: Sequence, steps: [{name: all, nodeName: crowd, timeout: 400ms}]}
                crowd: {routerType: Ensemble, steps: [{name: s, serviceUrl: "${slow}"}]}
                """));

        bed.post("{}").isFailure(504, "step `all` of node `root`: timed out");

        assertThat(slow.awaitPeerClosed(SOON)).isTrue();
    }

    @Test
    void aNodeWithoutAMatchingCaseMayHaveAFallback() throws Exception {
        bed.model("m", 200, "{}");
        bed.serve(dromos("", """
                root: {routerType: Sequence, steps: [{nodeName: choice, fallback: {response: none}}]}
                choice: {routerType: Switch, steps: [{serviceUrl: "${m}", condition: x}]}
                """));

        bed.post("{\"y\":1}").isExactly(200, "\"none\"");
    }

    @Test
    void whenTheClientGoesBothCallsOfAHedgeEnd() throws Exception {
        var model = bed.model("m", HELD);
        serve("", "{serviceUrl: \"${m}\", hedge: {after: 20ms}}");

        try (var client = bed.open()) {
            client.send(Request.post("{}").asBytes());
            await().atMost(SOON).until(() -> bed.calls("m") == 2);
        }

        await().atMost(SOON).until(() -> model.connectionsClosedByPeer().size() == 2);
    }

    @Test
    void whenTheClientGoesNothingIsRetriedOrReplaced() throws Exception {
        var model = bed.model("m", Answer.of(503, "{}"), HELD, Answer.of(200, "{}"));
        bed.model("spare", 200, "{}");
        serve(
                "",
                "{serviceUrl: \"${m}\", retry: {maxRetries: 9, initialDelayMs: 1}, fallback: {serviceUrl: \"${spare}\"}}",
                "{serviceUrl: \"${spare}\"}");

        try (var client = bed.open()) {
            client.send(Request.post("{}").asBytes());
            await().atMost(SOON).until(() -> bed.calls("m") == 2);
        }

        assertThat(model.awaitPeerClosed(SOON)).isTrue();
        bed.post("{}").is(200, "{}");
        assertThat(bed.calls("m")).as("with the next client's own").isEqualTo(3);
        assertThat(bed.calls("spare")).as("the next client's own").isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"X-Request-Timeout, 100ms", "x-request-timeout, 100ms", "grpc-timeout, 100m", "Grpc-Timeout, 100000u"})
    void aClientMayAskForItsAnswerSooner(String header, String value) throws Exception {
        bed.model("m", HELD);
        serve("", "{serviceUrl: \"${m}\"}");

        bed.send(Request.post("{}").header(header, value)).isLate(504, "step 0 of node `root`");
    }

    @Test
    void aClientCannotAskForMoreTime() throws Exception {
        bed.model("m", HELD);
        serve("deadline: 100ms", "{serviceUrl: \"${m}\"}");

        bed.send(Request.post("{}").header("X-Request-Timeout", "60")).isLate(504, "step 0 of node `root`");
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "0", "-1", "1.5", "0s", "99999999999"})
    void aTimeThatIsNoneIsIgnored(String value) throws Exception {
        bed.model("m", 200, "{}");
        serve("", "{serviceUrl: \"${m}\"}");

        bed.send(Request.post("{}").header("X-Request-Timeout", value)).is(200, "{}");
    }

    @Test
    void aGraphOfKServesKnowsNoneOfThis() throws Exception {
        bed.model("m", Answer.of(503, "{}").after(Duration.ofMillis(100)));
        bed.serve("""
                deadline: 1ms
                errorStatus: precise
                headers: {propagate: [.*]}
                nodes:
                  root:
                    routerType: Sequence
                    steps:
                      - {serviceUrl: "${m}", timeout: 1ms, retry: {maxRetries: 3}, fallback: {response: {}}}
                """);

        bed.send(Request.post("{}").header("X-Request-Timeout", "1ms").header("X-A", "1"))
                .is(503, "{}");

        assertThat(bed.calls("m")).isEqualTo(1);
        assertThat(bed.received("m").headers("X-A")).isEmpty();
        assertThat(bed.warnings()).hasSize(6).allMatch(warning -> warning.contains("unknown field"));
    }

    @Test
    void aGraphsOwnPatternsAreForWholeNamesWhateverTheirCapitals() throws Exception {
        bed.model("m", 200, "{}");
        bed.propagating("Process");
        serve("headers: {propagate: [x-user-.*, \"\\\\QX.Y\"]}", "{serviceUrl: \"${m}\"}");

        bed.send(Request.post("{}")
                        .header("X-User-Id", "1")
                        .header("My-X-User-Id", "2")
                        .header("X.Y", "3")
                        .header("Process", "4"))
                .is(200, "{}");

        var received = bed.received("m");
        assertThat(received.headers("X-User-Id")).containsExactly("1");
        assertThat(received.headers("X.Y")).containsExactly("3");
        assertThat(received.headers("My-X-User-Id")).isEmpty();
        assertThat(received.headers("Process")).isEmpty();
    }

    @Test
    void aGraphMayWantKServesStatuses() throws Exception {
        bed.unreachable("m");
        serve("errorStatus: kserve", "{serviceUrl: \"${m}\"}");

        bed.post("{}").isFailure(500, "step 0 of node `root`: connection failed");
    }

    @Test
    void serversAreToldHowLongTheirAnswerIsWaitedForWhenThatIsWanted() throws Exception {
        bed.model("m", 200, "{}");
        bed.client(ClientSettings.DEFAULT.withTellsDeadline(true));
        serve("headers: {propagate: [.*]}\ndeadline: 5s", "{serviceUrl: \"${m}\"}");

        bed.send(Request.post("{}").header("X-Request-Timeout", "2s")).is(200, "{}");

        assertThat(bed.received("m").headers("X-Request-Timeout"))
                .singleElement()
                .satisfies(value -> assertThat(value).matches("1[0-9]{3}ms|2000ms"));
    }

    @Test
    void serversAreToldNothingByDefault() throws Exception {
        bed.model("m", 200, "{}");
        serve("deadline: 5s", "{serviceUrl: \"${m}\"}");

        bed.post("{}").is(200, "{}");

        assertThat(bed.received("m").headers("X-Request-Timeout")).isEmpty();
    }

    /** One Sequence. */
    private void serve(String spec, String... steps) throws Exception {
        bed.serve(
                dromos(spec, "root: {routerType: Sequence, steps: [%s]}".formatted(String.join(", ", List.of(steps)))));
    }

    private static String dromos(String spec, String nodes) {
        return """
                apiVersion: dromos.dev/v1alpha1
                kind: InferenceGraph
                metadata: {name: own}
                spec:
                %s
                  nodes:
                %s
                """.formatted(spec.indent(2), nodes.indent(4));
    }
}
