package dev.dromos.router.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.graph.Timeouts;
import dev.dromos.nodes.testing.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client may send, and when it is answered (R2, R3, R6 to R8, R10 to R12). */
final class RequestContractTest {
    private static final String ONE_STEP = """
            nodes:
              root:
                routerType: Sequence
                steps:
                - {serviceUrl: "${m1}"}
            """;

    @RegisterExtension
    final TestBed bed = new TestBed();

    @ParameterizedTest(name = "R2 {0} is the graph")
    @DisplayName("R2 every path but /readyz is the graph")
    @ValueSource(strings = {"/", "/readyz/", "/readyz2", "/healthz", "/metrics", "/v1/models/m:predict", "/READYZ"})
    void everyPathButReadyzIsTheGraph(String path) throws Exception {
        bed.model("m1", 200, "{\"ran\":true}");
        bed.serve(ONE_STEP);

        var reply = bed.send(Request.of("GET", path));

        reply.is(200, "{\"ran\":true}");
    }

    @Test
    @DisplayName("R2 HTTP/1.1 only: the preface of HTTP/2 is refused")
    void speaksNoHttp2() throws Exception {
        bed.model("m1", 200, "{}");
        bed.serve(ONE_STEP);
        try (var wire = bed.open()) {

            wire.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");

            assertThat(wire.reply().status()).isIn(400, 501, 505);
            assertThat(bed.calls("m1")).isZero();
        }
    }

    @Test
    @DisplayName("R3 a query changes nothing about /readyz")
    void readyzMayHaveAQuery() throws Exception {
        bed.model("m1", 200, "{}");
        bed.serve(ONE_STEP);

        bed.send(Request.of("GET", "/readyz?probe=1")).isExactly(200, "");

        assertThat(bed.calls("m1")).isZero();
    }

    @ParameterizedTest(name = "R3 {0} /readyz is 200 without a body")
    @DisplayName("R3 /readyz is 200 without a body, for any method")
    @ValueSource(strings = {"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"})
    void readyzIsEmptyAndOk(String method) throws Exception {
        bed.model("m1", 200, "{}");
        bed.serve(ONE_STEP);

        var reply = bed.send(Request.of(method, "/readyz"));

        reply.isExactly(200, "");
        assertThat(reply.headers("Content-Type")).isEmpty();
        assertThat(bed.calls("m1")).isZero();
    }

    @Test
    @DisplayName("R3 while it drains /readyz is 503 `shutting down`, and the graph still answers")
    void drainingIsSaidByReadyzOnly() throws Exception {
        bed.model("m1", 200, "{\"ran\":true}");
        bed.serve(ONE_STEP);

        bed.router().drain();

        var ready = bed.send(Request.of("GET", "/readyz"));
        ready.isExactly(503, "shutting down\n");
        assertThat(ready.headers("Content-Type")).containsExactly("text/plain; charset=utf-8");
        assertThat(ready.headers("X-Content-Type-Options")).containsExactly("nosniff");
        bed.post("{}").is(200, "{\"ran\":true}");
    }

    @Test
    @DisplayName("R6 timeouts by default: read 60 s, write 60 s, idle 180 s, service client none; 0 is unlimited")
    void timeoutsAreThoseOfKServe() {
        bed.model("m1", 200, "{}");

        var silent = bed.graph(ONE_STEP).timeouts();
        var told = bed.graph(
                        ONE_STEP + "routerTimeouts: {serverRead: 1, serverWrite: 0, serverIdle: 3, serviceClient: 4}")
                .timeouts();

        assertThat(silent)
                .isEqualTo(new Timeouts(
                        Duration.ZERO,
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(180),
                        Duration.ZERO));
        assertThat(told)
                .isEqualTo(new Timeouts(
                        Duration.ZERO,
                        Duration.ofSeconds(1),
                        Duration.ZERO,
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(4)));
    }

