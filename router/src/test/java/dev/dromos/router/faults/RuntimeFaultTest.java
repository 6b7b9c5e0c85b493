package dev.dromos.router.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dromos.nodes.testing.Answer;
import dev.dromos.router.contract.Request;
import dev.dromos.router.contract.RouterProcess;
import dev.dromos.router.contract.TestBed;
import dev.dromos.router.contract.Wire;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Section D, what the JVM and the system do to a router. */
final class RuntimeFaultTest {
    private static final Pattern PORT = Pattern.compile("\"port\":\"(\\d+)\"");

    @RegisterExtension
    @Order(1)
    final TestBed bed = new TestBed();

    @RegisterExtension
    @Order(2)
    final Unharmed unharmed = new Unharmed(bed);

    @RegisterExtension
    @Order(3)
    final Routers routers = new Routers(bed);

    @ParameterizedTest(name = "D7 {0}")
    @DisplayName("D7 out of memory while it starts: the process ends, its last line says of what")
    @CsvSource(
            delimiter = '|',
            value = {
                "heap | -Xmx6m -XX:+ExitOnOutOfMemoryError | Terminating due to java.lang.OutOfMemoryError: Java heap space",
                "metaspace | -XX:MaxMetaspaceSize=12m -XX:+ExitOnOutOfMemoryError | Terminating due to java.lang.OutOfMemoryError: Metaspace",
                "metaspace, a JVM without the flag | -XX:MaxMetaspaceSize=12m | dromos: out of memory, metaspace: Metaspace"
            })
    void endsWhenItCannotStart(String kind, String flags, String lastLine) throws Exception {

        var router = routers.serve(Map.of(), List.of(flags.split(" ", -1)), Routers.json(Routers.EMPTY));

        routers.ended(router, 3);
        var said = router.out().isEmpty() ? router.err() : router.out(); // the JVM says it on the one, we on the other
        assertThat(said.lines().toList()).as(kind).last().isEqualTo(lastLine);
    }

    @Test
    @DisplayName("D7 no thread can be made: the process ends, its last line says so")
    void endsWithoutThreads() throws Exception {
        // 4 GB of addresses, 200 MB for each thread: the event loops' are too many.
        var limited = Stream.concat(
                        Stream.of("sh", "-c", "ulimit -v 4000000 && exec \"$@\"", "sh"),
                        RouterProcess.command(
                                List.of("-Xmx32m", "-Xss200m", "-XX:CompressedClassSpaceSize=32m"),
                                Routers.serving(Routers.json(Routers.EMPTY)))
                                .stream())
                .toList();

        var router = routers.launch(limited);

        assertThat(routers.ended(router, 3))
                .startsWith("dromos: out of memory, thread: unable to create native thread");
    }

    @Test
    @DisplayName("D7 no direct buffer can be made: the process ends, its last line says so")
    void endsWithoutDirectMemory() throws Exception {
        var router = routers.serve(Map.of(), List.of("-XX:MaxDirectMemorySize=64k"), Routers.json(Routers.EMPTY));
        try (var wire = Wire.to(router.port())) {

            wire.send(Request.post("{}").asBytes());

            assertThat(routers.ended(router, 3)).startsWith("dromos: out of memory, direct: ");
        }
    }

    @ParameterizedTest(name = "D8 {0}")
    @DisplayName(
            "D8 conditions, checks and merges of 2 MiB bodies are done by a worker and answer as those of small ones")
    @CsvSource(
            delimiter = '|',
            value = {"Switch | 1", "Sequence | 2", "Ensemble | 2"})
    void worksOnLargeBodies(String type, int calls) throws Exception {
        var large = "{\"predictions\":[\"%s\"]}".formatted("x".repeat(2 * 1024 * 1024));
        bed.model("m", Answer.of(200, List.of(), large.getBytes(StandardCharsets.UTF_8)));
        bed.serve("""
                nodes:
                  root:
                    routerType: %s
                    steps:
                    - {name: a, serviceUrl: "${m}", %s}
                    - {name: b, serviceUrl: "${m}", condition: predictions, data: $response}
                """.formatted(type, type.equals("Switch") ? "condition: predictions" : "dependency: Hard"));

        var answer = type.equals("Ensemble") ? "{\"a\":%s,\"b\":%s}".formatted(large, large) : large;
        bed.post(large).is(200, answer);
        assertThat(bed.calls("m")).isEqualTo(calls);
        bed.post("{\"predictions\":1}").is(200, answer);

        try (var readers = Sightings.in("dev.dromos.graph.json", "dev.dromos.graph.gjson")) {
            for (int i = 0; i < 10; i++) {
                bed.post(large).is(200, answer);
            }
            assertThat(readers.threads()).isNotEmpty().allMatch(thread -> thread.startsWith("vert.x-worker-thread-"));
        }
    }

