package dev.dromos.router.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.nodes.call.ClientSettings;
import dev.dromos.nodes.call.Header;
import dev.dromos.nodes.testing.Answer;
import dev.dromos.nodes.testing.Gzip;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a step is called (R4, R13, R14, R18, R19). */
final class StepCallContractTest {
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

    @RegisterExtension
    final TestBed bed = new TestBed();

    @Test
    @DisplayName("R4 HTTP_PROXY of the environment is used, but not for loopback addresses")
    void proxyOfTheEnvironmentIsUsed() throws Exception {
        var proxy = bed.model("proxy", 200, "{\"by\":\"proxy\"}");
        bed.model("m1", 200, "{\"by\":\"m1\"}");
        bed.client(ClientSettings.from(Map.of("HTTP_PROXY", bed.filled("${proxy}"))))
                .serve("""
                        nodes:
                          root:
                            routerType: Ensemble
                            steps:
                            - {name: far, serviceUrl: "http://model.test/v1?x=1"}
                            - {name: near, serviceUrl: "${m1}"}
                        """);

        bed.post("{}").is(200, "{\"far\":{\"by\":\"proxy\"},\"near\":{\"by\":\"m1\"}}");

        assertThat(proxy.onlyRequest().target()).isEqualTo("http://model.test/v1?x=1");
    }

    @Test
    @DisplayName("R13 a step gets a POST to exactly its URL with KServe's headers and the client's bytes")
    void stepGetsKServesRequest() throws Exception {
        var m1 = bed.model("m1", 200, "{}");
        bed.serve("""
                nodes:
                  root:
                    routerType: Sequence
                    steps:
                    - {serviceUrl: "${m1}/v1/models/a%2Fb:predict?x=%20y&z"}
                """);
        var body = new byte[] {'{', (byte) 0xff, 0, '\r', '\n', (byte) 0xc3, '}', ' '};

        bed.send(Request.post(body).header("X-Not-Propagated", "1").header("Cookie", "c=1"));

        var received = bed.received("m1");
        assertThat(received.method()).isEqualTo("POST");
        assertThat(received.target()).isEqualTo("/v1/models/a%2Fb:predict?x=%20y&z");
        assertThat(received.body().dangerouslySharedBytes()).isEqualTo(body);
        assertThat(received.headers())
                .extracting(header -> header.name().toLowerCase(Locale.ROOT) + ": " + header.value())
                .containsExactlyInAnyOrder(
                        "host: 127.0.0.1:" + m1.port(),
                        "user-agent: Go-http-client/1.1",
                        "content-type: application/json",
                        "accept-encoding: gzip",
                        "x-dromos-depth: 1", // ours
                        "content-length: 8");
    }

    @ParameterizedTest(name = "R21 a sidecar that answers {0}")
    @DisplayName(
            "R21 beside an Istio sidecar https steps are spoken to in plain HTTP, asked once; our own graphs' are not")
    @CsvSource({"200, true", "404, false"})
    void asksForASidecar(int status, boolean plain) throws Exception {
        var sidecar = bed.model("sidecar", status, "{}");
        bed.model("m1", 200, "{}");
        bed.client(ClientSettings.DEFAULT.withSidecar(sidecar.url())).serve(ONE_STEP.replace("${m1}", https("${m1}")));

        for (int i = 0; i < 3; i++) {
            assertThat(bed.post("{}").status()).isEqualTo(plain ? 200 : 500);
        }

        assertThat(sidecar.onlyRequest().method()).isEqualTo("GET");
        bed.serve("""
                apiVersion: dromos.dev/v1alpha1
                kind: InferenceGraph
                metadata: {name: ours}
                spec:
                  errorStatus: kserve
                  nodes:
                    root: {routerType: Sequence, steps: [{serviceUrl: "%s"}]}
                """.formatted(https("${m1}")));
        bed.post("{}").isFailure(500, "step 0 of node `root`: TLS handshake failed");
    }

    private String https(String model) {
        return bed.filled(model).replace("http:", "https:");
    }

    @Test
    @DisplayName("R13 connections are kept alive")
    void connectionsAreKeptAlive() throws Exception {
        var m1 = bed.model("m1", 200, "{}");
        bed.serve(ONE_STEP);
        try (var wire = bed.open()) {
            for (int i = 0; i < 20; i++) {
                wire.ask(Request.post("{}")).is(200, "{}");
            }
        }

        assertThat(m1.requests()).hasSize(20);
        assertThat(m1.connectionsOpened()).isEqualTo(1);
    }

    @Test
    @DisplayName("R13 a gzip answer is unpacked, for the client and for the next step")
    void gzipAnswerIsUnpacked() throws Exception {
        bed.model("m1", Answer.of(200, List.of("Content-Encoding: gzip"), Gzip.pack("{\"plain\":1}")));
        bed.model("m2", Answer.of(200, List.of("Content-Encoding: gzip"), Gzip.pack("{\"plain\":2}")));
        bed.serve("""
                nodes:
                  root:
                    routerType: Sequence
                    steps:
                    - {serviceUrl: "${m1}"}
                    - {serviceUrl: "${m2}", data: $response, condition: plain}
                """);

        var reply = bed.send(Request.post("{}").header("Accept-Encoding", "gzip"));

        reply.isExactly(200, "{\"plain\":2}");
        assertThat(reply.headers("Content-Encoding")).isEmpty();
        assertThat(bed.received("m2").body()).hasToString("{\"plain\":1}");
    }

