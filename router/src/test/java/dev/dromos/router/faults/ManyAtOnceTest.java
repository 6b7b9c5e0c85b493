package dev.dromos.router.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.dromos.graph.check.Limits;
import dev.dromos.nodes.call.ClientSettings;
import dev.dromos.nodes.testing.Answer;
import dev.dromos.nodes.testing.FakeModelServer;
import dev.dromos.router.contract.Request;
import dev.dromos.router.contract.TestBed;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Many members, many levels, many clients: nothing mixes, nothing is left behind, no member has a thread (C11 to C13, C18). */
@Timeout(60)
final class ManyAtOnceTest {
    @RegisterExtension
    @Order(1)
    final TestBed bed = new TestBed();

    @RegisterExtension
    @Order(2)
    final Unharmed unharmed = new Unharmed(bed);

    @Test
    @DisplayName("C11 a Hard member that cannot be reached fails the whole at once, and the others are ended")
    void oneFaultFailsTheWhole() throws Exception {
        bed.unreachable("m1");
        var m2 = bed.model("m2", Answer.holding());
        bed.precise().serve(ensemble("m2", "{serviceUrl: \"${m1}\", dependency: Hard}"));

        bed.post("{}").isFailure(502, "step 1 of node `root`: connection failed");

        assertThat(m2.awaitPeerClosed(Duration.ofSeconds(1)) || m2.connectionsOpened() == 0)
                .isTrue();
    }