    @Test
    @DisplayName("R8 a body that the client cuts short reaches no step")
    void truncatedBodyReachesNoStep() throws Exception {
        var m1 = bed.model("m1", 200, "{}");
        bed.serve(ONE_STEP);
        try (var wire = bed.open()) {
            wire.send("POST / HTTP/1.1\r\nHost: g\r\nContent-Length: 100\r\n\r\n{\"half\":");
        }
        try (var wire = bed.open()) {
            wire.send("POST / HTTP/1.1\r\nHost: g\r\nTransfer-Encoding: chunked\r\n\r\n8\r\n{\"half\":\r\n");
        }

        bed.post("{\"whole\":1}").is(200, "{}"); // a request after them, so that theirs would have come

        assertThat(m1.onlyRequest().body()).hasToString("{\"whole\":1}");
    }

    @Test
    @DisplayName("R8 a body that is not complete within serverRead is 408 and reaches no step")
    void slowBodyReachesNoStep() throws Exception {
        bed.model("m1", 200, "{}");
        bed.serve(ONE_STEP + "routerTimeouts: {serverRead: 1}");
        try (var wire = bed.open()) {

            wire.send("POST / HTTP/1.1\r\nHost: g\r\nContent-Length: 100\r\n\r\n{\"half\":");

            wire.reply().isFailure(408, "request timed out");
            assertThat(wire.isClosedByRouter()).isTrue();
            assertThat(bed.calls("m1")).isZero();
        }
    }

