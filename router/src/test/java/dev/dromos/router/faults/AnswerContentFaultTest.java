package dev.dromos.router.faults;

import static dev.dromos.router.faults.RawAnswers.bare;
import static dev.dromos.router.faults.RawAnswers.chunked;
import static dev.dromos.router.faults.RawAnswers.ok;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dromos.nodes.call.ClientSettings;
import dev.dromos.nodes.testing.Answer;
import dev.dromos.nodes.testing.Gzip;
import dev.dromos.router.contract.Request;
import dev.dromos.router.contract.TestBed;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Section A, whole answers that say something unusual: statuses, types, sizes, encodings, headers for somebody else. */
final class AnswerContentFaultTest {
    private static final String NO_MATCH = "None of the routes matched with the switch condition";
    private static final int MIB = 1024 * 1024;

    @RegisterExtension
    @Order(1)
    final TestBed bed = new TestBed();

    @RegisterExtension
    @Order(2)
    final Unharmed unharmed = new Unharmed(bed);

    private final OneStep step = new OneStep(bed);

    @ParameterizedTest(name = "A23 {0}")
    @DisplayName("A23 a body where none may be is dropped, and is not the beginning of the next answer")
    @ValueSource(ints = {204, 304})
    void bodiesWhereNoneMayBe(int status) throws Exception {
        var head = "HTTP/1.1 %d Bodiless\r\n".formatted(status);

        step.passes(Answer.raw(head + "Content-Length: 2\r\n\r\n{}"), status, "");
        step.passes(Answer.raw(head + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"), status, "");
        step.passes(Answer.raw(head + "\r\n{}"), status, "");
    }

    @Test
    @DisplayName("A23 an empty answer passes, and is an empty input to the next step")
    void emptyAnswers() throws Exception {
        step.passes(ok("Content-Length: 0\r\n\r\n"), 200, "");
        bed.model("m1", ok("Content-Length: 0\r\n\r\n"));
        bed.model("m2", 200, "{}");
        bed.serve(OneStep.GRAPH + "    - {serviceUrl: \"${m2}\", data: $response}\n");

        bed.post("{}").is(200, "{}");

        assertThat(bed.received("m2").body().isEmpty()).isTrue();
    }

    @Test
    @DisplayName(
            "A30 an answer that is an array, a scalar or nothing: no case of a Switch, a member of an Ensemble as it is")
    void whatIsNoObject() throws Exception {
        bed.model("empty", ok("Content-Length: 0\r\n\r\n"));
        bed.model("text", ok("Content-Length: 3\r\n\r\n<p>"));
        bed.model("array", Answer.of(200, "[1.0]"));
        bed.model("number", Answer.of(200, "1e400"));
        bed.model("m2", 200, "{}");
        for (var member : List.of("empty", "text", "array", "number")) {
            bed.serve("""
                    nodes:
                      root: {routerType: Sequence, steps: [{serviceUrl: "${%s}"}, {nodeName: next, data: $response}]}
                      next: {routerType: Switch, steps: [{serviceUrl: "${m2}", condition: a}]}
                    """.formatted(member));
            bed.post("{}").isFailure(404, NO_MATCH);
        }
        bed.serve("""
                nodes:
                  root:
                    routerType: Ensemble
                    steps:
                    - {name: empty, serviceUrl: "${empty}"}
                    - {name: text, serviceUrl: "${text}"}
                    - {name: array, serviceUrl: "${array}"}
                    - {name: number, serviceUrl: "${number}"}
                """);

        bed.post("{}").isExactly(200, "{\"empty\":\"\",\"text\":\"<p>\",\"array\":[1.0],\"number\":1e400}");
    }

    @ParameterizedTest(name = "A25 {0}")
    @DisplayName("A25 T3 whom a redirect names is not connected to, and neither the client nor the next step is told")
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void redirectsAreNotFollowed(int status) throws Exception {
        var canary = bed.model("canary", 200, "{}");
        bed.model("m1", bare(status + " Elsewhere", "Location: " + bed.filled("${canary}/next")));
        bed.model("m2", 200, "{\"done\":1}");
        bed.serve(OneStep.GRAPH);

        var reply = bed.post("{}");

        reply.isExactly(status, "");
        assertThat(reply.headers("Location")).isEmpty();
        bed.serve(OneStep.GRAPH + "    - {serviceUrl: \"${m2}\", data: $response}\n");
        bed.post("{}").is(200, "{\"done\":1}");
        assertThat(bed.received("m2").body().isEmpty()).isTrue();
        assertThat(bed.received("m2").headers("Location")).isEmpty();
        bed.serve(
                OneStep.GRAPH.replace("\"${m1}\"", "\"${m1}\", dependency: Hard") + "    - {serviceUrl: \"${m2}\"}\n");
        bed.post("{}").isExactly(status, "");
        assertThat(canary.connectionsOpened()).isZero();
    }

    @Test
    @DisplayName("A26 a Hard step's error stops with its status and body, a Soft one's goes on")
    void hardStopsAndSoftGoesOn() throws Exception {
        step.passes(Answer.of(418, "{\"e\":1}"), 418, "{\"e\":1}");
        bed.model("m1", Answer.of(503, "{\"busy\":1}"));
        bed.model("m2", 200, "{\"done\":1}");
        var steps = OneStep.GRAPH + "    - {serviceUrl: \"${m2}\", data: $response}\n";
        bed.serve(steps.replace("\"${m1}\"", "\"${m1}\", dependency: Hard"));

        bed.post("{}").is(503, "{\"busy\":1}");
        assertThat(bed.calls("m2")).isZero();
        bed.serve(steps);

        bed.post("{}").is(200, "{\"done\":1}");
        assertThat(bed.received("m2").body()).hasToString("{\"busy\":1}");
    }

    @ParameterizedTest(name = "A27 {0}")
    @DisplayName("A27 a busy server is not asked again by itself, and the client is not told when to come again")
    @ValueSource(ints = {429, 503})
    void aBusyServerIsAskedOnce(int status) throws Exception {
        bed.model("m1", busy(status, "0"), Answer.of(200, "{}"));
        bed.propagating(".*").serve(OneStep.GRAPH);

        var reply = bed.post("{}");

        reply.is(status, "{\"busy\":1}");
        assertThat(reply.headers("Retry-After")).isEmpty();
        assertThat(bed.calls("m1")).isEqualTo(1);
    }

    @Test
    @DisplayName("A27 a step with retries leaves a busy server alone for as long as it asks, if that is in time")
    void retriesComeWhenABusyServerSays() throws Exception {
        bed.model("m1", busy(503, "1"), Answer.of(200, "{}"));
        var graph = """
                apiVersion: dromos.dev/v1alpha1
                kind: InferenceGraph
                metadata: {name: g}
                spec:
                  deadline: 20s
                  nodes:
                    root:
                      routerType: Sequence
                      steps: [{serviceUrl: "${m1}", retry: {maxRetries: 1, initialDelayMs: 1}}]
                """;
        bed.serve(graph);
        long start = System.nanoTime();

        bed.post("{}").is(200, "{}");

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        bed.model("m1", busy(503, "21"), Answer.of(200, "{}"));
        bed.serve(graph);
        bed.post("{}").is(503, "{\"busy\":1}");
        assertThat(bed.calls("m1")).isEqualTo(1);
    }

    private static Answer busy(int status, String retryAfter) {
        return Answer.of(status, List.of("Retry-After: " + retryAfter), "{\"busy\":1}".getBytes(UTF_8));
    }

    @ParameterizedTest(name = "A29 {0}")
    @DisplayName("A29 an answer that is no JSON passes with its own type, else as octets, and is not to be sniffed")
    @CsvSource({
        "Content-Type: text/html, text/html",
        "Content-Type: text/plain; charset=latin1, text/plain; charset=latin1",
        "Content-Type: image/png, image/png",
        "X-Content-Type: text/html, application/octet-stream"
    })
    void whatIsNoJsonHasItsType(String header, String type) throws Exception {
        bed.model("m1", Answer.of(200, List.of(header), "<p>\u00ff".getBytes(ISO_8859_1)));
        bed.serve(OneStep.GRAPH);

        var reply = bed.post("{}");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body().dangerouslySharedBytes()).isEqualTo("<p>\u00ff".getBytes(ISO_8859_1));
        assertThat(reply.headers("Content-Type")).containsExactly(type);
        assertThat(reply.headers("X-Content-Type-Options")).containsExactly("nosniff");
    }

    @ParameterizedTest(name = "A31 {index}")
    @DisplayName("A31 bytes that are no text, no UTF-8, or half a character are passed on as they are, to steps too")
    @ValueSource(
            strings = {
                "\u00ff\u00fe\u0000\u00ef\u00bb\u00bf",
                "\u00ef\u00bb\u00bf{}",
                "{\"a\":\"\u00ed\u00a0\u0080\\ud800\u00ff\"}"
            })
    void bytesStayBytes(String latin1) throws Exception {
        var bytes = latin1.getBytes(ISO_8859_1);
        bed.model("m1", Answer.of(200, List.of(), bytes));
        bed.model("m2", Answer.of(200, List.of(), bytes));
        bed.serve(OneStep.GRAPH + "    - {serviceUrl: \"${m2}\", data: $response}\n");

        var reply = bed.post("{}");

        assertThat(bed.received("m2").body().dangerouslySharedBytes()).isEqualTo(bytes);
        assertThat(reply.body().dangerouslySharedBytes()).isEqualTo(bytes);
    }

    @Test
    @DisplayName("A32 an answer beyond the limit is too large, whether it says so before or turns out to be")
    void answersBeyondTheLimit() throws Exception {
        step.fails(ok("Content-Length: 100000001\r\n\r\n{").thenHold(), "response too large");
        step.fails(
                chunked("f4241\r\n" + " ".repeat(OneStep.MOST_BYTES + 1) + "\r\n")
                        .thenHold(),
                "response too large");
    }

    @Test
    @DisplayName("A32 of an answer of 100 MB no more is read than the limit, and its connection is closed")
    void noMoreIsReadThanTheLimit() throws Exception {
        var model = bed.model("m1", zeros(100 * MIB));
        bed.client(ClientSettings.DEFAULT.withMaxResponseBytes(8 * MIB))
                .precise()
                .serve(OneStep.GRAPH);

        bed.post("{}").isFailure(502, "step 0 of node `root`: response too large");

        assertThat(model.awaitPeerClosed(Duration.ofSeconds(1))).isTrue();
        assertThat(model.bytesSent()).isLessThan((8 + 24) * MIB); // the rest is in the buffers of the system's sockets
    }

    @Test
    @DisplayName("A32 an answer of the limit takes less than twice as much of the heap")
    void anAnswerTakesLittleMoreThanItsBytes() throws Exception {
        int limit = 32 * MIB;
        var model = bed.model("m1", zeros(limit).thenHold());
        bed.model("m2", 200, "{}");
        bed.serve(OneStep.GRAPH.replace("m1", "m2"));
        bed.post("{}").is(200, "{}");
        bed.serve(OneStep.GRAPH);
        long before = heap();
        try (var wire = bed.open()) {
            wire.send(Request.post("{}").asBytes());
            await().until(() -> bed.router().load().heldBytes() >= limit && model.bytesSent() > limit);

            assertThat(heap() - before).isLessThan(2L * limit);
            assertThat(bed.router().load().heldBytes()).isLessThan(limit + 100); // the answer's, and the request's own
            wire.reset();
        }
        await().untilAsserted(() -> {
            assertThat(bed.router().load().heldBytes()).isZero();
            assertThat(heap() - before).isLessThan(limit / 4);
        });
    }

    /** In chunks, without the last one; all the same bytes, so that the server needs no heap for them. */
    private static Answer zeros(int size) {
        var chunk = "10000\r\n" + "0".repeat(0x10000) + "\r\n";
        var bytes = chunk.getBytes(ISO_8859_1);
        var answer = chunked("");
        for (int sent = 0; sent < size; sent += 0x10000) {
            answer = answer.thenSend(bytes);
        }
        return answer;
    }

    private static long heap() {
        System.gc();
        System.gc(); // for what the first one has only found to be in no use any more
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Test
    @DisplayName("A33 gzip is unpacked, as far as it is some and within the limit")
    void gzip() throws Exception {
        step.passes(encoded("gzip", Gzip.pack("{\"a\":1}")), 200, "{\"a\":1}");
        step.fails(encoded("gzip", Gzip.pack(new byte[5 * OneStep.MOST_BYTES])), "response too large");
        step.fails(encoded("gzip", "none".getBytes(UTF_8)), "response malformed");
    }

    @ParameterizedTest(name = "A34 {0}")
    @DisplayName("A34 an encoding that is not gzip is not supported")
    @ValueSource(strings = {"br", "zstd", "gzip, gzip"})
    void otherEncodings(String encoding) throws Exception {
        step.fails(encoded(encoding, Gzip.pack(Gzip.pack("{}"))), "response encoding not supported");
    }

    @Test
    @DisplayName("A34 identity is no encoding")
    void identity() throws Exception {
        step.passes(encoded("identity", "{}".getBytes(UTF_8)), 200, "{}");
    }

    private static Answer encoded(String encoding, byte[] body) {
        return Answer.of(200, List.of("Content-Encoding: " + encoding), body);
    }

    @Test
    @DisplayName("A37 T9 no header of a step or of the client comes back but the content type")
    void headersAreNotRelayed() throws Exception {
        bed.model(
                "m1",
                ok("Set-Cookie: s=1\r\nServer: x\r\nConnection: X-Secret\r\nX-Secret: s\r\n"
                        + "Authorization: b\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nok"));
        bed.propagating(".*").serve(OneStep.GRAPH);

        var reply =
                bed.send(Request.post("{}").header("Authorization", "Bearer T").header("Cookie", "c=1"));

        reply.isExactly(200, "ok");
        assertThat(reply.headers())
                .extracting(header -> header.name().toLowerCase(Locale.ROOT))
                .containsExactlyInAnyOrder("content-type", "content-length", "x-content-type-options", "x-request-id");
    }
}
