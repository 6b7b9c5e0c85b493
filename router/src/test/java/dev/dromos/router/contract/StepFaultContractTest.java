package dev.dromos.router.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dromos.nodes.call.ClientSettings;
import dev.dromos.nodes.testing.Answer;
import dev.dromos.nodes.testing.FakeModelServer;
import java.time.Duration;
import java.util.concurrent.ExecutorCompletionService;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a step that is slow, broken or no longer wanted becomes (R7, R17, R20, R22). */
final class StepFaultContractTest {
    private static final String ONE_STEP = """
            nodes:
              root:
                routerType: Sequence
                steps:
                - {serviceUrl: "${m1}"}
            """;

    private static final String TWO_STEPS = """
            nodes:
              root:
                routerType: Sequence
                steps:
                - {serviceUrl: "${m1}"}
                - {serviceUrl: "${m2}"}
            """;

    /** Long enough for a loaded machine; what is waited for takes milliseconds. */
    private static final Duration SOON = Duration.ofSeconds(1);

    @RegisterExtension
    final TestBed bed = new TestBed();

    @ParameterizedTest(name = "R7 {1}")
    @DisplayName("R7 a graph that exceeds serverWrite is answered in time, its step ended, no later one called")
    @CsvSource({"false, 500", "true, 504"})
    void tooLongGraphIsAnsweredInTime(boolean precise, int status) throws Exception {
        var m1 = bed.model("m1", Answer.holding());
        bed.model("m2", 200, "{}");
        (precise ? bed.precise() : bed).serve(TWO_STEPS + "routerTimeouts: {serverWrite: 1}");

        bed.post("{}").isLate(status, "step 0 of node `root`");

        assertThat(m1.awaitPeerClosed(SOON)).isTrue();
        assertThat(bed.calls("m2")).isZero();
    }

    @ParameterizedTest(name = "R17 precise {0}")
    @DisplayName("R17 with serviceClient a call is limited as a whole, and its connection closed")
    @CsvSource({"false, 500", "true, 504"})
    void serviceClientLimitsTheWholeCall(boolean precise, int status) throws Exception {
        var m1 = bed.model(
                "m1",
                Answer.raw("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n{").thenHold());
        bed.model("m2", 200, "{}");
        (precise ? bed.precise() : bed).serve(TWO_STEPS + "routerTimeouts: {serviceClient: 1}");

        bed.post("{}").isFailure(status, "step 0 of node `root`: timed out");

        assertThat(m1.awaitPeerClosed(SOON)).isTrue();
        assertThat(bed.calls("m2")).isZero();
    }

    @ParameterizedTest(name = "R20 the client closes with {0}")
    @DisplayName("R20 when the client goes, its running step ends and no later one is called")
    @CsvSource({"FIN", "RST"})
    void clientsEndEndsTheStep(String how) throws Exception {
        var m1 = bed.model("m1", Answer.holding());
        bed.model("m2", 200, "{}");
        bed.serve(TWO_STEPS);
        var wire = bed.open();
        wire.send(Request.post("{}").asBytes());
        awaitRequest(m1);

        if (how.equals("RST")) {
            wire.reset();
        } else {
            wire.close();
        }

        assertThat(m1.awaitPeerClosed(SOON)).isTrue();
        assertThat(bed.calls("m2")).isZero();
    }

    @Test
    @DisplayName("R20 when the client goes, every running member of an Ensemble ends")
    void clientsEndEndsEveryMember() throws Exception {
        var m1 = bed.model("m1", Answer.holding());
        var m2 = bed.model("m2", Answer.holding());
        bed.serve(TWO_STEPS.replace("Sequence", "Ensemble"));
        try (var wire = bed.open()) {
            wire.send(Request.post("{}").asBytes());
            awaitRequest(m1);
            awaitRequest(m2);
        }

        assertThat(m1.awaitPeerClosed(SOON)).isTrue();
        assertThat(m2.awaitPeerClosed(SOON)).isTrue();
    }

    static Stream<Arguments> transportFaults() {
        return Stream.of(
                Arguments.of("closes", Answer.closing(), "connection reset"),
                Arguments.of("resets", Answer.resetting(), "connection reset"),
                Arguments.of("cuts its answer short", Answer.truncated(200, "{\"a\":1}"), "response truncated"),
                Arguments.of("leaves out the last chunk", Answer.chunkedWithoutEnd(200, "{}"), "response truncated"),
                Arguments.of("does not speak HTTP", Answer.raw("garbage\r\n\r\n"), "response malformed"),
                Arguments.of("switches protocols", Answer.raw("HTTP/1.1 101 S\r\n\r\n"), "response malformed"));
    }

    @ParameterizedTest(name = "R22 a server that {0}")
    @DisplayName("R22 a fault of the transport is 500, or 502 when precise, even at a Soft step")
    @MethodSource("transportFaults")
    void transportFaultIsAFailure(String what, Answer answer, String cause) throws Exception {
        bed.model("m1", answer);
        bed.model("m2", 200, "{}");
        bed.serve(TWO_STEPS);

        bed.post("{}").isFailure(500, "step 0 of node `root`: " + cause);

        assertThat(bed.calls("m2")).as(what).isZero();
    }

    @ParameterizedTest(name = "R22 {0}")
    @DisplayName("R22 a server that cannot be reached is 500, or 502 when precise")
    @CsvSource({"false, 500", "true, 502"})
    void unreachableServerIsAFailure(boolean precise, int status) throws Exception {
        bed.unreachable("m1");
        bed.model("m2", 200, "{}");
        (precise ? bed.precise() : bed).serve(TWO_STEPS);

        bed.post("{}").isFailure(status, "step 0 of node `root`: connection failed");

        assertThat(bed.calls("m2")).isZero();
    }

    @Test
    @DisplayName("R22 a name that does not resolve is a failure")
    void unknownNameIsAFailure() throws Exception {
        bed.precise().serve(ONE_STEP.replace("${m1}", "http://no-such-host.invalid/"));

        bed.post("{}").isFailure(502, "step 0 of node `root`: name not found");
    }

    @Test
    @DisplayName("R22 more calls than a target's connections and line take are 500, or 503 when precise")
    void fullLineIsAFailure() throws Exception {
        var m1 = bed.model("m1", Answer.holding());
        bed.client(ClientSettings.DEFAULT.withPool(1, 1)).precise().serve(ONE_STEP);
        try (var first = bed.open();
                var second = bed.open();
                var third = bed.open()) {
            first.send(Request.post("1").asBytes());
            awaitRequest(m1);
            second.send(Request.post("2").asBytes());
            third.send(Request.post("3").asBytes());

            // The other one waits; only the router knows which came first.
            firstReply(second, third).isFailure(503, "step 0 of node `root`: too many pending requests");
            assertThat(m1.requests()).hasSize(1);
        }
    }

    private static Reply firstReply(Wire... wires) throws Exception {
        var replies =
                new ExecutorCompletionService<Reply>(task -> Thread.ofVirtual().start(task));
        for (var wire : wires) {
            replies.submit(wire::reply); // ends with its socket, if not before
        }
        return replies.take().get();
    }

    private static void awaitRequest(FakeModelServer server) {
        await().until(() -> !server.requests().isEmpty());
    }
}
