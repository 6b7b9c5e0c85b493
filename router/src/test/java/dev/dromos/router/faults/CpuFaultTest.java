package dev.dromos.router.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dromos.graph.Graph;
import dev.dromos.nodes.call.PredictorClient;
import dev.dromos.nodes.testing.Answer;
import dev.dromos.nodes.testing.InTime;
import dev.dromos.router.contract.Request;
import dev.dromos.router.contract.TestBed;
import dev.dromos.router.serve.Router;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Section D, what a limit of the CPU and a clock that jumps do to a router. */
final class CpuFaultTest {
    /** Of a step. */
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private static final String LIMITED = """
            {"apiVersion": "dromos.dev/v1alpha1", "kind": "InferenceGraph", "metadata": {"name": "g"}, "spec": {"nodes":
            {"root": {"routerType": "Sequence", "steps": [{"serviceUrl": "${m}", "timeout": "1s"}]}}}}""";

    private static final int CLIENTS = 8;

    private static final Pattern CLOCK = Pattern.compile("^currentTimeMillis$|java/util/(Date|\\w*Calendar)\\b|"
            + "java/time/(Clock|Instant(Source)?|(Local|Offset|Zoned)(Date|Time)+|Year(Month)?|MonthDay)\\b");

    @RegisterExtension
    @Order(1)
    final TestBed bed = new TestBed();

    @RegisterExtension
    @Order(2)
    final Routers routers = new Routers(bed);

    @Test
    @DisplayName("D4 a tenth of a CPU: /readyz within a second, and right answers")
    void isSlowAndRight() throws Exception {
        bed.modelRunning(
                "m", request -> Answer.of(200, List.of(), request.body().dangerouslySharedBytes()));
        var router = routers.serve(bed.filled(Routers.sequenceOf("${m}")));
        router.port();
        try (var _ = Throttle.of(router.pid())) {

            var probes = new ArrayList<Duration>();
            for (int i = 0; i < 8; i++) {
                var body = "{\"request\":" + i + "}";
                probes.add(
                        InTime.of(() -> router.ask(Request.of("GET", "/readyz")).isExactly(200, "")));
                router.post(body).isExactly(200, body);
            }
            // The middle one: of its tenth, the machine's other processes take some away now and then.
            assertThat(probes.stream().sorted().toList().get(probes.size() / 2)).isLessThan(Duration.ofSeconds(1));
        }
    }

    @Test
    @DisplayName(
            "D5 a CPU taken away until the time of steps is over: what has been answered by then is, what has not is late")
    void takesAnswersThatCameWhileItStoodStill() throws Exception {
        var release = new CountDownLatch(1);
        var model = bed.modelRunning("m", request -> switch (request.body().toString()) {
            case "[\"never\"]" -> Answer.holding();
            case "[\"later\"]" -> {
                await().until(() -> release.getCount() == 0);
                yield Answer.of(200, "{}");
            }
            default -> Answer.of(200, "{}");
        });
        var router = routers.serve(bed.filled(LIMITED));
        for (int i = 0; i < 50; i++) {
            router.post("{}").is(200, "{}"); // until it is no slower than it will be
        }
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            var later = clients.submit(() -> Clients.all(CLIENTS, () -> router.post("[\"later\"]")));
            var never = clients.submit(() -> Clients.all(CLIENTS, () -> router.post("[\"never\"]")));
            await().until(() -> model.requestsRunning() == 2 * CLIENTS);

            router.signal("STOP");
            release.countDown();
            await().pollDelay(TIMEOUT).until(() -> model.requestsRunning() == CLIENTS);
            router.signal("CONT");

            var late = InTime.of(() -> assertThat(never.get())
                    .allSatisfy(reply -> assertThat(reply.status()).isEqualTo(504)));
            assertThat(late).isLessThan(TIMEOUT);
            assertThat(later.get()).allSatisfy(reply -> reply.is(200, "{}"));
        }
    }

    /** No system clock can be set here, so that none is read is what is held: not by us; what Camel and Vert.x time is not a request. */
    @Test
    @DisplayName("D10 a clock that jumps: time is measured by the one that cannot")
    void readsNoClockThatCanBeSet() throws Exception {
        var classes = ClassFiles.beside(Graph.class, PredictorClient.class, Router.class);

        assertThat(classes).hasSizeGreaterThan(200);
        assertThat(classes)
                .filteredOn(type -> StreamSupport.stream(type.constantPool().spliterator(), false)
                        .anyMatch(CpuFaultTest::isOfAClock))
                .isEmpty();
    }

    private static boolean isOfAClock(PoolEntry constant) {
        return constant instanceof Utf8Entry text
                && CLOCK.matcher(text.stringValue()).find();
    }
}
