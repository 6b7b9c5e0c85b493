package dev.dromos.router.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dromos.nodes.call.ClientSettings;
import dev.dromos.nodes.testing.Answer;
import dev.dromos.nodes.testing.InTime;
import dev.dromos.router.contract.Request;
import dev.dromos.router.contract.TestBed;
import dev.dromos.router.contract.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Section A, a step's server that is slow, busy, down, not there yet, or this router. */
final class StepServerFaultTest {
    @RegisterExtension
    @Order(1)
    final TestBed bed = new TestBed();

    @RegisterExtension
    @Order(2)
    final Unharmed unharmed = new Unharmed(bed);

    /** Each has connections of its own. */
    private static final int LOOPS = Runtime.getRuntime().availableProcessors();

    private final CountDownLatch ready = new CountDownLatch(1);
    private final List<Wire> waiting = new ArrayList<>();

    @AfterEach
    void hangUp() throws Exception {
        ready.countDown();
        for (var wire : waiting) {
            wire.close();
        }
    }

    @Test
    @DisplayName(
            "A43 one answer of twenty that does not come holds up none of the others, and does not slow their median")
    void aSlowAnswerHoldsUpNoOther() throws Exception {
        bed.modelRunning(
                "m1", request -> request.body().toString().equals("slow") ? whenReady() : Answer.of(200, "{}"));
        bed.serve(OneStep.GRAPH);

        InTime.once(Duration.ofMillis(10), this::medianBesideSlowOnes);

        ready.countDown();
        for (var wire : waiting) {
            wire.reply().is(200, "{\"ready\":1}");
        }
    }

    private Duration medianBesideSlowOnes() throws Exception {
        var times = new ArrayList<Duration>();
        for (int slow = 0; slow < 10; slow++) {
            sendAndWait("slow");
            try (var wire = bed.open()) {
                for (int i = 0; i < 19; i++) {
                    times.add(InTime.of(() -> wire.ask(Request.post("{}")).is(200, "{}")));
                }
            }
        }
        return times.stream().sorted().toList().get(times.size() / 2);
    }

    @Test
    @DisplayName("A44 a call waits for a busy server no longer than it may, then 503")
    void aCallWaitsForAConnectionNoLongerThanItMay() throws Exception {
        var m1 = bed.model("m1", Answer.holding());
        var longest = Duration.ofMillis(200);
        bed.client(ClientSettings.DEFAULT.withPool(1, 10).withLongestWait(longest));
        bed.precise().serve(OneStep.GRAPH);
        try (var first = bed.open()) {
            first.send(Request.post("1").asBytes());
            await().until(() -> m1.requests().size() == 1);

            InTime.once(longest.plusMillis(250), () -> {
                var took = InTime.of(
                        () -> bed.post("2").isFailure(503, "step 0 of node `root`: too many pending requests"));
                assertThat(took).isGreaterThanOrEqualTo(longest);
                return took;
            });

            m1.script(_ -> Answer.of(200, "{}"));
        }
        bed.post("4").is(200, "{}"); // the client that held the connection has gone
    }

    @Test
    @DisplayName("A45 a server that is down harms no step that does not use it, and takes no thread")
    void oneTargetDown() throws Exception {
        bed.unreachable("m1");
        var m2 = bed.model("m2", 200, "{}");
        bed.serve(OneStep.GRAPH.replace("Sequence", "Switch").replace("${m1}\"", "${m1}\", condition: down")
                + "    - {serviceUrl: \"${m2}\", condition: up}\n");
        askBoth(4);
        var threads = RouterThreads.now();

        askBoth(50);

        assertThat(RouterThreads.now()).isSubsetOf(threads);
        assertThat(m2.connectionsOpened()).isLessThanOrEqualTo(LOOPS);
    }

    /** Each on a connection of its own, so that every event loop has some. */
    private void askBoth(int times) throws Exception {
        for (int i = 0; i < times; i++) {
            bed.post("{\"down\":1}").isFailure(500, "step 0 of node `root`: connection failed");
            bed.post("{\"up\":1}").is(200, "{}");
        }
    }

    @Test
    @DisplayName("A46 calls to a server that is still starting wait, each with one connection and none with a thread")
    void aServerThatIsStarting() throws Exception {
        var m1 = bed.model("m1", Answer.of(200, "{}"));
        bed.serve(OneStep.GRAPH);
        for (int i = 0; i < 4; i++) {
            bed.post("{}").is(200, "{}");
        }
        var threads = RouterThreads.now();
        m1.script(_ -> whenReady());
        m1.forget();

        for (int i = 0; i < 40; i++) {
            sendAndWait("{}");
        }

        await().until(() -> m1.requests().size() == 40);
        assertThat(m1.connectionsOpen()).isEqualTo(40);
        assertThat(m1.connectionsOpened()).isLessThanOrEqualTo(40 + LOOPS); // a first one for each, then idle
        assertThat(RouterThreads.now()).isSubsetOf(threads);
        ready.countDown();
        for (var wire : waiting) {
            wire.reply().is(200, "{\"ready\":1}");
        }
    }

    @ParameterizedTest(name = "A48 {0}")
    @DisplayName("A48 T17 a graph that calls itself ends after 8 hops")
    @CsvSource({"precise, 508", "kserve, 500"})
    void aGraphThatCallsItself(String mode, int status) throws Exception {
        var m1 = bed.model("m1", 200, "{}");
        (mode.equals("precise") ? bed.precise() : bed).serve(OneStep.GRAPH);
        bed.serve(OneStep.GRAPH.replace("${m1}", "http://127.0.0.1:" + bed.port()));

        bed.post("{}").isFailure(status, "graphs call each other in a loop");

        bed.serve(OneStep.GRAPH);
        bed.post("{}").is(200, "{}");
        assertThat(m1.onlyRequest().headers("X-Dromos-Depth")).containsExactly("1");
        m1.forget();
        bed.send(Request.post("{}").header("X-Dromos-Depth", "3")).is(200, "{}");
        assertThat(m1.onlyRequest().headers("X-Dromos-Depth")).containsExactly("4");
    }

    /** On a connection that {@link #waiting} has. */
    private void sendAndWait(String body) throws Exception {
        var wire = bed.open();
        waiting.add(wire);
        wire.send(Request.post(body).asBytes());
    }

    private Answer whenReady() {
        try {
            ready.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Answer.of(200, "{\"ready\":1}");
    }
}
