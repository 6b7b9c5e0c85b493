package dev.dromos.router.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dromos.nodes.call.ClientSettings;
import dev.dromos.nodes.testing.Answer;
import dev.dromos.router.contract.Reply;
import dev.dromos.router.contract.Request;
import dev.dromos.router.contract.TestBed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Section A: what a step's server can do wrong, seen by the router's client. After each row, the client's connection still serves,
 * the step's only connection and its only place in line are free again, and no line of the log is an error.
 */
final class StepFaultTest {
    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final int KIB = 1024;

    private static final String ONE_STEP = """
            nodes:
              root:
                routerType: Sequence
                steps:
                - {serviceUrl: "${m1}"}
            """;

    @RegisterExtension
    final TestBed bed = new TestBed();

    @RegisterExtension
    final QuietLog log = new QuietLog();

    /**
     * One answer of a step's server and what the client gets for it.
     *
     * @param cause of a failure, empty for an answer
     */
    record Row(String name, Answer answer, int status, String body, String cause) {
        static Row broken(String name, String cause, Answer answer) {
            return new Row(name, answer, 502, "", cause);
        }

        static Row passes(String name, int status, String body, Answer answer) {
            return new Row(name, answer, status, body, "");
        }

        void check(Reply reply, boolean precise) {
            if (cause.isEmpty()) {
                reply.isExactly(status, body);
            } else {
                reply.isFailure(precise ? status : 500, "step 0 of node `root`: " + cause);
            }
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Row> rows() {
        return Stream.of(connections(), framing(), heads(), bodies(), encodings())
                .flatMap(List::stream);
    }

    private static List<Row> connections() {
        return List.of(
                Row.broken("A9 RST before the answer", "connection reset", Answer.resetting()),
                Row.broken("A11 FIN within the body", "response truncated", Answer.truncated(200, "{\"half\":")),
                Row.broken(
                        "A12 RST within the body",
                        "response truncated",
                        raw("Content-Length: 9\r\n\r\nhalf").thenReset()),
                Row.broken("A13 no last chunk", "response truncated", Answer.chunkedWithoutEnd(200, "{\"half\":")),
                Row.passes(
                        "A19 ended by the connection's end",
                        200,
                        "{\"old\":1}",
                        Answer.raw("HTTP/1.0 200 OK\r\n\r\n{\"old\":1}").thenClose()),
                Row.broken("A28 bytes that are no HTTP", "response malformed", Answer.raw("\u0001garbage\r\n\r\n")),
                Row.passes(
                        "A38 Connection: close",
                        200,
                        "{}",
                        raw("Connection: close\r\nContent-Length: 2\r\n\r\n{}").thenClose()));
    }

    private static List<Row> framing() {
        return List.of(
                Row.broken("A14 chunk size that is no number", "response malformed", chunked("zz\r\n")),
                Row.broken("A14 negative chunk size", "response malformed", chunked("-1\r\n")),
                Row.broken("A14 chunk size beyond an int", "response malformed", chunked("fffffffff\r\n")),
                Row.passes(
                        "A15 more than Content-Length says",
                        200,
                        "{}",
                        raw("Content-Length: 2\r\n\r\n{}" + OK + "Content-Length: 5\r\n\r\nevil!")),
                Row.broken(
                        "A15 A28 an answer behind one of an unknown version",
                        "response malformed",
                        Answer.raw("HTTP/3.7 200 OK\r\nContent-Length: 2\r\n\r\n{}" + OK
                                + "Content-Length: 5\r\n\r\nevil!")),
                Row.broken(
                        "A15 A28 an answer behind one that is none",
                        "response malformed",
                        chunked("zz\r\n\r\n" + OK + "Content-Length: 5\r\n\r\nevil!")),
                Row.broken(
                        "A16 two lengths",
                        "response malformed",
                        raw("Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}")),
                Row.broken(
                        "A17 Content-Length and chunks",
                        "response malformed",
                        raw("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n")),
                Row.passes(
                        "A18 trailers", 200, "{}", chunked("2\r\n{}\r\n0\r\nX-Trailer: secret\r\nStatus: 500\r\n\r\n")),
                Row.passes(
                        "A21 100 and 103 before the answer",
                        200,
                        "{}",
                        Answer.raw("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: <a>\r\n\r\n" + OK
                                + "Content-Length: 2\r\n\r\n{}")),
                Row.broken("A22 101", "response malformed", Answer.raw("HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\n")),
                Row.passes(
                        "A23 204 with a body",
                        204,
                        "",
                        Answer.raw("HTTP/1.1 204 No Content\r\nContent-Length: 2\r\n\r\n{}")),
                Row.passes(
                        "A23 204 with chunks",
                        204,
                        "",
                        Answer.raw(
                                "HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n")),
                Row.passes("A23 200 without a body", 200, "", raw("Content-Length: 0\r\n\r\n")));
    }

    private static List<Row> heads() {
        return List.of(
                Row.broken("A24 status 42", "response malformed", status("42 No")),
                Row.broken("A24 status 600", "response malformed", status("600 No")),
                Row.broken("A24 status 999", "response malformed", status("999 No")),
                Row.passes("A25 301", 301, "", status("301 Moved\r\nLocation: http://127.0.0.1:1/")),
                Row.passes("A25 307", 307, "", status("307 Moved\r\nLocation: http://127.0.0.1:1/")),
                Row.passes("A26 an error of the server", 418, "{\"e\":1}", Answer.of(418, "{\"e\":1}")),
                Row.passes("A27 503 with Retry-After", 503, "", status("503 Busy\r\nRetry-After: 1")),
                Row.broken(
                        "A35 10 000 headers",
                        "response malformed",
                        raw("a: b\r\n".repeat(10_000) + "Content-Length: 0\r\n\r\n")),
                Row.broken(
                        "A35 101 headers",
                        "response malformed",
                        raw("a: b\r\n".repeat(100) + "Content-Length: 0\r\n\r\n")),
                Row.passes("A35 100 headers", 200, "{}", raw("a: b\r\n".repeat(99) + "Content-Length: 2\r\n\r\n{}")),
                Row.broken(
                        "A35 a header of a megabyte",
                        "response malformed",
                        raw("a: " + "b".repeat(KIB * KIB) + "\r\nContent-Length: 0\r\n\r\n")),
                Row.broken(
                        "A36 NUL in a value",
                        "response malformed",
                        raw("Content-Type: a\u0000b\r\nContent-Length: 0\r\n\r\n")),
                Row.broken(
                        "A36 bare CR in a value",
                        "response malformed",
                        raw("Content-Type: a\rX-Evil: b\r\nContent-Length: 0\r\n\r\n")));
    }

    private static List<Row> bodies() {
        return List.of(
                Row.passes("A29 HTML", 200, "<p>", raw("Content-Type: text/html\r\nContent-Length: 3\r\n\r\n<p>")),
                Row.passes(
                        "A31 what is no UTF-8, a BOM, NUL",
                        200,
                        new String("\u00ff\u00fe\u0000\u00ef\u00bb\u00bf".getBytes(ISO_8859_1), UTF_8),
                        raw("Content-Length: 6\r\n\r\n\u00ff\u00fe\u0000\u00ef\u00bb\u00bf")),
                Row.broken(
                        "A32 announced beyond the limit",
                        "response too large",
                        raw("Content-Length: 100000001\r\n\r\n{").thenHold()),
                Row.broken(
                        "A32 beyond the limit in chunks",
                        "response too large",
                        chunked("f4241\r\n" + " ".repeat(1_000_001) + "\r\n").thenHold()));
    }

    private static List<Row> encodings() {
        return List.of(
                Row.passes("A33 gzip", 200, "{\"a\":1}", encoded("gzip", gzip("{\"a\":1}".getBytes(UTF_8)))),
                Row.broken("A33 gzip bomb", "response too large", encoded("gzip", gzip(new byte[5_000_000]))),
                Row.broken("A33 gzip that is none", "response malformed", encoded("gzip", "none".getBytes(UTF_8))),
                Row.broken("A34 br", "response encoding not supported", encoded("br", "xx".getBytes(UTF_8))),
                Row.broken("A34 zstd", "response encoding not supported", encoded("zstd", "xx".getBytes(UTF_8))),
                Row.broken(
                        "A34 gzip twice",
                        "response encoding not supported",
                        encoded("gzip, gzip", gzip(gzip("{}".getBytes(UTF_8))))),
                Row.passes("A34 identity", 200, "{}", encoded("identity", "{}".getBytes(UTF_8))));
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName(
            "A9 A11 A12 A13 A14 A15 A16 A17 A18 A19 A21 A22 A23 A24 A25 A26 A27 A28 A29 A31 A32 A33 A34 A35 A36 T7 A38, "
                    + "precise")
    @MethodSource("rows")
    void aFaultOfAServerHarmsOneRequestOnly(Row row) throws Exception {
        bed.precise();
        check(row, true);
    }

    @ParameterizedTest(name = "{0}, as KServe")
    @DisplayName("A9 to A38, as KServe")
    @MethodSource("rows")
    void asKServe(Row row) throws Exception {
        check(row, false);
    }

    private void check(Row row, boolean precise) throws Exception {
        bed.client(ClientSettings.DEFAULT.withPool(1, 1).withMaxResponseBytes(1_000_000));
        var model = bed.model("m1", row.answer(), Answer.of(200, "{\"next\":true}"));
        bed.serve(ONE_STEP);
        try (var wire = bed.open()) {
            row.check(wire.ask(Request.post("{}")), precise);

            wire.ask(Request.post("{}")).is(200, "{\"next\":true}");
            wire.ask(Request.post("{}")).is(200, "{\"next\":true}");
        }
        assertThat(model.mostConnectionsOpen()).isLessThanOrEqualTo(2); // the old one may see its end a little later
    }

    @Test
    @DisplayName("A1 a server that is not there is a failure")
    void aClosedPort() throws Exception {
        bed.unreachable("m1");
        bed.precise().serve(ONE_STEP);

        bed.post("{}").isFailure(502, "step 0 of node `root`: connection failed");
    }

    @Test
    @DisplayName("A25 T3 whom a redirect names is not connected to, and the client is not told")
    void redirectsAreNotFollowed() throws Exception {
        var canary = bed.model("canary", 200, "{}");
        bed.model("m1", status("302 Found\r\nLocation: " + bed.filled("${canary}")));
        bed.serve(ONE_STEP);

        var reply = bed.post("{}");

        reply.isExactly(302, "");
        assertThat(reply.headers("Location")).isEmpty();
        assertThat(canary.connectionsOpened()).isZero();
    }

    @Test
    @DisplayName("A26 a Hard step's error stops with its status and body, a Soft one's goes on")
    void hardStopsAndSoftGoesOn() throws Exception {
        bed.model("m1", Answer.of(503, "{\"busy\":1}"));
        bed.model("m2", 200, "{\"done\":1}");
        var steps = ONE_STEP + "    - {serviceUrl: \"${m2}\", data: $response}\n";
        bed.serve(steps.replace("\"${m1}\"", "\"${m1}\", dependency: Hard"));

        bed.post("{}").is(503, "{\"busy\":1}");
        assertThat(bed.calls("m2")).isZero();
        bed.serve(steps);

        bed.post("{}").is(200, "{\"done\":1}");
        assertThat(bed.received("m2").body()).hasToString("{\"busy\":1}");
    }

    @Test
    @DisplayName(
            "A23 A29 A30 an answer that is empty or no object: no case of a Switch, a member of an Ensemble as it is")
    void whatIsNoObject() throws Exception {
        bed.model("empty", raw("Content-Length: 0\r\n\r\n"));
        bed.model("text", raw("Content-Length: 3\r\n\r\n<p>"));
        bed.model("array", Answer.of(200, "[1.0]"));
        bed.model("m2", 200, "{}");
        for (var member : List.of("empty", "text")) {
            bed.serve("""
                    nodes:
                      root: {routerType: Sequence, steps: [{serviceUrl: "${%s}"}, {nodeName: next, data: $response}]}
                      next: {routerType: Switch, steps: [{serviceUrl: "${m2}", condition: a}]}
                    """.formatted(member));
            bed.post("{}").isFailure(404, "None of the routes matched with the switch condition");
        }
        bed.serve("""
                nodes:
                  root:
                    routerType: Ensemble
                    steps:
                    - {name: empty, serviceUrl: "${empty}"}
                    - {name: text, serviceUrl: "${text}"}
                    - {name: array, serviceUrl: "${array}"}
                """);

        bed.post("{}").is(200, "{\"empty\":\"\",\"text\":\"<p>\",\"array\":[1.0]}");
    }

    @Test
    @DisplayName("A37 T9 no header of a step or of the client comes back but the content type")
    void headersAreNotRelayed() throws Exception {
        bed.model(
                "m1",
                raw("Set-Cookie: s=1\r\nServer: x\r\nConnection: X-Secret\r\nX-Secret: s\r\n"
                        + "Authorization: b\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nok"));
        bed.propagating(".*").serve(ONE_STEP);

        var reply =
                bed.send(Request.post("{}").header("Authorization", "Bearer T").header("Cookie", "c=1"));

        reply.isExactly(200, "ok");
        assertThat(reply.headers())
                .extracting(header -> header.name().toLowerCase(Locale.ROOT))
                .containsExactlyInAnyOrder("content-type", "content-length", "x-content-type-options", "x-request-id");
    }

    @Test
    @DisplayName("T8 headers of the connection and of proxies are not forwarded, whatever the pattern")
    void hopByHopHeadersStay() throws Exception {
        bed.model("m1", 200, "{}");
        bed.propagating(".*").serve(ONE_STEP);

        bed.send(Request.post("{}")
                .header("Connection", "X-Hop, keep-alive")
                .header("X-Hop", "1")
                .header("Keep-Alive", "timeout=5")
                .header("TE", "trailers")
                .header("Proxy-Authorization", "Basic x")
                .header("Proxy-Connection", "close")
                .header("Upgrade", "x")
                .header("X-Dromos-Depth", "3")
                .header("X-Mine", "1"));

        assertThat(bed.received("m1").headers())
                .extracting(header -> header.name().toLowerCase(Locale.ROOT) + ": " + header.value())
                .contains("x-mine: 1", "x-dromos-depth: 4")
                .noneMatch(line -> line.matches("(x-hop|keep-alive|te|proxy-.*|upgrade|connection): .*"));
    }

    @Test
    @DisplayName("A10 a request that is lost on a reused connection is sent once more, and answered")
    void aLostRequestIsSentAgain() throws Exception {
        var model = bed.model("m1", Answer.of(200, "{}"), Answer.closing(), Answer.of(200, "{\"again\":1}"));
        bed.serve(ONE_STEP);
        try (var wire = bed.open()) {
            wire.ask(Request.post("{}")).is(200, "{}");

            wire.ask(Request.post("{}")).is(200, "{\"again\":1}");
        }

        assertThat(model.requests()).hasSize(3);
    }

    @Test
    @DisplayName("A44 a call waits for a busy server no longer than it may, then 503")
    void aCallWaitsForAConnectionNoLongerThanItMay() throws Exception {
        var m1 = bed.model("m1", Answer.holding());
        bed.client(ClientSettings.DEFAULT.withPool(1, 10).withLongestWait(Duration.ofMillis(200)));
        bed.precise().serve(ONE_STEP);
        try (var first = bed.open()) {
            first.send(Request.post("1").asBytes());
            await().until(() -> m1.requests().size() == 1);

            bed.post("2").isFailure(503, "step 0 of node `root`: too many pending requests");
            bed.post("3").isFailure(503, "step 0 of node `root`: too many pending requests");

            m1.script(_ -> Answer.of(200, "{}"));
        }
        bed.post("4").is(200, "{}"); // the client that held the connection has gone
    }

    @Test
    @DisplayName("A45 a server that is down harms no step that does not use it")
    void oneTargetDown() throws Exception {
        bed.unreachable("m1");
        var m2 = bed.model("m2", 200, "{}");
        bed.serve(ONE_STEP.replace("Sequence", "Switch").replace("${m1}\"", "${m1}\", condition: down")
                + "    - {serviceUrl: \"${m2}\", condition: up}\n");
        for (int i = 0; i < 20; i++) {
            bed.post("{\"down\":1}").isFailure(500, "step 0 of node `root`: connection failed");
            bed.post("{\"up\":1}").is(200, "{}");
        }

        assertThat(m2.connectionsOpened()).isLessThanOrEqualTo(2); // one for each event loop
    }

    @Test
    @DisplayName("A46 calls to a server that is still starting wait with one connection each")
    void aServerThatIsStarting() throws Exception {
        var m1 = bed.model("m1", Answer.of(200, "{}").after(Duration.ofMillis(800)));
        bed.serve(ONE_STEP);

        bed.post("{}").is(200, "{}");

        assertThat(m1.connectionsOpened()).isEqualTo(1);
    }

    @ParameterizedTest(name = "A48 {0}")
    @DisplayName("A48 T17 a graph that calls itself ends after 8 hops")
    @CsvSource({"precise, 508", "kserve, 500"})
    void aGraphThatCallsItself(String mode, int status) throws Exception {
        var m1 = bed.model("m1", 200, "{}");
        (mode.equals("precise") ? bed.precise() : bed).serve(ONE_STEP);
        bed.serve(ONE_STEP.replace("${m1}", "http://127.0.0.1:" + bed.port()));

        bed.post("{}").isFailure(status, "graphs call each other in a loop");

        bed.serve(ONE_STEP);
        bed.post("{}").is(200, "{}");
        assertThat(m1.onlyRequest().headers("X-Dromos-Depth")).containsExactly("1");
    }

    private static Answer raw(String rest) {
        return Answer.raw(OK + rest);
    }

    private static Answer chunked(String rest) {
        return raw("Transfer-Encoding: chunked\r\n\r\n" + rest);
    }

    private static Answer status(String line) {
        return Answer.raw("HTTP/1.1 " + line + "\r\nContent-Length: 0\r\n\r\n");
    }

    private static Answer encoded(String encoding, byte[] body) {
        return Answer.of(200, List.of("Content-Encoding: " + encoding), body);
    }

    private static byte[] gzip(byte[] plain) {
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(packed)) {
            out.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }
}