    @ParameterizedTest(name = "R10 {0} runs the graph")
    @DisplayName("R10 any method runs the graph; the step gets a POST")
    @ValueSource(strings = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "BREW"})
    void anyMethodRunsTheGraph(String method) throws Exception {
        bed.model("m1", 200, "{\"ran\":true}");
        bed.serve(ONE_STEP);

        var reply = bed.send(Request.of(method, "/"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(bed.received("m1").method()).isEqualTo("POST");
        assertThat(bed.received("m1").body().size()).isZero();
        assertThat(bed.received("m1").headers("Content-Length")).containsExactly("0");
    }

    @Test
    @DisplayName("R10 HEAD gets the head of the answer alone")
    void headGetsNoBody() throws Exception {
        bed.model("m1", 200, "{\"ran\":true}");
        bed.serve(ONE_STEP);
        try (var wire = bed.open()) {

            var reply = wire.ask(Request.of("HEAD", "/"));

            assertThat(reply.headers("Content-Type")).containsExactly("application/json");
            wire.ask(Request.of("GET", "/")).is(200, "{\"ran\":true}"); // no byte of a body came before this
        }
    }

    @Test
    @DisplayName("R10 the client's path and query are dropped")
    void pathAndQueryAreDropped() throws Exception {
        bed.model("m1", 200, "{}");
        bed.serve("""
                nodes:
                  root:
                    routerType: Sequence
                    steps:
                    - {serviceUrl: "${m1}/own/path?own=1"}
                """);

        bed.send(Request.of("GET", "/v1/models/x:predict?y=2"));

        assertThat(bed.received("m1").target()).isEqualTo("/own/path?own=1");
    }

    @ParameterizedTest(name = "R11 {0} is sent to {1}")
    @DisplayName("R11 a path that is not clean is redirected to the clean one")
    @CsvSource({"//a, /a", "/a//b, /a/b", "/a/../b, /b", "/./a, /a", "//a/?q=1, /a/?q=1", "/a/.., /"})
    void uncleanPathIsRedirected(String path, String clean) throws Exception {
        bed.model("m1", 200, "{}");
        bed.serve(ONE_STEP);

        var reply = bed.send(Request.of("GET", path));

        assertThat(reply.status()).isEqualTo(301);
        assertThat(reply.headers("Location")).containsExactly(clean);
        assertThat(bed.calls("m1")).isZero();
    }

    @Test
    @DisplayName("R12 the client's Content-Type and Content-Encoding are ignored unless propagated")
    void contentHeadersAreIgnored() throws Exception {
        bed.model("m1", 200, "{}");
        bed.serve(ONE_STEP);

        bed.send(Request.post("a=b&c=d")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Content-Encoding", "gzip"));

        var received = bed.received("m1");
        assertThat(received.body()).hasToString("a=b&c=d");
        assertThat(received.headers("Content-Type")).containsExactly("application/json");
        assertThat(received.headers("Content-Encoding")).isEmpty();
    }

    @Test
    @DisplayName("R12 the client's Content-Type is the step's when it is propagated")
    void propagatedContentTypeReplacesJson() throws Exception {
        bed.model("m1", 200, "{}");
        bed.propagating("^Content-").serve(ONE_STEP);

        bed.send(Request.post("x").header("Content-Type", "text/csv").header("Content-Encoding", "br"));

        assertThat(bed.received("m1").headers("Content-Type")).containsExactly("text/csv");
        assertThat(bed.received("m1").headers("Content-Encoding")).containsExactly("br");
        assertThat(bed.received("m1").headers("Content-Length")).containsExactly("1");
    }

    @Test
    @DisplayName("R12 a body over the limit is 413 before it is read")
    void announcedBodyOverTheLimitIsRefusedUnread() throws Exception {
        bed.model("m1", 200, "{}");
        bed.maxRequestBytes(1000).serve(ONE_STEP);
        try (var wire = bed.open()) {

            wire.send("POST / HTTP/1.1\r\nHost: g\r\nContent-Length: 1001\r\n\r\n");

            wire.reply().isFailure(413, "request body is larger than 1000 bytes");
            assertThat(wire.isClosedByRouter()).isTrue();
            assertThat(bed.calls("m1")).isZero();
        }
    }

    @Test
    @DisplayName("R12 a chunked body is 413 at the limit, and one of exactly the limit is taken")
    void chunkedBodyIsRefusedAtTheLimit() throws Exception {
        bed.model("m1", 200, "{}");
        bed.maxRequestBytes(1000).serve(ONE_STEP);
        try (var wire = bed.open()) {
            var chunk = "1f4\r\n" + "x".repeat(500) + "\r\n";

            wire.send("POST / HTTP/1.1\r\nHost: g\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk + chunk + "0\r\n\r\n");
            assertThat(wire.reply().status()).isEqualTo(200);
            wire.send(
                    "POST / HTTP/1.1\r\nHost: g\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk + chunk + "1\r\nx\r\n");

            wire.reply().isFailure(413, "request body is larger than 1000 bytes");
            assertThat(bed.received("m1").body().size()).isEqualTo(1000);
        }
    }

    @Test
    @DisplayName("R12 `Expect: 100-continue` is answered before the body, or with 413 instead")
    void continuesOnlyWithinTheLimit() throws Exception {
        bed.model("m1", 200, "{}");
        bed.maxRequestBytes(1000).serve(ONE_STEP);
        try (var within = bed.open();
                var beyond = bed.open()) {

            within.send("POST / HTTP/1.1\r\nHost: g\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
            assertThat(within.reply().status()).isEqualTo(100);
            within.send("{}");
            beyond.send("POST / HTTP/1.1\r\nHost: g\r\nExpect: 100-continue\r\nContent-Length: 1001\r\n\r\n");

            within.reply().is(200, "{}");
            assertThat(beyond.reply().status()).isEqualTo(413);
        }
    }

    @Test
    @DisplayName("R12 a body of 10 MiB, the default limit, passes whole through a Sequence")
    void largeBodyPassesWhole() throws Exception {
        bed.modelRunning(
                "m1", request -> Answer.of(200, Integer.toString(request.body().size())));
        bed.serve(ONE_STEP);
        var body = new byte[10 * 1024 * 1024];

        bed.send(Request.post(body)).is(200, Integer.toString(body.length));

        var announced = Request.of("POST", "/").header("Content-Length", Integer.toString(body.length + 1));
        assertThat(bed.send(announced).status()).isEqualTo(413);
    }

    @Test
    @DisplayName("R12 requests on one connection are answered in order, whatever was sent ahead")
    void pipelinedRequestsAreAnsweredInOrder() throws Exception {
        bed.modelRunning("m1", request -> Answer.of(200, request.body().toString()));
        bed.serve(ONE_STEP);
        try (var wire = bed.open()) {

            var both = new String(Request.post("1").asBytes(), StandardCharsets.ISO_8859_1)
                    + new String(Request.post("2").asBytes(), StandardCharsets.ISO_8859_1);
            wire.send(both);

            wire.reply().is(200, "1");
            wire.reply().is(200, "2");
        }
    }
}
