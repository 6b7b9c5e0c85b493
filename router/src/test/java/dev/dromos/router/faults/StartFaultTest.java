package dev.dromos.router.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dromos.nodes.testing.InTime;
import dev.dromos.router.contract.Request;
import dev.dromos.router.contract.TestBed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Section E, the start of the process, and what it does when it cannot. */
final class StartFaultTest {
    @RegisterExtension
    @Order(1)
    final TestBed bed = new TestBed();

    @TempDir
    private Path directory = Path.of("");

    @RegisterExtension
    @Order(2)
    final Routers routers = new Routers(bed);

    @ParameterizedTest(name = "E7 {0}")
    @DisplayName("E7 a graph that cannot be served: exit 1, a line for each problem")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"nodes\": | 1",
                "{\"nodes\":{\"root\":{\"routerType\":\"Sequence\",\"unknown\":1,\"steps\":[{\"nodeName\":\"a\"},{\"nodeName\":\"b\"}]}}} | 2"
            })
    void refusesABadGraph(String graph, int problems) throws Exception {

        var router = routers.serve(graph);

        routers.ended(router, 1);
        assertThat(router.err().lines().filter(line -> line.contains("error: ")))
                .hasSize(problems);
        assertThat(router.err()).doesNotContain("serving").doesNotContain("Exception");
    }

    @Test
    @DisplayName("E7 a file that is not there, or is no graph's size: exit 1, one line")
    void refusesAFileThatCannotBeRead() throws Exception {
        var missing = directory.resolve("nosuch.yaml");
        var oversized = Files.writeString(directory.resolve("large.yaml"), "# " + "x".repeat(1_600_000));

        var first = routers.start("--graph-file", missing.toString(), "--port", "0");
        var second = routers.start("--graph-file", oversized.toString(), "--port", "0");

        assertThat(routers.ended(first, 1)).isEqualTo(missing + ": cannot be read: no such file");
        assertThat(routers.ended(second, 1)).endsWith("the text must have at most 1500000 characters, found 1600002");
        assertThat(first.err().lines()).hasSize(1);
        assertThat(second.err().lines()).hasSize(1);
    }

    @Test
    @DisplayName("E7 a field that nobody knows is ignored in KServe's version, with a warning")
    void ignoresAnUnknownField() throws Exception {
        bed.model("m", 200, "{\"m\":1}");
        var graph = oneStep().replace("{\"serviceUrl\"", "{\"unknown\":{\"x\":[1]},\"serviceUrl\"");

        var router = routers.serve(graph);

        router.post("{}").is(200, "{\"m\":1}");
        assertThat(router.err().lines().filter(line -> line.contains("warning: ")))
                .singleElement()
                .asString()
                .contains("spec.nodes.root.steps[0].unknown");
    }

    @Test
    @DisplayName("E8 a pattern of PROPAGATE_HEADERS that is none is left out, warned of and counted; the others count")
    void leavesOutABadPattern() throws Exception {
        bed.model("m", 200, "{}");
        var router = routers.serve(Map.of("PROPAGATE_HEADERS", "*bad,X-Good"), List.of(), Routers.json(oneStep()));

        router.ask(Request.post("{}").header("X-Good", "1").header("X-Bad", "2"))
                .is(200, "{}");

        assertThat(bed.received("m").headers("X-Good")).containsExactly("1");
        assertThat(bed.received("m").headers("X-Bad")).isEmpty();
        assertThat(router.err().lines().filter(line -> line.contains("\"level\":\"WARN\"")))
                .singleElement()
                .asString()
                .contains("*bad", "is not RE2");
        assertThat(router.ask(Request.of("GET", "/metrics")).body().toString())
                .contains("dromos_header_patterns_ignored 1.0");
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
        assertThat(routers.serve(oneStep()).port()).isPositive();
    }

    private void refuseToServe(int port) throws Exception {
        var router = routers.serve(oneStep(), "--port", Integer.toString(port));

        assertThat(routers.ended(router, 1)).startsWith("port %d cannot be listened on".formatted(port));
        assertThat(router.err().lines()).hasSize(1);
    }

    @Test
    @DisplayName("E15 IPv6: it listens on ::, which is IPv4 too, asked to or not, and calls [::1]")
    void listensAndCallsOverIpv6() throws Exception {
        assumeTrue(hasIpv6Loopback(), "this machine has no ::1");
        var last = routers.serve(Routers.EMPTY, "--host", "::");
        var middle = routers.start(asItIs(Routers.sequenceOf("http://[::1]:" + last.port())));
        var first = routers.start(asItIs(Routers.sequenceOf("http://[::1]:" + middle.port())));

        first.post("{}").is(200, "{}");
        last.post("{}").is(200, "{}");
    }

    /** Nobody says where it listens. */
    private static String[] asItIs(String graph) {
        return Routers.serving(Routers.json(graph)).stream()
                .filter(argument -> !argument.equals("--host") && !argument.equals("127.0.0.1"))
                .toArray(String[]::new);
    }

    private String oneStep() {
        return Routers.sequenceOf(bed.filled("${m}"));
    }

    private static boolean hasIpv6Loopback() throws IOException {
        var table = Path.of("/proc/net/if_inet6");
        return Files.exists(table)
                && Files.readAllLines(table).stream()
                        .anyMatch(line -> line.startsWith("00000000000000000000000000000001"));
    }
}
