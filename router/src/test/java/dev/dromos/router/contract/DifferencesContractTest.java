package dev.dromos.router.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.nodes.call.ClientSettings;
import dev.dromos.nodes.testing.Answer;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Where Dromos differs from KServe on purpose (contract part 5), as far as the tests of the statements themselves do not show it;
 * {@link CompletenessTest} says which do.
 */
final class DifferencesContractTest {
    private static final String ONE_STEP = """
            nodes:
              root:
                routerType: Sequence
                steps:
                - {serviceUrl: "${m1}"}
            """;

    @RegisterExtension
    final TestBed bed = new TestBed();

    @Test
    @DisplayName("part 5, R12, R26 bodies: a step's answer over the limit is a failure, and its connection is closed")
    void answerOverTheLimitIsAFailure() throws Exception {
        var m1 = bed.model("m1", Answer.of(200, "x".repeat(1001)), Answer.of(200, "\"" + "x".repeat(998) + "\""));
        bed.client(ClientSettings.DEFAULT.withMaxResponseBytes(1000)).precise().serve(ONE_STEP);

        bed.post("{}").isFailure(502, "step 0 of node `root`: response too large");
        bed.post("{}").is(200, "\"" + "x".repeat(998) + "\"");

        assertThat(m1.connectionsOpened()).isEqualTo(2);
    }

    @ParameterizedTest(name = "part 5, R15 {0}")
    @DisplayName("part 5, R15 bad header pattern: it is skipped, the others count")
    @CsvSource({"'*Trace-Id*,X-Good'", "'X-Good,(?=x)'", "'[0-9, X-Good'"})
    void badPatternIsSkipped(String patterns) throws Exception {
        bed.model("m1", 200, "{}");
        bed.propagating(patterns).serve(ONE_STEP);

        bed.send(Request.post("{}").header("X-Good", "1").header("X-Trace-Id", "2"));

        assertThat(bed.received("m1").headers("X-Good")).containsExactly("1");
        assertThat(bed.received("m1").headers("X-Trace-Id")).isEmpty();
    }

    @ParameterizedTest(name = "part 5, R16 `{0}`")
    @DisplayName("part 5, R16 empty `PROPAGATE_HEADERS`: nothing is passed on")
    @ValueSource(strings = {"", " ", ",", " , "})
    void emptyPatternsPassNothing(String patterns) throws Exception {
        bed.model("m1", 200, "{}");
        bed.propagating(patterns).serve(ONE_STEP);

        bed.send(Request.post("{}")
                .header("Cookie", "c")
                .header("Authorization", "t")
                .header("X-A", "1"));

        assertThat(bed.received("m1").headers())
                .extracting(header -> header.name())
                .doesNotContain("Cookie", "Authorization", "X-A");
    }

    @Test
    @DisplayName("part 5, R16 patterns are trimmed")
    void patternsAreTrimmed() throws Exception {
        bed.model("m1", 200, "{}");
        bed.propagating(" X-A , X-B ").serve(ONE_STEP);

        bed.send(Request.post("{}").header("X-A", "1").header("X-B", "2"));

        assertThat(bed.received("m1").headers("X-A")).containsExactly("1");
        assertThat(bed.received("m1").headers("X-B")).containsExactly("2");
    }

    @Test
    @DisplayName("part 5, R16 headers of one connection are never passed on, whatever the pattern")
    void connectionHeadersAreNeverPassedOn() throws Exception {
        var m1 = bed.model("m1", 200, "{}");
        bed.propagating(".*").serve(ONE_STEP);
        try (var wire = bed.open()) {

            wire.send("""
                    POST / HTTP/1.1
                    Host: evil
                    Connection: keep-alive, X-Hop
                    X-Hop: 1
                    Keep-Alive: 5
                    TE: trailers
                    Trailer: X
                    Upgrade: h2c
                    Proxy-Authorization: p
                    Proxy-Connection: p
                    Accept-Encoding: br
                    X-Kept: 1
                    Transfer-Encoding: chunked

                    2
                    {}
                    0

                    """.replace("\n", "\r\n"));
            wire.reply().is(200, "{}");
        }

        var received = bed.received("m1");
        for (var name : List.of(
                "Connection",
                "X-Hop",
                "Keep-Alive",
                "TE",
                "Trailer",
                "Upgrade",
                "Proxy-Authorization",
                "Proxy-Connection",
                "Transfer-Encoding")) {
            assertThat(received.headers(name)).as(name).isEmpty();
        }
        assertThat(received.headers("X-Kept")).containsExactly("1");
        assertThat(received.headers("Accept-Encoding")).containsExactly("gzip");
        assertThat(received.headers("Content-Length")).containsExactly("2");
        assertThat(received.headers("Host")).containsExactly("127.0.0.1:" + m1.port());
    }

