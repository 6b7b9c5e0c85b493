package dev.dromos.router.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dromos.nodes.testing.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the process does: flags, environment, exit codes, its end (R1, R2, R4, R5, R9, R53). */
final class ProcessContractTest {
    private static final String SPEC = """
            {"nodes":{"root":{"routerType":"Sequence","steps":[\
            {"name":"only","serviceName":"m1","serviceUrl":"${m1}/v1/models/m1:predict"}]}},\
            "resources":{"limits":{"cpu":"1"}},"affinity":{},"minReplicas":0,"timeout":60,"notAField":{"x":[1]}}
            """;

    @RegisterExtension
    final TestBed bed = new TestBed();

    @TempDir
    private Path directory = Path.of("");

    @ParameterizedTest(name = "R1 as {0}")
    @DisplayName("R1 --graph-json takes a whole spec as KServe's controller writes it, in both forms of the flag")
    @ValueSource(strings = {"two words", "one word", "verb"})
    void graphJsonIsServed(String form) throws Exception {
        bed.model("m1", 200, "{\"m\":1}");
        var spec = bed.filled(SPEC);
        var arguments = switch (form) {
            case "two words" -> List.of("--graph-json", spec, "--port", "0");
            case "one word" -> List.of("--graph-json=" + spec, "--port=0");
            default -> List.of("serve", "--graph-json", spec, "--port", "0");
        };
        try (var router = start(Map.of(), arguments)) {

            var reply = post(router, Request.post("{}"));

            reply.is(200, "{\"m\":1}");
            assertThat(router.out()).isEmpty();
        }
    }

    @ParameterizedTest(name = "R1 {0}")
    @DisplayName("R1 without a graph, or with one that cannot be read, the process says so and exits 1")
    @CsvSource(
            delimiter = '|',
            value = {
                "serve",
                "serve --port=0",
                "--port=0",
                "--graph-json=",
                "--graph-json={\"nodes\":",
                "--graph-json=[]",
                "--graph-json={\"nodes\":{}}"
            })
    void unreadableGraphExitsOne(String arguments) throws Exception {
        try (var router = start(Map.of(), List.of(arguments.split(" ", -1)))) {

            assertThat(router.exitCode()).isEqualTo(1);
            assertThat(router.err()).isNotBlank();
            assertThat(router.out()).isEmpty();
        }
    }

    @Test
    @DisplayName("R1 an unknown flag shows the usage and exits 2")
    void unknownFlagExitsTwo() throws Exception {
        try (var router = start(Map.of(), List.of("--graph-json", "{}", "--no-such-flag"))) {

            assertThat(router.exitCode()).isEqualTo(2);
            assertThat(router.err())
                    .startsWith("Unknown option: '--no-such-flag'")
                    .contains("Usage: dromos");
        }
    }

    @Test
    @DisplayName("R2 the default address is port 8080 on every interface")
    void listensOnPort8080ByDefault() throws Exception {
        try (var router = start(Map.of(), List.of("serve", "--help"))) {

            assertThat(router.exitCode()).isZero();
            assertThat(router.out()).contains("Default: 8080.").contains("Default: 0.0.0.0.");
        }
    }

    @ParameterizedTest(name = "R4 PROPAGATE_HEADERS={0}")
    @DisplayName("R4 PROPAGATE_HEADERS is a list of patterns parted by commas; a wrong one is said once and skipped")
    @CsvSource(
            delimiter = '|',
            value = {"*Trace-Id*, Auth, X-Test |a,x|1", "''||0"})
    void headersAreThoseOfTheEnvironment(String patterns, String arriving, int warnings) throws Exception {
        bed.model("m1", 200, "{}");
        try (var router = start(
                Map.of("PROPAGATE_HEADERS", patterns), List.of("--graph-json", bed.filled(SPEC), "--port", "0"))) {

            post(router, Request.post("{}").header("Authorization", "a").header("x-test", "x"))
                    .is(200, "{}");

            var arrived = bed.received("m1").headers().stream()
                    .filter(header -> List.of("Authorization", "X-Test").contains(header.name()))
                    .map(header -> header.value())
                    .collect(Collectors.joining(","));
            assertThat(arrived).isEqualTo(arriving == null ? "" : arriving);
            assertThat(lines(router.err(), "not RE2")).isEqualTo(warnings);
        }
    }

    @Test
    @DisplayName("R5 SIGTERM: /readyz is 503 at once, requests are served for the quiet period")
    void servesForTheQuietPeriod() throws Exception {
        bed.model("m1", 200, "{\"m\":1}");
        try (var router =
                start(Map.of(), List.of("--graph-json", bed.filled(SPEC), "--port", "0", "--quiet-period", "1m"))) {
            post(router, Request.of("GET", "/readyz")).isExactly(200, "");

            router.terminate();

            await().untilAsserted(
                            () -> post(router, Request.of("GET", "/readyz")).isExactly(503, "shutting down\n"));
            post(router, Request.post("{}")).is(200, "{\"m\":1}");
            assertThat(router.isAlive()).isTrue();
        }
    }