    @ParameterizedTest(name = "R14 `{0}` passes {1}: {2}")
    @DisplayName("R14 patterns match anywhere in Go's spelling of a name, case-sensitively")
    @CsvSource({
        "X-Test, x-test, true",
        "X-Test, X-TEST, true",
        "x-test, X-Test, false",
        "Auth, Authorization, true",
        "Auth, X-Authn, true",
        "^Auth, X-Authn, false",
        "^Auth$, Authorization, false",
        "(?i)x-test, X-Test, true",
        "Request-Id$, x-request-id, true",
        "'A,B', B, true",
        "Intuit_tid, intuit_tid, true",
        ".*, X-Any, true",
    })
    void patternsMatchCanonicalNames(String patterns, String header, boolean arrives) throws Exception {
        bed.model("m1", 200, "{}");
        bed.propagating(patterns).serve(ONE_STEP);

        bed.send(Request.post("{}").header(header, "v"));

        assertThat(bed.received("m1").headers(header)).isEqualTo(arrives ? List.of("v") : List.of());
    }

    @Test
    @DisplayName("R14 every value of a header is passed on once, in order, to every step of every node")
    void everyValueGoesToEveryStep() throws Exception {
        List.of("m1", "m2", "m3").forEach(name -> bed.model(name, 200, "{\"a\":1}"));
        bed.propagating("X-Multi,Multi,X-M.*").serve("""
                        nodes:
                          root:
                            routerType: Sequence
                            steps:
                            - {serviceUrl: "${m1}"}
                            - {nodeName: inner}
                          inner:
                            routerType: Ensemble
                            steps:
                            - {serviceUrl: "${m2}"}
                            - {nodeName: innermost}
                          innermost:
                            routerType: Switch
                            steps:
                            - {condition: "@this", serviceUrl: "${m3}"}
                        """);

        bed.send(Request.post("{}")
                .header("X-Multi", "one")
                .header("x-multi", "two")
                .header("X-Multi", "one"));

        for (var model : List.of("m1", "m2", "m3")) {
            assertThat(bed.received(model).headers("X-Multi")).containsExactly("one", "two", "one");
        }
    }

    @Test
    @DisplayName("R14 Host is never passed on, and without patterns nothing is")
    void hostIsNeverPassedOn() throws Exception {
        var m1 = bed.model("m1", 200, "{}");
        bed.propagating("Host").serve(ONE_STEP);

        bed.send(Request.post("{}").header("traceparent", "00-1-1-01").header("Authorization", "Bearer t"));

        assertThat(bed.received("m1").headers("Host")).containsExactly("127.0.0.1:" + m1.port());
        assertThat(bed.received("m1").headers())
                .extracting(Header::name)
                .doesNotContain("traceparent", "Authorization");
    }

    @Test
    @DisplayName("R14 a propagated User-Agent replaces Go's")
    void propagatedUserAgentReplacesGos() throws Exception {
        bed.model("m1", 200, "{}");
        bed.propagating("User-Agent").serve(ONE_STEP);

        bed.send(Request.post("{}").header("user-agent", "curl/8"));

        assertThat(bed.received("m1").headers("User-Agent")).containsExactly("curl/8");
    }

    @Test
    @DisplayName("R18 64 clients with 20 requests each open no more than 64 connections to a step")
    void connectionsAreBounded() throws Exception {
        var m1 = bed.model("m1", 200, "{}");
        bed.serve(ONE_STEP);

        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            var runs = IntStream.range(0, 64)
                    .mapToObj(client -> clients.submit(() -> {
                        try (var wire = bed.open()) {
                            for (int i = 0; i < 20; i++) {
                                wire.ask(Request.post("{}")).is(200, "{}");
                            }
                        }
                        return client;
                    }))
                    .toList();
            for (var run : runs) {
                run.get();
            }
        }

        assertThat(m1.requests()).hasSize(64 * 20);
        assertThat(m1.connectionsOpened()).isLessThanOrEqualTo(64);
    }

    @ParameterizedTest(name = "R19 {0}")
    @DisplayName("R19 a redirect is not followed: it is the step's answer")
    @CsvSource({"301", "302", "303", "307", "308"})
    void redirectIsTheStepsAnswer(int status) throws Exception {
        bed.model("elsewhere", 200, "{\"followed\":true}");
        bed.model(
                "m1",
                Answer.of(
                        status,
                        List.of("Location: " + bed.filled("${elsewhere}")),
                        "{\"moved\":1}".getBytes(StandardCharsets.UTF_8)));
        bed.serve(ONE_STEP);

        var reply = bed.post("{}");

        reply.is(status, "{\"moved\":1}");
        assertThat(reply.headers("Location")).isEmpty();
        assertThat(bed.calls("elsewhere")).isZero();
    }

    @Test
    @DisplayName("R19 a redirect stops a Hard step, as any answer but 2xx does")
    void redirectStopsAHardStep() throws Exception {
        bed.model("m1", 302, "{\"moved\":1}");
        bed.model("m2", 200, "{}");
        bed.serve(TWO_STEPS.replace("{serviceUrl: \"${m1}\"}", "{serviceUrl: \"${m1}\", dependency: Hard}"));

        bed.post("{}").is(302, "{\"moved\":1}");

        assertThat(bed.calls("m2")).isZero();
    }
}
