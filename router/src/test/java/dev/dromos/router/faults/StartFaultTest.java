package dev.dromos.router.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dromos.nodes.testing.InTime;
import dev.dromos.router.contract.Reply;
import dev.dromos.router.contract.Request;
import dev.dromos.router.contract.RouterProcess;
import dev.dromos.router.contract.TestBed;
import dev.dromos.router.contract.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Section E, the start of the process, and what it does when it cannot. */
final class StartFaultTest {
    @RegisterExtension
    final TestBed bed = new TestBed();

    @TempDir
    private Path directory = Path.of("");

    @ParameterizedTest(name = "E7 {0}")
    @DisplayName("E7 a graph that cannot be served: exit 1, a line for each problem")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"nodes\": | 1",
                "{\"nodes\":{\"root\":{\"routerType\":\"Sequence\",\"unknown\":1,\"steps\":[{\"nodeName\":\"a\"},{\"nodeName\":\"b\"}]}}} | 2"
            })
    void refusesABadGraph(String graph, int problems) throws Exception {
        try (var router = start("--graph-json", graph, "--port", "0")) {

            assertThat(router.exitCode()).isEqualTo(1);
            assertThat(router.err().lines().filter(line -> line.contains("error: ")))
                    .hasSize(problems);
            assertThat(router.err()).doesNotContain("serving").doesNotContain("Exception");
        }
    }

    @Test
    @DisplayName("E7 a file that is not there, or is no graph's size: exit 1, one line")
    void refusesAFileThatCannotBeRead() throws Exception {
        var missing = directory.resolve("nosuch.yaml");
        var oversized = Files.writeString(directory.resolve("large.yaml"), "# " + "x".repeat(1_600_000));
        try (var first = start("--graph-file", missing.toString(), "--port", "0");
                var second = start("--graph-file", oversized.toString(), "--port", "0")) {

            assertThat(first.exitCode()).isEqualTo(1);
            assertThat(first.err().lines()).containsExactly(missing + ": cannot be read: no such file");
            assertThat(second.exitCode()).isEqualTo(1);
            assertThat(second.err().lines())
                    .singleElement()
                    .asString()
                    .endsWith("the text must have at most 1500000 characters, found 1600002");
        }
    }

    @Test
    @DisplayName("E7 a field that nobody knows is ignored in KServe's version, with a warning")
    void ignoresAnUnknownField() throws Exception {
        bed.model("m", 200, "{\"m\":1}");
        var graph =
                sequenceOf(bed.filled("${m}")).replace("{\"serviceUrl\"", "{\"unknown\":{\"x\":[1]},\"serviceUrl\"");
        try (var router = start("--graph-json", graph, "--port", "0")) {

            post(router).is(200, "{\"m\":1}");

            assertThat(router.err().lines().filter(line -> line.contains("warning: ")))
                    .singleElement()
                    .asString()
                    .contains("spec.nodes.root.steps[0].unknown");
        }
    }

    @Test
    @DisplayName("E8 a pattern of PROPAGATE_HEADERS that is none is left out, warned of and counted; the others count")
    void leavesOutABadPattern() throws Exception {
        bed.model("m", 200, "{}");
        var graph = sequenceOf(bed.filled("${m}"));
        try (var router = RouterProcess.start(
                directory,
                Map.of("PROPAGATE_HEADERS", "*bad,X-Good"),
                List.of("--graph-json", graph, "--port", "0", "--metrics-path", "/metrics"))) {

            ask(router, Request.post("{}").header("X-Good", "1").header("X-Bad", "2"))
                    .is(200, "{}");

            assertThat(bed.received("m").headers("X-Good")).containsExactly("1");
            assertThat(bed.received("m").headers("X-Bad")).isEmpty();
            assertThat(router.err().lines().filter(line -> line.contains("\"level\":\"WARN\"")))
                    .singleElement()
                    .asString()
                    .contains("*bad", "is not RE2");
            assertThat(ask(router, Request.of("GET", "/metrics")).body().toString())
                    .contains("dromos_header_patterns_ignored 1.0");
        }
    }

    @Test
    @DisplayName("E9 the port is taken: exit 1, one line, a second at most after it would have served")
    void saysThatThePortIsTaken() throws Exception {
        bed.model("m", 200, "{}");
        try (var holder = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            InTime.once(Duration.ofSeconds(1), () -> {
                var serving = InTime.of(this::serveOnce);
                return InTime.of(() -> refuseToServe(holder.getLocalPort())).minus(serving);
            });
        }
    }

    private void serveOnce() throws IOException {
        try (var router = serve()) {
            assertThat(router.port()).isPositive();
        }
    }

    private void refuseToServe(int port) throws Exception {
        try (var router = serve("--port", Integer.toString(port))) {
            assertThat(router.exitCode()).isEqualTo(1);
            assertThat(router.err().lines())
                    .singleElement()
                    .asString()
                    .startsWith("port %d cannot be listened on".formatted(port));
        }
    }

    @Test
    @DisplayName("E15 IPv6: it listens on ::, which is IPv4 too, asked to or not, and calls [::1]")
    void listensAndCallsOverIpv6() throws Exception {
        assumeTrue(hasIpv6Loopback(), "this machine has no ::1");
        var empty = "{\"nodes\":{\"root\":{\"routerType\":\"Ensemble\"}}}";
        try (var last = start("--graph-json", empty, "--port", "0", "--host", "::");
                var middle = start("--graph-json", sequenceOf("http://[::1]:" + last.port()), "--port", "0");
                var first = start("--graph-json", sequenceOf("http://[::1]:" + middle.port()), "--port", "0")) {

            post(first).is(200, "{}");
            post(last).is(200, "{}");
        }
    }

    private RouterProcess serve(String... more) throws IOException {
        var graph = sequenceOf(bed.filled("${m}"));
        return start(
                Stream.concat(Stream.of("--graph-json", graph, "--host", "127.0.0.1", "--port", "0"), Stream.of(more))
                        .toArray(String[]::new));
    }

    private static String sequenceOf(String url) {
        return "{\"nodes\":{\"root\":{\"routerType\":\"Sequence\",\"steps\":[{\"serviceUrl\":\"%s\"}]}}}"
                .formatted(url);
    }

    private RouterProcess start(String... arguments) throws IOException {
        return RouterProcess.start(directory, Map.of(), List.of(arguments));
    }

    private static Reply post(RouterProcess router) throws IOException {
        return ask(router, Request.post("{}"));
    }

    private static Reply ask(RouterProcess router, Request request) throws IOException {
        try (var wire = Wire.to(router.port())) {
            return wire.ask(request);
        }
    }

    private static boolean hasIpv6Loopback() throws IOException {
        var table = Path.of("/proc/net/if_inet6");
        return Files.exists(table)
                && Files.readAllLines(table).stream()
                        .anyMatch(line -> line.startsWith("00000000000000000000000000000001"));
    }
}
