package dev.dromos.router.faults;

import static dev.dromos.router.faults.RawAnswers.OK;
import static dev.dromos.router.faults.RawAnswers.bare;
import static dev.dromos.router.faults.RawAnswers.chunked;
import static dev.dromos.router.faults.RawAnswers.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import org.junit.jupiter.params.provider.ValueSource;

/** Section A, answers that are no HTTP, or no good one: lengths, chunks, status lines, headers. */
final class AnswerFramingFaultTest {
    private static final String MALFORMED = "response malformed";
    private static final String ANOTHER = OK + "Content-Length: 5\r\n\r\nevil!";

    @RegisterExtension
    @Order(1)
    final TestBed bed = new TestBed();

    @RegisterExtension
    @Order(2)
    final Unharmed unharmed = new Unharmed(bed);

    private final OneStep step = new OneStep(bed);

    @ParameterizedTest(name = "A14 {0}")
    @DisplayName("A14 a chunk size that is no number, negative, or beyond an int is malformed")
    @ValueSource(strings = {"zz", "-1", "fffffffff"})
    void chunkSizesAreNumbers(String size) throws Exception {
        step.fails(chunked(size + "\r\n"), MALFORMED);
    }

    @Test
    @DisplayName("A15 what a server sends behind an answer is not the next one")
    void bytesBehindAnAnswerAreDropped() throws Exception {
        step.passes(ok("Content-Length: 2\r\n\r\n{}" + ANOTHER), 200, "{}");
    }

    @Test
    @DisplayName("A15 less than a line behind an answer is not the beginning of the next one")
    void lessThanALineBehindAnAnswerIsDropped() throws Exception {
        step.passes(ok("Content-Length: 2\r\n\r\n{}}"), 200, "{}");
    }

    @Test
    @DisplayName("A15 less than a line on an idle connection is not the beginning of the next answer")
    void lessThanALineBetweenAnswersIsDropped() throws Exception {
        var first = OK + "Content-Length: 2\r\n\r\n{}";
        var late = "HTTP/1.1 4";
        var answer = Answer.raw(first).thenPause(Duration.ofMillis(20)).thenSend(late);
        var model = bed.model("m1", answer, Answer.of(200, "{\"next\":true}"));
        bed.serve(OneStep.GRAPH);
        try (var wire = bed.open()) {
            wire.ask(Request.post("{}")).is(200, "{}");
            await().until(() -> model.bytesSent() == first.length() + late.length());

            wire.ask(Request.post("{}")).is(200, "{\"next\":true}");
        }
        assertThat(model.connectionsOpened()).isEqualTo(2);
    }

    @ParameterizedTest(name = "A15 {0}")
    @DisplayName("A15 what a server sends behind an answer that is none is not the next one either")
    @CsvSource({
        "an unknown version, HTTP/3.7 200 OK|Content-Length: 2||{}",
        "a chunk without a size, " + "HTTP/1.1 200 OK|Transfer-Encoding: chunked||zz||"
    })
    void bytesBehindWhatIsNoAnswerAreDropped(String what, String first) throws Exception {
        step.fails(Answer.raw(first.replace("|", "\r\n") + ANOTHER), MALFORMED);
    }

    @Test
    @DisplayName("A16 two lengths are malformed")
    void twoLengths() throws Exception {
        step.fails(ok("Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}"), MALFORMED);
    }

    @ParameterizedTest(name = "A17 {0}")
    @DisplayName("A17 a transfer coding that is not just chunked is malformed")
    @ValueSource(strings = {"gzip, chunked", "gzip", "identity", "chunked, chunked"})
    void anotherCoding(String coding) throws Exception {
        step.fails(ok("Transfer-Encoding: %s\r\n\r\n2\r\n{}\r\n0\r\n\r\n".formatted(coding)), MALFORMED);
    }

    @Test
    @DisplayName("A17 a length besides chunks is malformed")
    void aLengthBesidesChunks() throws Exception {
        step.fails(ok("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"), MALFORMED);
    }

    @Test
    @DisplayName("A18 trailers mean nothing")
    void trailersAreIgnored() throws Exception {
        step.passes(chunked("2\r\n{}\r\n0\r\nX-Trailer: secret\r\nStatus: 500\r\n\r\n"), 200, "{}");
    }

    @Test
    @DisplayName("A21 100 and 103 are not the answer")
    void interimAnswers() throws Exception {
        step.passes(
                Answer.raw("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: <a>\r\n\r\n" + OK
                        + "Content-Length: 2\r\n\r\n{}"),
                200,
                "{}");
    }

    @Test
    @DisplayName("A22 another protocol is malformed")
    void switchingProtocols() throws Exception {
        step.fails(Answer.raw("HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\n"), MALFORMED);
    }

    @ParameterizedTest(name = "A24 {0}")
    @DisplayName("A24 a status below 200 or above 599 is malformed")
    @ValueSource(ints = {42, 600, 999})
    void oddStatuses(int status) throws Exception {
        step.fails(bare(status + " No"), MALFORMED);
    }

    @Test
    @DisplayName("A28 bytes that are no HTTP are malformed, within 100 ms, though their connection stays open")
    void garbage() throws Exception {
        var garbage = Answer.raw("\u0001garbage\r\n\r\n");
        step.fails(garbage, MALFORMED);
        bed.model("m1", garbage.thenHold());
        bed.serve(OneStep.GRAPH);

        var took = InTime.shortest(() -> bed.post("{}").isFailure(500, "step 0 of node `root`: " + MALFORMED));

        assertThat(took).isLessThan(Duration.ofMillis(100));
    }

    @ParameterizedTest(name = "A35 {0} of {1} bytes")
    @DisplayName("A35 more than 100 headers, or more than 16 KiB of them, are malformed")
    @CsvSource({"10000, 1", "100, 1", "1, 1048576"})
    void tooMuchOfHeaders(int headers, int bytes) throws Exception {
        step.fails(ok(headers(headers, bytes) + "Content-Length: 0\r\n\r\n"), MALFORMED);
    }

    @Test
    @DisplayName("A35 100 headers pass")
    void aHundredHeaders() throws Exception {
        step.passes(ok(headers(99, 1) + "Content-Length: 2\r\n\r\n{}"), 200, "{}");
    }

    @ParameterizedTest(name = "A36 {index}")
    @DisplayName("A36 T7 NUL, CR or LF alone, in a header's value is malformed, and makes no other header")
    @ValueSource(strings = {"a\u0000b", "a\rX-Evil: b", "a\nX-Evil: b", "a\nContent-Length: 5"})
    void controlCharacters(String value) throws Exception {
        step.fails(ok("Content-Type: %s\r\nContent-Length: 0\r\n\r\n".formatted(value)), MALFORMED);
    }

    private static String headers(int count, int bytes) {
        return ("a: " + "b".repeat(bytes) + "\r\n").repeat(count);
    }
}