    @Test
    @DisplayName("C11 10 000 Ensembles that fail leave threads, descriptors and heap as they were")
    void failedEnsemblesLeaveNothingBehind() throws Exception {
        bed.model("m1", 404, "{\"m\":1}");
        bed.model("m2", Answer.holding());
        bed.serve(ensemble("m2", "m2", "{serviceUrl: \"${m1}\", dependency: Hard}"));
        failEnsembles(2_000);
        var before = Held.now();

        failEnsembles(10_000);

        // What the model servers' own threads held goes with the last of them.
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            var after = Held.now();
            assertThat(after.threads()).isLessThanOrEqualTo(before.threads() + 4);
            assertThat(after.descriptors()).isLessThanOrEqualTo(before.descriptors() + 32);
            assertThat(after.heap()).isLessThanOrEqualTo(before.heap() + (20 << 20));
        });
    }

    private void failEnsembles(int count) throws Exception {
        atOnce(8, client -> {
            try (var wire = bed.open()) {
                for (int i = 0; i < count / 8; i++) {
                    wire.ask(Request.post("{}")).isExactly(404, "{\"m\":1}");
                }
            }
        });
        bed.models().forEach(FakeModelServer::forget);
    }

    @Test
    @DisplayName("C12 100 members for each of 100 requests at once: every answer whole, no thread a member")
    void aHundredMembersOfAHundredRequests() throws Exception {
        var members = IntStream.range(0, 100).mapToObj(i -> "m" + i % 10).toArray(String[]::new);
        IntStream.range(0, 10).forEach(i -> bed.model("m" + i, 200, "{\"m\":" + i + "}"));
        bed.limits(Limits.DEFAULT.with("steps", 100)).serve(ensemble(members));
        bed.post("{}");
        int threads = Held.now().threads();
        var answer = IntStream.range(0, 100)
                .mapToObj(i -> "\"%d\":{\"m\":%d}".formatted(i, i % 10))
                .collect(Collectors.joining(",", "{", "}"));

        atOnce(100, client -> bed.post("{}").isExactly(200, answer));

        assertThat(Held.now().threads()).isLessThanOrEqualTo(threads + 4);
        // 64, for 1 000 calls; but a busy server hears late of those that one event loop has given up for another's.
        assertThat(bed.models())
                .allSatisfy(model -> assertThat(model.mostConnectionsOpen()).isLessThan(2 * 64));
    }

    @Test
    @DisplayName("C12 more calls to one target than its connections and line take: each request is whole or refused")
    void whatTheLineDoesNotTakeIsRefused() throws Exception {
        var refused = new AtomicInteger();
        bed.modelRunning("m1", request -> {
            await().until(() -> refused.get() > 0);
            return Answer.of(200, "{\"m\":1}");
        });
        var members = IntStream.range(0, 50).mapToObj(i -> "m1").toArray(String[]::new);
        bed.client(ClientSettings.DEFAULT.withPool(4, 60)).precise().serve(ensemble(members));
        var whole = IntStream.range(0, 50)
                .mapToObj("\"%d\":{\"m\":1}"::formatted)
                .collect(Collectors.joining(",", "{", "}"));
        try (var first = bed.open()) {
            first.send(Request.post("{}").asBytes());
            await().until(() -> bed.router().stepCalls() == 50); // of 64, until another one has been refused

            atOnce(29, client -> {
                var reply = bed.post("{}");
                if (reply.status() == 200) {
                    reply.isExactly(200, whole);
                } else {
                    refused.incrementAndGet();
                    assertThat(reply.status()).isEqualTo(503);
                    assertThat(reply.body().toString()).endsWith(": too many pending requests\"}");
                }
            });

            first.reply().isExactly(200, whole);
        }
        assertThat(refused.get()).isPositive();
    }

    @Test
    @DisplayName("C13 nodes nested 20 deep, Ensembles in Ensembles in Ensembles, for 32 clients at once")
    void deepNestingWorks() throws Exception {
        bed.model("m1", 200, "{\"m\":1}");
        var nodes = IntStream.range(1, 20)
                .mapToObj(i -> "n%d: {routerType: Ensemble, steps: [{name: a, serviceUrl: \"${m1}\"}, {name: b, %s}]}"
                        .formatted(i, i == 19 ? "serviceUrl: \"${m1}\"" : "nodeName: n" + (i + 1)))
                .collect(Collectors.joining(", "));
        bed.limits(Limits.DEFAULT.with("depth", 20))
                .serve("nodes: {root: {routerType: Sequence, steps: [{nodeName: n1}]}, " + nodes + "}");
        var answer = "{\"a\":{\"m\":1},\"b\":".repeat(19) + "{\"m\":1}" + "}".repeat(19);

        atOnce(32, client -> bed.post("{}").isExactly(200, answer));
    }

    @Test
    @DisplayName("C18 64 clients with 50 requests each: every answer is of its own request")
    void requestsDoNotMix() throws Exception {
        bed.modelRunning(
                "m1", request -> Answer.of(200, List.of(), request.body().dangerouslySharedBytes()));
        bed.serve("""
                nodes:
                  root:
                    routerType: Sequence
                    steps: [{nodeName: choice}, {nodeName: both, data: $response}]
                  choice:
                    routerType: Switch
                    steps: [{serviceUrl: "${m1}", condition: even}, {nodeName: odd, condition: odd}]
                  odd: {routerType: Splitter, steps: [{serviceUrl: "${m1}", weight: 50}, {serviceUrl: "${m1}", weight: 50}]}
                  both: {routerType: Ensemble, steps: [{name: a, serviceUrl: "${m1}"}, {name: b, nodeName: odd}]}
                """);

        atOnce(64, client -> {
            try (var wire = bed.open()) {
                for (int i = 0; i < 50; i++) {
                    var body = "{\"%s\":\"%d-%d-%s\"}"
                            .formatted(i % 2 == 0 ? "even" : "odd", client, i, "x".repeat(client * i % 3_000));
                    wire.ask(Request.post(body)).isExactly(200, "{\"a\":" + body + ",\"b\":" + body + "}");
                }
            }
        });
    }

    private interface Client {
        void run(int number) throws Exception;
    }

    /** Runs as many clients at the same time; an assertion that one of them makes fails the test. */
    private static void atOnce(int clients, Client client) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<Boolean>>();
            for (int number = 0; number < clients; number++) {
                int own = number;
                running.add(threads.submit(() -> {
                    client.run(own);
                    return true;
                }));
            }
            for (var each : running) {
                each.get();
            }
        }
    }

    /** What a leak would show in. */
    private record Held(int threads, long descriptors, long heap) {
        static Held now() {
            System.gc();
            var system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            return new Held(
                    ManagementFactory.getThreadMXBean().getThreadCount(),
                    system.getOpenFileDescriptorCount(),
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
    }

    /** @param members names of model servers, or whole steps */
    private static String ensemble(String... members) {
        return List.of(members).stream()
                .map(member -> member.startsWith("{") ? member : "{serviceUrl: \"${" + member + "}\"}")
                .collect(Collectors.joining(", ", "nodes: {root: {routerType: Ensemble, steps: [", "]}}"));
    }
}