    @Test
    @DisplayName("D9 no file descriptor is left: connections wait, it rests, and serves when there are some again")
    void servesAgainWhenDescriptorsAreFree() throws Exception {
        var router = routers.serve(Routers.EMPTY);
        int port = router.port();
        router.post("{}").isExactly(200, "{}");
        var limit = descriptors(router) + 10;
        assertThat(new ProcessBuilder(
                                "prlimit",
                                "--pid",
                                Long.toString(router.pid()),
                                "--nofile=%d:%d".formatted(limit, limit))
                        .start()
                        .waitFor())
                .isZero();
        var wires = new ArrayList<Wire>();
        for (int i = 0; i < 40; i++) {
            wires.add(Wire.to(port));
        }
        await().until(() -> descriptors(router) >= limit - 1);
        awaitRest(router);

        for (var wire : wires) {
            wire.close();
        }

        router.post("{}").isExactly(200, "{}");
    }

    /** Half a second in which it hardly runs; one that tries again and again has none. */
    private static void awaitRest(RouterProcess router) {
        var half = Duration.ofMillis(500);
        var before = new AtomicReference<>(router.cpu());
        await().pollDelay(half).pollInterval(half).until(() -> {
            var now = router.cpu();
            return now.minus(before.getAndSet(now)).toMillis() < 50;
        });
    }

    @Test
    @DisplayName("D11 the C locale, a strange time zone and character set: the same bytes")
    void keepsBytesInAnyLocale() throws Exception {
        var body = "{\"text\":\"\\u0130 \u0130stanbul \u20ac \ud83d\ude00\"}";
        bed.model("m", 200, body);
        var graph =
                "{\"nodes\":{\"root\":{\"routerType\":\"Switch\",\"steps\":[{\"serviceUrl\":\"${m}\",\"condition\":\"text\"},{\"serviceUrl\":\"${m}\",\"condition\":\"@this\"}]}}}";
        var router = routers.serve(
                Map.of("LC_ALL", "C", "TZ", "Pacific/Kiritimati", "PROPAGATE_HEADERS", "X-I-Id"),
                List.of("-Dfile.encoding=ISO-8859-1", "-Duser.language=tr", "-Duser.country=TR"),
                Routers.json(bed.filled(graph)));

        var reply = router.ask(Request.post(body).header("x-i-id", "I"));

        reply.isExactly(200, body);
        assertThat(bed.received("m").body()).hasToString(body);
        assertThat(bed.received("m").headers("X-I-Id")).containsExactly("I");
    }

    @Test
    @DisplayName("D13 nobody reads what it writes: requests go on, lines are dropped and counted")
    void answersWhenItsLogIsBlocked() throws Exception {
        var builder =
                new ProcessBuilder(RouterProcess.command(List.of(), Routers.serving(Routers.json(Routers.EMPTY))));
        builder.environment().put("DROMOS_LOG_LEVEL", "DEBUG");
        var process = builder.start();
        try (var lines = process.errorReader(StandardCharsets.UTF_8)) {
            int port = portIn(lines);

            try (var wire = Wire.to(port)) {
                for (int i = 0; i < 2500; i++) {
                    wire.ask(Request.post("{}")).isExactly(200, "{}");
                }
                var counts = wire.ask(Request.of("GET", "/metrics")).body().toString();
                assertThat(counts).containsPattern("dromos_log_lines_dropped_total [1-9]");
            }
            Routers.nothingIsLeft(port, process.pid());
            process.toHandle().destroy(); // SIGTERM, and its pipes stay open
            var said = toTheEnd(lines).get(Unharmed.SOON.toSeconds(), TimeUnit.SECONDS);
            assertThat(process.waitFor(Unharmed.SOON)).as("ends in time").isTrue();
            assertThat(process.exitValue()).as(said).isZero();
            assertThat(said)
                    .contains("log lines were lost", "stopping, requests are still served")
                    .doesNotContain("\"level\":\"ERROR\"");
        } finally {
            process.destroyForcibly();
        }
    }

    /** Reads no further than to where it is said. */
    private static int portIn(BufferedReader lines) throws IOException {
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            var found = PORT.matcher(line);
            if (found.find()) {
                return Integer.parseInt(found.group(1));
            }
        }
        throw new AssertionError("it does not serve");
    }

    /** Somebody else does, who ends with the process: nothing else ends a read. */
    private static CompletableFuture<String> toTheEnd(BufferedReader lines) {
        return CompletableFuture.supplyAsync(() -> lines.lines().collect(Collectors.joining("\n")));
    }

    private static long descriptors(RouterProcess router) throws IOException {
        return entries("/proc/%d/fd".formatted(router.pid()));
    }

    private static long entries(String path) throws IOException {
        try (var entries = Files.list(Path.of(path))) {
            return entries.count();
        }
    }
}
