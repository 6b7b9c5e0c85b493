package dev.dromos.router.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dromos.nodes.testing.Answer;
import dev.dromos.router.contract.Request;
import dev.dromos.router.contract.TestBed;
import dev.dromos.router.load.Heap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Section E, another graph in the place of the one that is served. */
final class ReloadFaultTest {
    private static final int RELOADS = 1000;
    private static final int WARM_UP = 100;

    /** Of the 200 that are asked in a second, on a machine that is held up now and then. */
    private static final int LEAST_PER_SECOND = 150;

    /** Both steps of one request, of the same version. */
    private static final Pattern ONE_VERSION = Pattern.compile("\"/(\\d+) /\\1\"");

    /** What a JVM may keep after one run and not after another; one version of a graph takes more than a tenth of it. */
    private static final long ALLOWED_GROWTH_BYTES = 8L * 1024 * 1024;

    @RegisterExtension
    @Order(1)
    final TestBed bed = new TestBed();

    @RegisterExtension
    @Order(2)
    final Unharmed unharmed = new Unharmed(bed);

    @RegisterExtension
    @Order(3)
    final Routers routers = new Routers(bed);

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
        long begun = System.nanoTime();
        try (var prober = Prober.start(
                bed.port(),
                reply -> ONE_VERSION.matcher(reply.body().toString()).matches())) {
            for (int version = 1; version <= WARM_UP; version++) {
                reload(version);
            }
            var before = Heap.bytesInUse();
            int threads = Thread.activeCount();

            for (int version = WARM_UP + 1; version <= RELOADS; version++) {
                reload(version);
            }

            await().untilAsserted(() -> assertThat(bed.router().targets()).isEqualTo(3));
            prober.stop();
            assertThat(prober.failures()).isEmpty();
            var took = Duration.ofNanos(System.nanoTime() - begun);
            assertThat(prober.answers()).isGreaterThan((int) (took.toMillis() / 1000.0 * LEAST_PER_SECOND));
            assertThat(Heap.bytesInUse() - before).isLessThan(ALLOWED_GROWTH_BYTES);
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
        var file = mount.resolve("graph.yaml").toString();
        var router = routers.serve(Map.of(), List.of(), List.of("serve", "--watch", "--graph-file", file));
        router.post("{}").is(200, "\"/0\"");

        write(mount, 1, "nodes: {root: {routerType: Sequence}}");
        await().until(() -> router.err().contains("still serving the old graph"));
        assertThat(router.err()).contains("a Sequence must have steps, found none");
        router.post("{}").is(200, "\"/0\"");

        write(mount, 2, graph(2));
        await().untilAsserted(() -> router.post("{}").is(200, "\"/2\""));
        assertThat(router.ask(Request.of("GET", "/metrics")).body().toString())
                .contains("dromos_graph_changes_total{result=\"kept\"} 1.0")
                .contains("dromos_graph_changes_total{result=\"served\"} 1.0");
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

    private static String unquoted(String json) {
        return json.substring(1, json.length() - 1);
    }
}