    @Test
    @DisplayName("R5 after the quiet period what runs is answered, then exit 0")
    void answersWhatRuns() throws Exception {
        var release = new CountDownLatch(1);
        bed.modelRunning("m1", request -> {
            await().until(() -> release.getCount() == 0);
            return Answer.of(200, "{\"late\":1}");
        });
        try (var router = start(
                        Map.of(), List.of("--graph-json", bed.filled(SPEC), "--port", "0", "--quiet-period", "300ms"));
                var wire = Wire.to(router.port())) {
            wire.send(Request.post("{}").asBytes());
            await().until(() -> bed.calls("m1") == 1);

            router.terminate();
            await().until(() -> refusesConnections(router));
            release.countDown();

            wire.reply().is(200, "{\"late\":1}");
            assertThat(router.exitCode()).isZero();
        }
    }

    @Test
    @DisplayName("R9 a graph over 128 KiB is served from --graph-file")
    void largeGraphIsServedFromAFile() throws Exception {
        bed.model("m1", 200, "{\"m\":1}");
        var file = Files.writeString(directory.resolve("graph.json"), largeGraph(63));
        assertThat(Files.size(file)).isGreaterThan(128 * 1024);
        try (var router = start(Map.of(), List.of("--graph-file", file.toString(), "--port", "0"))) {

            post(router, Request.post("{\"n62\":1}")).is(200, "{\"m\":1}");
        }
    }

    @Test
    @DisplayName("R9 a graph over a limit is refused with the limit said")
    void limitIsSaid() throws Exception {
        bed.model("m1", 200, "{}");
        var file = Files.writeString(directory.resolve("graph.json"), largeGraph(64));
        try (var router = start(Map.of(), List.of("--graph-file", file.toString(), "--port", "0"))) {

            assertThat(router.exitCode()).isEqualTo(1);
            assertThat(router.err())
                    .contains("must have at most 64 nodes, found 65; --limit nodes=65 raises the limit");
        }
    }

    @Test
    @DisplayName(
            "R36 R43 R49 R51 R52 what KServe dies of at run time is refused at the start, all at once, with exit 1")
    void wrongGraphIsRefusedWithEveryProblem() throws Exception {
        var graph = """
                {"nodes":{\
                "root":{"routerType":"Ensemble","steps":[{"name":"1","nodeName":"empty"},{"nodeName":"draw"},{"nodeName":"a"}]},\
                "empty":{"routerType":"Sequence","steps":[]},\
                "draw":{"routerType":"Splitter","steps":[{"nodeName":"nosuch","weight":100},{"serviceUrl":"http://m/"}]},\
                "a":{"routerType":"Sequence","steps":[{"nodeName":"b"}]},\
                "b":{"routerType":"Switch","steps":[{"nodeName":"a","condition":"@this"}]}}}
                """;
        try (var router = start(Map.of(), List.of("--graph-json", graph, "--port", "0"))) {

            assertThat(router.exitCode()).isEqualTo(1);
            assertThat(router.err()
                            .lines()
                            .filter(line -> line.contains(" error: "))
                            .map(line -> line.split(" error: ", -1)[1]))
                    .containsExactlyInAnyOrder(
                            "spec.nodes.root.steps[0].name: `1` is also the key of steps[1], which has no name; one"
                                    + " answer would overwrite the other",
                            "spec.nodes.empty.steps: a Sequence must have steps, found none",
                            "spec.nodes.draw.steps[1].weight: every step of a Splitter must have a weight, found none",
                            "spec.nodes.draw.steps[0].nodeName: no node `nosuch`, found `root`, `empty`, `draw`, `a`,"
                                    + " `b`",
                            "spec.nodes.a: cycle a -> b -> a");
        }
    }

    @Test
    @DisplayName("R53 nothing is logged per request at INFO")
    void requestsAreNotLoggedAtInfo() throws Exception {
        bed.model("m1", 200, "{}");
        try (var router = start(Map.of(), List.of("--graph-json", bed.filled(SPEC), "--port", "0"))) {
            router.port();
            var before = router.err();

            for (int i = 0; i < 10; i++) {
                post(router, Request.post("{}").header("Cookie", "c")).is(200, "{}");
            }

            assertThat(router.err()).isEqualTo(before);
        }
    }

    /** A Switch over as many nodes, each of 20 equal steps with long URLs. */
    private String largeGraph(int nodes) {
        var steps = IntStream.range(0, 20)
                .mapToObj(i -> "{\"name\":\"s%d\",\"serviceUrl\":\"%s/v1/models/%s:predict\"}"
                        .formatted(i, bed.filled("${m1}"), "m".repeat(60)))
                .collect(Collectors.joining(",", "{\"routerType\":\"Sequence\",\"steps\":[", "]}"));
        var cases = IntStream.range(0, nodes)
                .mapToObj(i -> "{\"nodeName\":\"n%d\",\"condition\":\"n%d\"}".formatted(i, i))
                .collect(Collectors.joining(",", "{\"routerType\":\"Switch\",\"steps\":[", "]}"));
        return IntStream.range(0, nodes)
                .mapToObj(i -> "\"n%d\":%s".formatted(i, steps))
                .collect(Collectors.joining(",", "{\"nodes\":{\"root\":" + cases + ",", "}}"));
    }

    private RouterProcess start(Map<String, String> environment, List<String> arguments) throws IOException {
        return RouterProcess.start(directory, environment, arguments);
    }

    private static Reply post(RouterProcess router, Request request) throws IOException {
        try (var wire = Wire.to(router.port())) {
            return wire.ask(request);
        }
    }

    private static boolean refusesConnections(RouterProcess router) {
        try (var _ = Wire.to(router.port())) {
            return false;
        } catch (IOException refused) {
            return true;
        }
    }

    private static long lines(String text, String part) {
        return text.lines().filter(line -> line.contains(part)).count();
    }
}
