package dev.dromos.router.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.dromos.nodes.testing.Answer;
import dev.dromos.nodes.testing.InTime;
import dev.dromos.router.contract.Reply;
import dev.dromos.router.contract.Request;
import dev.dromos.router.contract.RouterProcess;
import dev.dromos.router.contract.TestBed;
import dev.dromos.router.contract.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Section E, the end of the process: signals, idle and under load. */
final class LifecycleFaultTest {
    private static final String STOPPING = "stopping, requests are still served";

    /** Whoever starts a build in the background has it ignore SIGINT, and with it all that it starts. */
    private static final List<String> HEARING_SIGNALS = List.of("env", "--default-signal=INT");

    @RegisterExtension
    @Order(1)
    final TestBed bed = new TestBed();

    @RegisterExtension
    @Order(2)
    final Routers routers = new Routers(bed);

    @Test
    @DisplayName(
            "E1 SIGTERM idle: /readyz is 503 at once, exit 0 when the quiet period is over, of the grace period nothing more")
    void endsWhenIdle() throws Exception {
        bed.model("m", 200, "{}");
        var quiet = Duration.ofSeconds(1);
        var router = serve("--quiet-period", "1s");
        ready(router).isExactly(200, "");

        var took = InTime.of(() -> {
            router.terminate();
            await().pollInterval(Duration.ofMillis(10))
                    .untilAsserted(() -> ready(router).isExactly(503, "shutting down\n"));
            assertThat(routers.ended(router, 0)).contains(STOPPING);
        });

        assertThat(took).isBetween(quiet, quiet.plusSeconds(5));
    }

    @Test
    @DisplayName(
            "E2 SIGTERM with requests in flight: new ones are still taken, all are answered, each the last of its connection")
    void answersWhatRunsAndWhatComes() throws Exception {
        var release = new CountDownLatch(1);
        bed.modelRunning("m", request -> {
            await().until(() -> release.getCount() == 0);
            return Answer.of(200, "{\"m\":1}");
        });
        var router = serve("--quiet-period", "2s");
        try (var running = Wire.to(router.port())) {
            running.send(Request.post("{}").asBytes());
            await().until(() -> bed.calls("m") == 1);

            router.terminate();
            await().until(() -> router.err().contains(STOPPING));
            try (var coming = Wire.to(router.port())) {
                coming.send(Request.post("{}").asBytes());
                await().until(() -> bed.calls("m") == 2);
                release.countDown();

                var late = coming.reply();
                late.is(200, "{\"m\":1}");
                assertThat(late.headers("Connection")).containsExactly("close");
            }
            running.reply().is(200, "{\"m\":1}");
            assertThat(routers.ended(router, 0)).contains(STOPPING);
        }
    }

