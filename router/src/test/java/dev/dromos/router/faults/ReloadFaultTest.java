package dev.dromos.router.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dromos.nodes.testing.Answer;
import dev.dromos.router.contract.Reply;
import dev.dromos.router.contract.Request;
import dev.dromos.router.contract.RouterProcess;
import dev.dromos.router.contract.TestBed;
import dev.dromos.router.contract.Wire;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Section E, another graph in the place of the one that is served. */
final class ReloadFaultTest {
    private static final int RELOADS = 1000;
    private static final int WARM_UP = 100;

    /** Both steps of one request, of the same version. */
    private static final Pattern ONE_VERSION = Pattern.compile("\"/(\\d+) /\\1\"");

    /** What a JVM may keep after one run and not after another; one version of a graph takes more than a tenth of it. */
    private static final long ALLOWED_GROWTH_BYTES = 8L * 1024 * 1024;

    @RegisterExtension
    final TestBed bed = new TestBed();

    @Test
    @DisplayName(
            "E10 1 000 reloads under 200 requests a second: each request sees one version, none is lost, nothing is kept")
    void losesNothingAndKeepsNothing() throws Exception {
        bed.modelRunning("first", request -> Answer.of(200, '"' + request.target() + '"'));
        bed.modelRunning(
                "second",
                request -> Answer.of(
                        200, "\"%s %s\"".formatted(unquoted(request.body().toString()), request.target())));
        reload(0);
        try (var prober = Prober.start(
                bed.port(),
                reply -> ONE_VERSION.matcher(reply.body().toString()).matches())) {
            for (int version = 1; version <= WARM_UP; version++) {
                reload(version);
            }
            var before = heapAfterGc();
            int threads = Thread.activeCount();

            for (int version = WARM_UP + 1; version <= RELOADS; version++) {
                reload(version);
            }

            await().untilAsserted(() -> assertThat(bed.router().targets()).isEqualTo(3));
            prober.stop();
            assertThat(prober.failures()).isEmpty();
            assertThat(prober.answers()).isGreaterThan(100);
            assertThat(heapAfterGc() - before).isLessThan(ALLOWED_GROWTH_BYTES);
            assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads + 5);
        }
    }

    @Test
    @DisplayName(
            "E11 a new graph with a mistake: the old one is served, and it is said; serve --watch on a mounted ConfigMap")
    void keepsTheOldGraph(@TempDir Path mount) throws Exception {
        bed.modelRunning("m", request -> Answer.of(200, '"' + request.target() + '"'));
        Files.createSymbolicLink(mount.resolve("graph.yaml"), Path.of("..data", "graph.yaml"));
        write(mount, 0, graph(0));
        try (var router = RouterProcess.start(
                mount,
                Map.of(),
                List.of(
                        "serve",
                        "--watch",
                        "--graph-file",
                        mount.resolve("graph.yaml").toString(),
                        "--port",
                        "0",
                        "--metrics-path",
                        "/metrics"))) {
            post(router).is(200, "\"/0\"");

            write(mount, 1, "nodes: {root: {routerType: Sequence}}");
            await().until(() -> router.err().contains("still serving the old graph"));
            assertThat(router.err()).contains("a Sequence must have steps, found none");
            post(router).is(200, "\"/0\"");

            write(mount, 2, graph(2));
            await().untilAsserted(() -> post(router).is(200, "\"/2\""));
            assertThat(ask(router, Request.of("GET", "/metrics")).body().toString())
                    .contains("dromos_graph_changes_total{result=\"kept\"} 1.0")
                    .contains("dromos_graph_changes_total{result=\"served\"} 1.0");
        }
    }

    /** Two steps of one version, and a step to a target that no other version has. */
    private void reload(int version) throws Exception {
        bed.serve("""
                nodes:
                  root:
                    routerType: Sequence
                    steps: [{nodeName: calls}]
                  calls:
                    routerType: Switch
                    steps:
                    - {condition: never, serviceUrl: "http://127.0.0.1:%d/"}
                    - {condition: "@this", nodeName: both}
                  both:
                    routerType: Sequence
                    steps:
                    - serviceUrl: ${first}/%2$d
                    - {serviceUrl: ${second}/%2$d, data: $response}
                """.formatted(10_000 + version, version));
    }

    private String graph(int version) {
        return bed.filled(
                "nodes: {root: {routerType: Sequence, steps: [{serviceUrl: \"${m}/%d\"}]}}\n".formatted(version));
    }

    /** As Kubernetes does it: a new directory, and the link to the old one replaced. */
    private static void write(Path mount, int version, String text) throws IOException {
        var data = Files.createDirectory(mount.resolve("..version" + version));
        Files.writeString(data.resolve("graph.yaml"), text);
        var link = Files.createSymbolicLink(mount.resolve("..data_tmp"), data.getFileName());
        Files.move(link, mount.resolve("..data"), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static Reply post(RouterProcess router) throws IOException {
        return ask(router, Request.post("{}"));
    }

    private static Reply ask(RouterProcess router, Request request) throws IOException {
        try (var wire = Wire.to(router.port())) {
            return wire.ask(request);
        }
    }

    private static String unquoted(String json) {
        return json.substring(1, json.length() - 1);
    }

    private static long heapAfterGc() {
        var memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }
}
