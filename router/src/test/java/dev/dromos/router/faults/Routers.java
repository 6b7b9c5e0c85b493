package dev.dromos.router.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dromos.router.contract.Request;
import dev.dromos.router.contract.RouterProcess;
import dev.dromos.router.contract.TestBed;
import dev.dromos.router.contract.Wire;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The routers of a case that are processes of their own. One that outlives its fault answers the next request, keeps nothing of one, ends
 * in time when it is told to, and has logged no error; one that does not, ends as {@link #ended} says. Registered after the bed, by
 * {@code @Order}, so that model servers still answer.
 */
final class Routers implements BeforeEachCallback, AfterEachCallback {
    /** A graph that answers by itself. */
    static final String EMPTY = "{\"nodes\":{\"root\":{\"routerType\":\"Ensemble\"}}}";

    private static final List<String> FLAGS = List.of(
            "--host",
            "127.0.0.1",
            "--port",
            "0",
            "--metrics-path",
            "/metrics",
            "--quiet-period",
            "0s",
            "--grace-period",
            "30s");

    /** The JVM's own, 20 workers at most, and an event loop for each processor: nothing has a thread for each request. */
    private static final int MOST_THREADS = 50 + 2 * Runtime.getRuntime().availableProcessors();

    private static final Pattern STEP_CONNECTIONS = Pattern.compile("(?m)^dromos_step_connections ([0-9.]+)$");

    private final TestBed bed;
    private final List<RouterProcess> running = new ArrayList<>();
    private final List<RouterProcess> started = new ArrayList<>();
    private Path directory = Path.of("");

    Routers(TestBed bed) {
        this.bed = bed;
    }

    /** A graph of one step. */
    static String sequenceOf(String url) {
        return "{\"nodes\":{\"root\":{\"routerType\":\"Sequence\",\"steps\":[{\"serviceUrl\":\"%s\"}]}}}"
                .formatted(url);
    }

    /** A graph as an argument. */
    static List<String> json(String graph) {
        return List.of("--graph-json", graph);
    }

    /** The arguments of a router that can be looked at, and need not be waited for. */
    static List<String> serving(List<String> graph, String... more) {
        return Stream.of(graph.stream(), FLAGS.stream(), Stream.of(more))
                .flatMap(arguments -> arguments)
                .toList();
    }

    RouterProcess serve(String graph, String... more) throws IOException {
        return serve(Map.of(), List.of(), json(graph), more);
    }

    /**
     * @param flags of its JVM
     * @param graph arguments that say which
     */
    RouterProcess serve(Map<String, String> environment, List<String> flags, List<String> graph, String... more)
            throws IOException {
        return added(RouterProcess.start(directory, environment, flags, serving(graph, more)));
    }

    /** With these arguments and no others. */
    RouterProcess start(String... arguments) throws IOException {
        return added(RouterProcess.start(directory, Map.of(), List.of(arguments)));
    }

    /** @param command that becomes a router */
    RouterProcess launch(List<String> command) throws IOException {
        return added(RouterProcess.launch(directory, Map.of(), command));
    }

    /** Where files of the case may be. */
    Path directory() {
        return directory;
    }

    /** One that has to end, by its fault or by a signal; returns its last line. */
    String ended(RouterProcess router, int exit) throws IOException, InterruptedException {
        int code = router.exitCode();
        assertThat(code).as(router.err()).isEqualTo(exit);
        assertThat(router.errors()).isEmpty();
        running.remove(router);
        return router.err().lines().reduce("", (_, last) -> last);
    }

    /** One whose model server does not outlive the test. */
    void check(RouterProcess router) throws IOException, InterruptedException {
        check(List.of(router));
    }

    /** In a process of its own. */
    static void nothingIsLeft(int port, long pid) {
        await().pollInterval(Duration.ofMillis(5)).atMost(Unharmed.SOON).untilAsserted(() -> {
            try (var wire = Wire.to(port)) {
                var counts = wire.ask(Request.of("GET", "/metrics")).body().toString();
                assertThat(counts.lines())
                        .contains(
                                "dromos_requests_in_flight 0.0",
                                "dromos_body_bytes_held 0.0",
                                "dromos_step_calls_waiting 0.0",
                                "dromos_client_connections 1.0");
                assertThat(TcpSockets.of(pid).connections()).as("connections").isEqualTo(1 + stepConnections(counts));
            }
            assertThat(threads(pid)).as("threads").isLessThan(MOST_THREADS);
        });
    }

    @Override
    public void beforeEach(ExtensionContext test) throws IOException {
        directory = Files.createTempDirectory("routers");
    }

    @Override
    public void afterEach(ExtensionContext test) throws Exception {
        try (Closeable _ = this::end) { // what fails there does not hide what fails here
            assertThat(bed.isStopped())
                    .as("bed is stopped before it is looked at")
                    .isFalse();
            if (test.getExecutionException().isEmpty()) {
                check(List.copyOf(running));
            }
        }
    }

    /** All are asked before one ends: it may be another one's step. */
    private void check(List<RouterProcess> routers) throws IOException, InterruptedException {
        for (var router : routers) {
            assertThat(router.post("{}").status()).as(router.err()).isEqualTo(200);
        }
        for (var router : routers) {
            nothingIsLeft(router.port(), router.pid());
        }
        await().atMost(Unharmed.SOON)
                .until(() -> bed.models().stream().allMatch(model -> model.requestsRunning() == 0));
        routers.forEach(RouterProcess::terminate);
        for (var router : routers) {
            router.exitCode(Unharmed.SOON);
            ended(router, 0);
        }
    }

    private RouterProcess added(RouterProcess router) {
        started.add(router);
        running.add(router);
        return router;
    }

    private void end() throws IOException {
        started.forEach(RouterProcess::close);
        try (var files = Files.list(directory)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }

    private static long stepConnections(String counts) {
        return STEP_CONNECTIONS
                .matcher(counts)
                .results()
                .mapToLong(found -> (long) Double.parseDouble(found.group(1)))
                .sum();
    }

    private static long threads(long pid) throws IOException {
        try (var tasks = Files.list(Path.of("/proc/%d/task".formatted(pid)))) {
            return tasks.count();
        }
    }
}
