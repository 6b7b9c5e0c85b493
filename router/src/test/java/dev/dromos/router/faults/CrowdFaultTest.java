package dev.dromos.router.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dromos.nodes.testing.Answer;
import dev.dromos.nodes.testing.InTime;
import dev.dromos.router.contract.Request;
import dev.dromos.router.contract.TestBed;
import dev.dromos.router.contract.Wire;
import dev.dromos.router.ingress.IngressLimits;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Many clients, many requests of one, and who must get through all the same (rows B8, B13, B26 and D1). */
final class CrowdFaultTest {
    private static final String ONE_STEP = "nodes: {root: {routerType: Sequence, steps: [{serviceUrl: \"${m1}\"}]}}";

    @RegisterExtension
    @Order(1)
    final TestBed bed = new TestBed();

    @RegisterExtension
    @Order(2)
    final Unharmed unharmed = new Unharmed(bed);

    @Test
    @DisplayName(
            "B8 of 10 000 idle connections the newest 1 000 stay, no request is lost for one, and a probe is answered")
    void closesIdleConnectionsForNewOnes() throws Exception {
        var release = new CountDownLatch(1);
        bed.modelRunning("m1", request -> {
            await().atMost(Duration.ofMinutes(1)).until(() -> release.getCount() == 0);
            return Answer.of(200, "{}");
        });
        bed.showingMetrics("/metrics").serve(ONE_STEP);
        var wires = new ArrayList<Wire>();
        try (var busy = bed.open()) {
            busy.send(Request.post("{}").asBytes());
            await().until(() -> bed.calls("m1") == 1);
            for (int i = 0; i < 10_000; i++) {
                wires.add(bed.open());
                if (i % 2 == 0) {
                    wires.getLast().send("POST / HT");
                }
            }

            bed.send(Request.of("GET", "/readyz")).isExactly(200, "");

            assertThat(wires.getFirst().isClosedByRouter()).isTrue();
            await().until(() -> bed.router().load().connections() <= IngressLimits.DEFAULT.connections() + 2);
            release.countDown();
            busy.reply().is(200, "{}");
            wires.getLast().ask(Request.post("{}")).is(200, "{}");
        } finally {
            closeAll(wires);
        }
        assertThat(cut("crowded_out")).isGreaterThanOrEqualTo(9_000);
    }

    private static void closeAll(List<Wire> wires) throws IOException {
        for (var wire : wires) {
            wire.close();
        }
    }

    @Test
    @DisplayName("B8 a connection on which nothing is asked for too long is closed, and counted")
    void closesAnIdleConnection() throws Exception {
        bed.model("m1", 200, "{}");
        bed.showingMetrics("/metrics").serve(ONE_STEP + "\nrouterTimeouts: {serverIdle: 1}");
        try (var wire = bed.open()) {
            wire.ask(Request.post("{}")).is(200, "{}");

            assertThat(wire.isClosedByRouter()).isTrue();
        }
        assertThat(cut("idle")).isEqualTo(1);
    }

    @Test
    @DisplayName("B13 of requests that are sent ahead one runs at a time, and answers come in order")
    void runsOneRequestOfAConnectionAtATime() throws Exception {
        var running = new AtomicInteger();
        var most = new AtomicInteger();
        bed.modelRunning("m1", request -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            await().pollDelay(Duration.ofMillis(20)).until(() -> true); // for another one to come
            running.decrementAndGet();
            return Answer.of(200, request.body().toString());
        });
        bed.serve(ONE_STEP);
        try (var wire = bed.open()) {
            for (int i = 0; i < 5; i++) {
                wire.send(Request.post(Integer.toString(i)).asBytes());
            }
            for (int i = 0; i < 5; i++) {
                wire.reply().is(200, Integer.toString(i));
            }
        }
        assertThat(most.get()).isEqualTo(1);
    }

    @Test
    @DisplayName("B26 /readyz is answered when no more requests are let in, and 503 while the router stops")
    void answersProbesWhateverHappens() throws Exception {
        bed.model("m1", Answer.holding(), Answer.of(200, "{}"));
        bed.limits(IngressLimits.DEFAULT.withRequests(1)).serve(ONE_STEP);
        try (var wire = bed.open()) {
            wire.send(Request.post("{}").asBytes());
            await().until(() -> bed.calls("m1") == 1);

            bed.post("{}").isFailure(503, "overloaded");
            bed.send(Request.of("GET", "/readyz")).isExactly(200, "");
        }
        bed.router().drain();
        bed.send(Request.of("GET", "/readyz")).isExactly(503, "shutting down\n");
    }

    @Test
    @DisplayName("B26 /readyz is 200 within 100 ms while four times as many requests come as may run")
    void answersProbesUnderOverload() throws Exception {
        bed.model("m1", Answer.of(200, "{}").after(Duration.ofMillis(5)));
        bed.limits(IngressLimits.DEFAULT.withRequests(8)).serve(ONE_STEP);
        var over = new AtomicBoolean();
        try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            var asking = IntStream.range(0, 32)
                    .mapToObj(_ -> clients.submit(() -> askUntil(over)))
                    .toList();
            try {
                InTime.once(Duration.ofMillis(100), this::medianProbe);
            } finally {
                over.set(true);
            }
            for (var client : asking) {
                assertThat(client.get()).isSubsetOf(200, 503);
            }
        }
    }

    /** Returns the statuses of all answers. */
    private Set<Integer> askUntil(AtomicBoolean over) throws IOException {
        var statuses = new HashSet<Integer>();
        while (!over.get()) {
            statuses.add(bed.post("{}").status());
        }
        return statuses;
    }

    private Duration medianProbe() throws Exception {
        var took = new ArrayList<Duration>();
        for (int i = 0; i < 50; i++) {
            took.add(InTime.of(() -> bed.send(Request.of("GET", "/readyz")).isExactly(200, "")));
        }
        return took.stream().sorted().toList().get(took.size() / 2);
    }

    @Test
    @DisplayName("D1 the slowest of those let in take less than twice as long as without 56 others that are not")
    void othersDoNotSlowThoseLetIn() throws Exception {
        bed.model("m1", Answer.of(200, "{}").after(Duration.ofMillis(20)));
        bed.limits(IngressLimits.DEFAULT.withRequests(8)).serve(ONE_STEP);

        InTime.once(2.0, () -> {
            var alone = p99(8);
            var crowded = p99(64);
            return (double) crowded / alone;
        });
    }

    /** Of the requests that as many clients are let in with; one who is not comes again in a moment. */
    private long p99(int clients) throws Exception {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(600);
        var took = new ConcurrentLinkedQueue<Long>();
        Clients.all(clients, () -> {
            while (System.nanoTime() < end) {
                long begun = System.nanoTime();
                if (bed.post("{}").status() == 200) {
                    took.add(System.nanoTime() - begun);
                } else {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
                }
            }
            return took;
        });
        return took.stream().sorted().toList().get(took.size() * 99 / 100);
    }

    private long cut(String reason) throws IOException {
        return bed.count("dromos_client_connections_cut_total{reason=\"%s\"}".formatted(reason));
    }
}
