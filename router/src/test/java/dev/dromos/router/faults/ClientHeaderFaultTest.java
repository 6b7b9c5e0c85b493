package dev.dromos.router.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.nodes.body.Payload;
import dev.dromos.nodes.call.Header;
import dev.dromos.nodes.testing.Gzip;
import dev.dromos.router.contract.Request;
import dev.dromos.router.contract.RouterProcess;
import dev.dromos.router.contract.TestBed;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Methods, types, headers and paths that must mean nothing (rows B18 to B27). */
final class ClientHeaderFaultTest {
    private static final String ONE_STEP = """
            nodes:
              root:
                routerType: Sequence
                steps:
                - {serviceUrl: "${m1}/fixed?a=b"}
            """;

    private static final String ONE_CASE =
            "nodes: {root: {routerType: Switch, steps: [{condition: a, serviceUrl: \"${m1}\"}]}}";

    private static final String NO_MATCH = "None of the routes matched with the switch condition";

    private static final String FORM =
            "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"f\"\r\n\r\na=1&b=%41\r\n--b--\r\n";

    /** What the client of the steps writes itself. */
    private static final List<String> OWN =
            List.of("host", "content-type", "content-length", "user-agent", "accept-encoding", "x-dromos-depth");

    @RegisterExtension
    @Order(1)
    final TestBed bed = new TestBed();

    @RegisterExtension
    @Order(2)
    final Unharmed unharmed = new Unharmed(bed);

    @RegisterExtension
    @Order(3)
    final Routers routers = new Routers(bed);

    @ParameterizedTest(name = "B18 {0}")
    @DisplayName("B18 every method runs the graph, which calls its steps with POST")
    @ValueSource(strings = {"GET", "PUT", "DELETE", "PATCH", "OPTIONS", "FOO"})
    void everyMethodIsTheGraph(String method) throws Exception {
        bed.model("m1", 200, "{}");
        bed.serve(ONE_STEP);

        bed.send(Request.of(method, "/")).is(200, "{}");

        assertThat(bed.received("m1").method()).isEqualTo("POST");
        assertThat(bed.received("m1").body().isEmpty()).isTrue();
    }

    @ParameterizedTest(name = "B18 {0}")
    @DisplayName("B18 a Switch asks the body that a request of any method has; none is no match, and no fault of JSON")
    @ValueSource(strings = {"GET", "PUT", "DELETE", "OPTIONS"})
    void everyMethodIsAsked(String method) throws Exception {
        bed.model("m1", 200, "{}");
        bed.serve(ONE_CASE);
        var body = Payload.of("{\"a\":1}".getBytes(StandardCharsets.UTF_8), "");

        bed.send(Request.of(method, "/")).isFailure(404, NO_MATCH);
        bed.send(new Request(method, "/", List.of(), body)).is(200, "{}");

        assertThat(bed.received("m1").body()).isEqualTo(body);
    }

    @ParameterizedTest(name = "B19 {0}")
    @DisplayName("B19 a body is bytes, whatever type it is said to have, or none")
    @ValueSource(
            strings = {
                "Content-Type: application/x-www-form-urlencoded",
                "Content-Type: multipart/form-data; boundary=b",
                "Content-Type: text/plain",
                "Content-Type: ?",
                "Content-Type:",
                "X-None: 1"
            })
    void aBodyIsBytes(String line) throws Exception {
        bed.model("m1", 200, "{}");
        bed.serve(ONE_STEP);

        bed.send(form(line)).is(200, "{}");

        assertThat(bed.received("m1").body().toString()).isEqualTo(FORM);
        assertThat(bed.received("m1").headers("Content-Type")).containsExactly("application/json");
    }

    @Test
    @DisplayName("B19 no file is written for a form")
    void aFormIsNoFile(@TempDir Path directory) throws Exception {
        bed.model("m1", 200, "{}");
        var work = Files.createDirectory(directory.resolve("work"));
        var temporary = Files.createDirectory(directory.resolve("temporary"));
        var within = Stream.concat(
                        Stream.of("sh", "-c", "cd \"$0\" && exec \"$@\"", work.toString()),
                        RouterProcess.command(
                                List.of("-Djava.io.tmpdir=" + temporary),
                                Routers.serving(Routers.json(bed.filled(Routers.sequenceOf("${m1}")))))
                                .stream())
                .toList();
        var router = routers.launch(within);

        for (var type : List.of("application/x-www-form-urlencoded", "multipart/form-data; boundary=b")) {
            router.ask(form("Content-Type: " + type)).is(200, "{}");
        }

        assertThat(work).isEmptyDirectory();
        assertThat(temporary).isEmptyDirectory();
    }