    @Test
    @DisplayName(
            "E3 SIGTERM, a request longer than the grace period, and one that never arrives whole: answered before its end")
    void cutsOffWhatTakesTooLong() throws Exception {
        var model = bed.model("m", Answer.holding());
        var grace = Duration.ofSeconds(3);
        var router = serve("--grace-period", "3s");
        try (var running = Wire.to(router.port());
                var uploading = Wire.to(router.port())) {
            running.send(Request.post("{}").asBytes());
            uploading.send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\n{");
            await().until(() -> bed.calls("m") == 1);

            var took = InTime.of(() -> {
                router.terminate();
                running.reply().is(500, Reply.failure("shutting down"));
                uploading.reply().is(503, Reply.failure("shutting down"));
            });

            assertThat(took).isBetween(grace.minusSeconds(2), grace);
            assertThat(running.isClosedByRouter()).isTrue();
            assertThat(model.awaitPeerClosed(Duration.ofSeconds(5))).isTrue();
            assertThat(routers.ended(router, 0)).contains("request cut off");
            assertThat(router.err().lines().filter(line -> line.contains("request cut off")))
                    .hasSize(2);
        }
    }

    @Test
    @DisplayName("E4 SIGTERM while it starts: it ends within a second")
    void endsWhileItStarts() throws Exception {
        InTime.once(Duration.ofSeconds(1), () -> {
            // Its graph never comes: stdin stays open.
            var router = routers.start("serve", "--graph-file", "-", "--port", "0");
            await().until(() -> readsItsArguments(router)); // the JVM is up
            return InTime.of(() -> {
                router.terminate();
                assertThat(routers.ended(router, 143)).isEmpty();
            });
        });
    }

    @ParameterizedTest(name = "E5 {0}: {1}")
    @DisplayName("E5 a second signal ends it at once")
    @CsvSource({"TERM,143", "INT,130"})
    void secondSignalEndsItAtOnce(String signal, int exit) throws Exception {
        bed.model("m", 200, "{}");
        var command = RouterProcess.command(
                List.of(),
                Routers.serving(Routers.json(Routers.EMPTY), "--quiet-period", "5m", "--grace-period", "10m"));
        var router = routers.launch(signal.equals("INT") ? hearing(command) : command);
        router.port();
        router.terminate();
        await().until(() -> router.err().contains(STOPPING));

        router.signal(signal);

        assertThat(routers.ended(router, exit)).contains(STOPPING);
    }

    private static List<String> hearing(List<String> command) throws Exception {
        assumeTrue(run(HEARING_SIGNALS, List.of("true")) == 0, "env cannot undo what nohup does to SIGINT");
        return joined(HEARING_SIGNALS, command);
    }

    private static int run(List<String> wrapper, List<String> command) throws Exception {
        return new ProcessBuilder(joined(wrapper, command))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    private static List<String> joined(List<String> wrapper, List<String> command) {
        return Stream.concat(wrapper.stream(), command.stream()).toList();
    }

    @Test
    @DisplayName("E6 SIGKILL: the next one starts on the same port, since nothing was kept anywhere")
    void startsAfterAKill() throws Exception {
        bed.model("m", 200, "{\"m\":1}");
        var router = serve();
        int port = router.port();
        router.signal("KILL");
        assertThat(routers.ended(router, 137)).contains("serving");

        var next = serve("--port", Integer.toString(port));

        next.post("{}").is(200, "{\"m\":1}");
    }

    @Test
    @DisplayName("E12 rolling restart: of 200 requests a second through a proxy none is lost")
    void losesNothingInARollingRestart() throws Exception {
        bed.model("m", 200, "{\"m\":1}");
        try (var proxy = RoundRobin.start()) {
            var one = serve("--quiet-period", "1s");
            var other = serve();
            int first = one.port();
            proxy.add(first);
            proxy.add(other.port());
            await().until(() -> proxy.ready().size() == 2);
            try (var prober = Prober.start(proxy.port(), reply -> reply.status() == 200)) {
                await().until(() -> prober.answers() > 50);
                one.terminate();
                assertThat(routers.ended(one, 0)).contains(STOPPING);
                proxy.remove(first);
                var again = serve();
                proxy.add(again.port());
                await().until(() -> proxy.ready().size() == 2);
                int before = prober.answers();
                await().until(() -> prober.answers() > before + 50);

                prober.stop();
                assertThat(prober.failures()).isEmpty();
            }
        }
    }

    private RouterProcess serve(String... more) throws IOException {
        return routers.serve(Routers.sequenceOf(bed.filled("${m}")), more);
    }

    private static Reply ready(RouterProcess router) throws IOException {
        return router.ask(Request.of("GET", "/readyz"));
    }

    /** By what it has open: the library that does it. */
    private static boolean readsItsArguments(RouterProcess router) throws IOException {
        try (var open = Files.list(Path.of("/proc/%d/fd".formatted(router.pid())))) {
            return open.anyMatch(LifecycleFaultTest::isPicocli);
        }
    }

    private static boolean isPicocli(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().contains("picocli");
        } catch (IOException closed) {
            return false;
        }
    }
}