    @Test
    @DisplayName("part 5, R7, R17, R22 no internal URL is in a cause")
    void causeHoldsNoUrl() throws Exception {
        bed.unreachable("m1");
        bed.serve(ONE_STEP.replace("${m1}", "${m1}/secret/path?token=1"));

        var reply = bed.post("{}");

        assertThat(reply.body().toString()).doesNotContain("http:", "secret", "token", "127.0.0.1");
    }

    @ParameterizedTest(name = "part 5, && {0}")
    @DisplayName("part 5, `&&`, `||` in a condition: KServe's result, and a warning that names it")
    @CsvSource(
            delimiter = '!',
            value = {
                "[@this].#(d>0.5 && d<=0.9) ! {\"d\":0.3} ! 200 ! `&&`",
                "[@this].#(d==\"x\" || d==\"y\") ! {\"d\":\"x\"} ! 404 ! `||`"
            })
    void logicalOperatorIsWarnedOf(String condition, String input, int status, String operator) throws Exception {
        bed.model("m1", 200, "{}");
        bed.serve("nodes: {root: {routerType: Switch, steps: [{serviceUrl: \"${m1}\", condition: '%s'}]}}"
                .formatted(condition));

        assertThat(bed.post(input).status()).isEqualTo(status);

        assertThat(bed.warnings())
                .containsExactly("spec.nodes.root.steps[0].condition: GJSON has no " + operator
                        + " and reads it in another way than it looks; nest queries or use a Switch"
                        + " node");
    }

    @Test
    @DisplayName("part 5, Switch or Sequence warnings: condition on step 0, step never taken, unreachable node")
    void doubtfulNodesAreWarnedOf() throws Exception {
        bed.model("m1", 200, "{}");

        bed.serve("""
                nodes:
                  root:
                    routerType: Switch
                    steps:
                    - {serviceUrl: "${m1}", condition: "@this"}
                    - {nodeName: after, condition: a}
                    - {serviceUrl: "${m1}"}
                  after:
                    routerType: Sequence
                    steps:
                    - {serviceUrl: "${m1}", condition: a}
                  lost:
                    routerType: Sequence
                    steps:
                    - {serviceUrl: "${m1}"}
                """);

        assertThat(bed.warnings())
                .containsExactly(
                        "spec.nodes.after.steps[0].condition: the first step has no previous answer to ask, so every"
                                + " request is answered with 500 `invalid response`",
                        "spec.nodes.lost: no step that `root` leads to calls this node",
                        "spec.nodes.root.steps[1].condition: this step is never taken, the condition of steps[0] always"
                                + " holds",
                        "spec.nodes.root.steps[2].condition: a step of a Switch without a condition is never taken;"
                                + " `@this` always holds");
    }

    @Test
    @DisplayName("part 5, precise: a graph of our own group has precise statuses by default")
    void ownGroupIsPrecise() throws Exception {
        bed.unreachable("m1");
        bed.serve("""
                apiVersion: dromos.dev/v1alpha1
                kind: InferenceGraph
                metadata: {name: g}
                spec:
                  nodes:
                    root:
                      routerType: Sequence
                      steps:
                      - {serviceUrl: "${m1}"}
                """);

        bed.post("{}").isFailure(502, "step 0 of node `root`: connection failed");
    }
}