    private static Request form(String headerLine) {
        return new Request("POST", "/", List.of(headerLine), Request.post(FORM).body());
    }

    @Test
    @DisplayName("B20 a compressed body is passed on as it is, and is no JSON to a condition")
    void leavesCompressedBodiesAlone() throws Exception {
        bed.model("m1", 200, "{}");
        var zipped = Gzip.pack("{\"a\":\"" + "a".repeat(1_000_000) + "\"}");
        bed.serve(ONE_STEP);
        bed.send(Request.post(zipped).header("Content-Encoding", "gzip")).is(200, "{}");
        assertThat(bed.received("m1").body()).isEqualTo(Payload.of(zipped, ""));
        assertThat(bed.received("m1").headers("Content-Encoding")).isEmpty();

        bed.serve(ONE_CASE);

        var reply = bed.send(Request.post(zipped).header("Content-Encoding", "gzip"));

        reply.isFailure(404, NO_MATCH);
        assertThat(bed.calls("m1")).isEqualTo(1);
    }

    @ParameterizedTest(name = "B21 {0}")
    @DisplayName("B21 Camel's own headers do nothing and go nowhere, though every name matches")
    @ValueSource(
            strings = {"CamelHttpUri", "cAmElHttpPath", "CamelFileName", "camelhttpquery", "CamelExecCommandExecutable"
            })
    void camelsHeadersMeanNothing(String name) throws Exception {
        bed.model("m1", 200, "{}");
        bed.propagating(".*").serve(ONE_STEP);

        var request =
                Request.of("POST", "/?%s=http://127.0.0.1:1/".formatted(name)).header(name, "http://127.0.0.1:1/");
        bed.send(request).is(200, "{}");

        assertThat(bed.received("m1").target()).isEqualTo("/fixed?a=b");
        assertThat(names(bed.received("m1").headers())).isSubsetOf(OWN);
    }

    @Test
    @DisplayName("B22 headers keep their order, their number and their bytes, and go on only if a pattern says so")
    void headersStayAsTheyAre() throws Exception {
        bed.model("m1", 200, "{}");
        bed.propagating("^X_under,^X-Twice").serve(ONE_STEP);

        bed.send(Request.post("{}")
                        .header("x-twice", "b")
                        .header("X_under", "\u00e4\u00ff")
                        .header("X-Other", "no")
                        .header("X-TWICE", "a"))
                .is(200, "{}");

        assertThat(bed.received("m1").headers("X-Twice")).containsExactly("b", "a");
        assertThat(bed.received("m1").headers("X_under")).containsExactly("\u00e4\u00ff");
        assertThat(bed.received("m1").headers("X-Other")).isEmpty();
    }

    @Test
    @DisplayName("B23 headers of one connection never go on, though every name matches")
    void headersOfAConnectionStay() throws Exception {
        bed.model("m1", 200, "{}");
        bed.propagating(".*").serve(ONE_STEP);

        try (var wire = bed.open()) {
            wire.send("""
                    POST / HTTP/1.1
                    Host: graph.test
                    Connection: X-A, keep-alive, TE
                    X-A: secret
                    Keep-Alive: timeout=5
                    TE: trailers
                    Trailer: X-T
                    Upgrade: h2c
                    Proxy-Authorization: Basic YTpi
                    Proxy-Connection: keep-alive
                    Accept-Encoding: br
                    Expect: 100-continue
                    Transfer-Encoding: chunked
                    X-B: kept

                    2
                    {}
                    0
                    X-T: of the trailer

                    """.replace("\n", "\r\n"));

            assertThat(wire.reply().status()).isEqualTo(100);
            wire.reply().is(200, "{}");
        }

        var received = bed.received("m1");
        assertThat(received.headers("X-B")).containsExactly("kept");
        assertThat(received.headers("Content-Length")).containsExactly("2");
        assertThat(received.headers("Host")).containsExactly(bed.host("m1"));
        assertThat(names(received.headers()))
                .doesNotContain(
                        "x-a",
                        "keep-alive",
                        "te",
                        "trailer",
                        "upgrade",
                        "proxy-authorization",
                        "proxy-connection",
                        "x-t",
                        "connection",
                        "expect",
                        "transfer-encoding");
        assertThat(received.headers("Accept-Encoding")).doesNotContain("br");
    }

