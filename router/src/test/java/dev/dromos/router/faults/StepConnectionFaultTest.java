package dev.dromos.router.faults;

import static dev.dromos.router.faults.RawAnswers.ok;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.nodes.testing.Answer;
import dev.dromos.nodes.testing.InTime;
import dev.dromos.router.contract.Request;
import dev.dromos.router.contract.TestBed;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Section A, connections to a step's server that are not made, or end in the middle of something. */
final class StepConnectionFaultTest {
    private static final String TRUNCATED = "response truncated";
    private static final int UPLOAD = 20_000_000;

    @RegisterExtension
    @Order(1)
    final TestBed bed = new TestBed();

    @RegisterExtension
    @Order(2)
    final Unharmed unharmed = new Unharmed(bed);

    private final OneStep step = new OneStep(bed);

    @Test
    @DisplayName("A1 a server that is not there is a failure, within 50 ms")
    void aClosedPort() throws Exception {
        bed.unreachable("m1");
        bed.precise().serve(OneStep.GRAPH);

        var took = InTime.shortest(() -> bed.post("{}").isFailure(502, "step 0 of node `root`: connection failed"));

        assertThat(took).isLessThan(Duration.ofMillis(50));
    }

    @Test
    @DisplayName("A9 RST before the answer is a failure")
    void resetBeforeTheAnswer() throws Exception {
        step.fails(Answer.resetting(), "connection reset");
    }

    @Test
    @DisplayName("A10 a request that is lost on a reused connection is sent once more, answered, and counted")
    void aLostRequestIsSentAgain() throws Exception {
        var model = bed.model("m1", Answer.of(200, "{}"), Answer.closing(), Answer.of(200, "{\"again\":1}"));
        bed.showingMetrics("/metrics").serve(OneStep.GRAPH);
        try (var wire = bed.open()) {
            wire.ask(Request.post("{}")).is(200, "{}");

            wire.ask(Request.post("{}")).is(200, "{\"again\":1}");
        }

        assertThat(model.requests()).hasSize(3);
        assertThat(bed.count("dromos_step_resends_total")).isEqualTo(1);
    }

    @Test
    @DisplayName("A11 FIN within the body is a truncated answer")
    void endWithinTheBody() throws Exception {
        step.fails(Answer.truncated(200, "{\"half\":"), TRUNCATED);
    }

    @Test
    @DisplayName("A12 RST within the body is a truncated answer")
    void resetWithinTheBody() throws Exception {
        step.fails(ok("Content-Length: 9\r\n\r\nhalf").thenReset(), TRUNCATED);
    }

    @Test
    @DisplayName("A13 chunks without the last one are a truncated answer")
    void noLastChunk() throws Exception {
        step.fails(Answer.chunkedWithoutEnd(200, "{\"half\":"), TRUNCATED);
    }

    @Test
    @DisplayName("A19 an answer without a length is whole when its connection ends")
    void endOfTheConnection() throws Exception {
        step.passes(Answer.raw("HTTP/1.0 200 OK\r\n\r\n{\"old\":1}").thenClose(), 200, "{\"old\":1}");
    }

    @ParameterizedTest(name = "A20 {0} of a {1} step")
    @DisplayName("A20 A47 an answer that comes, and ends, during an upload of 20 MB counts; no more of that is sent")
    @CsvSource({"200, Hard, 200", "413, Soft, 200", "413, Hard, 413"})
    void anEarlyAnswerEndsTheUpload(int status, String dependency, int result) throws Exception {
        bed.model("m2", 200, "{\"done\":1}");
        try (var hasty = HastyServer.answering(status, "{\"early\":1}")) {
            bed.maxRequestBytes(UPLOAD).serve("""
                            nodes:
                              root:
                                routerType: Sequence
                                steps:
                                - {serviceUrl: "%s", dependency: %s}
                                - {serviceUrl: "${m2}", data: $response}
                            """.formatted(hasty.url(), dependency));

            var reply = bed.send(Request.post(new byte[UPLOAD]));

            reply.is(result, result == 200 ? "{\"done\":1}" : "{\"early\":1}");
            assertThat(bed.calls("m2")).isEqualTo(result == 200 ? 1 : 0);
            assertThat(hasty.readToTheEnd()).isLessThan(UPLOAD);
        }
    }

    @Test
    @DisplayName("A38 a connection that its server ends with each answer is no fault")
    void connectionsThatEnd() throws Exception {
        step.passes(ok("Connection: close\r\nContent-Length: 2\r\n\r\n{}").thenClose(), 200, "{}");
    }
}