    @ParameterizedTest(name = "T8 {0}")
    @DisplayName("T8 under a pattern for every name a graph of our own language passes on no credential, KServe's all")
    @CsvSource({
        "dromos.dev/v1alpha1, false, false",
        "dromos.dev/v1alpha1, true, false",
        "serving.kserve.io/v1alpha1, true, true"
    })
    void credentialsAreNotPassedOnByTheWay(String version, boolean byProcess, boolean passed) throws Exception {
        bed.model("m1", 200, "{}");
        bed.propagating(byProcess ? ".*" : "")
                .serve("""
                apiVersion: %s
                kind: InferenceGraph
                metadata: {name: g}
                spec:
                  %s
                  nodes: {root: {routerType: Sequence, steps: [{serviceUrl: "${m1}"}]}}
                """.formatted(version, byProcess ? "" : "headers: {propagate: ['.*']}"));

        bed.send(Request.post("{}")
                        .header("Cookie", "c")
                        .header("Authorization", "a")
                        .header("X-B", "kept"))
                .is(200, "{}");

        var received = bed.received("m1");
        assertThat(received.headers("X-B")).containsExactly("kept");
        assertThat(received.headers("Cookie")).hasSize(passed ? 1 : 0);
        assertThat(received.headers("Authorization")).hasSize(passed ? 1 : 0);
    }

    @Test
    @DisplayName("B24 forwarding and trace headers go on by pattern only; a request has an id of bounded length")
    void tracesGoOnByPatternOnly() throws Exception {
        var m1 = bed.model("m1", 200, "{}");
        bed.propagating("^Traceparent$").serve(ONE_STEP);
        var request = Request.post("{}").header("traceparent", "00-a-b-01").header("X-Forwarded-For", "10.0.0.1");

        var given = bed.send(request.header("X-Request-Id", "mine"));
        var tooLong = bed.send(request.header("X-Request-Id", "a".repeat(200)));
        var none = bed.send(request);

        assertThat(given.headers("X-Request-Id")).containsExactly("mine");
        assertThat(tooLong.headers("X-Request-Id").getFirst()).matches("[0-9a-f]{16}");
        assertThat(none.headers("X-Request-Id").getFirst()).matches("[0-9a-f]{16}");
        assertThat(m1.requests()).hasSize(3).allSatisfy(received -> {
            assertThat(received.headers("Traceparent")).containsExactly("00-a-b-01");
            assertThat(received.headers("X-Forwarded-For")).isEmpty();
        });
    }

    @ParameterizedTest(name = "B25 {0}")
    @DisplayName("B25 a path selects neither a file nor a step: it is the graph, or leads to a cleaner path")
    @ValueSource(
            strings = {
                "/../etc/passwd",
                "/%2e%2e/%2e%2e/etc/passwd",
                "//etc/passwd",
                "/a;b=c",
                "/%00",
                "/readyz%00",
                "/readyz;a",
                "/%72eadyz",
                "/node/root",
                "/%",
                "/\u00ff"
            })
    void pathsSelectNothing(String path) throws Exception {
        bed.model("m1", 200, "{\"a\":1}");
        bed.serve(ONE_STEP);

        var reply = bed.send(Request.of("GET", path));

        assertThat(reply.status()).isIn(200, 301);
        if (reply.status() == 200) {
            reply.is(200, "{\"a\":1}");
            assertThat(bed.received("m1").target()).isEqualTo("/fixed?a=b");
        }
    }

    @ParameterizedTest(name = "T7 {0}")
    @DisplayName("T7 no text of a client makes a line of its answer's head")
    @ValueSource(
            strings = {
                "/%0d%0aX-Evil:1",
                "//a%0d%0aX-Evil:%201",
                "//a?b%0aX-Evil:1",
                "/a/../%0d%0a%0d%0abody",
                "//a\u0085X-Evil:1"
            })
    void answersHaveNoLineOfAClients(String text) throws Exception {
        bed.model("m1", 200, "{}");
        bed.serve(ONE_STEP);

        var reply = bed.send(Request.of("GET", text).header("X-Request-Id", text.replace("%0d%0a", "\t")));

        assertThat(reply.status()).isIn(200, 301);
        assertThat(names(reply.headers())).isSubsetOf("content-type", "content-length", "location", "x-request-id");
        assertThat(reply.headers("Location")).allMatch(location -> location.matches("[!-~]+"));
    }

    @Test
    @DisplayName("B27 another origin is told nothing")
    void saysNothingToOtherOrigins() throws Exception {
        bed.model("m1", 200, "{}");
        bed.serve(ONE_STEP);

        var reply = bed.send(Request.of("OPTIONS", "/")
                .header("Origin", "http://evil.test")
                .header("Access-Control-Request-Method", "POST"));

        assertThat(names(reply.headers())).noneMatch(name -> name.startsWith("access-control") || name.equals("vary"));
    }

    private static List<String> names(List<Header> headers) {
        return headers.stream()
                .map(header -> header.name().toLowerCase(Locale.ROOT))
                .toList();
    }
}
