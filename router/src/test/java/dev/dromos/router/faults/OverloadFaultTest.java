package dev.dromos.router.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dromos.nodes.testing.Answer;
import dev.dromos.router.contract.Reply;
import dev.dromos.router.contract.Request;
import dev.dromos.router.contract.RouterProcess;
import dev.dromos.router.contract.TestBed;
import dev.dromos.router.contract.Wire;
import dev.dromos.router.ingress.IngressLimits;
import dev.dromos.router.load.TirelessServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Section D, more requests and more bytes than a router has room for (rows D1, D2, D6). */
final class OverloadFaultTest {
    private static final int MIB = 1024 * 1024;
    private static final String NO_ROOM = "overloaded: no memory is left for the body";
    private static final String NO_ROOM_FOR_ANSWER = "step 0 of node `root`: no memory is left for the answer";
    private static final Pattern COLLECTION = Pattern.compile("User=([0-9.]+)s Sys=([0-9.]+)s");

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
    @DisplayName("D1 of 64 requests at a limit of 8 those that run are answered, the others are 503 before they send")
    void answersThoseItHasLetIn() throws Exception {
        var release = new CountDownLatch(1);
        bed.modelRunning("m", request -> {
            await().until(() -> release.getCount() == 0);
            return Answer.of(200, "{}");
        });
        bed.showingMetrics("/metrics")
                .limits(IngressLimits.DEFAULT.withRequests(8))
                .serve("nodes: {root: {routerType: Sequence, steps: [{serviceUrl: \"${m}\"}]}}");
        var refused = new AtomicInteger();

        var replies = Clients.all(64, () -> {
            try (var wire = bed.open()) {
                var reply = askExpecting(wire, "{}");
                if (reply.status() == 503 && refused.incrementAndGet() == 56) {
                    release.countDown();
                }
                return reply;
            }
        });

        assertThat(replies).filteredOn(reply -> reply.status() == 200).hasSize(8);
        assertThat(replies)
                .filteredOn(reply -> reply.status() != 200)
                .hasSize(56)
                .allSatisfy(reply -> {
                    reply.isFailure(503, "overloaded");
                    assertThat(reply.headers("Retry-After")).containsExactly("1");
                });
        assertThat(bed.calls("m")).isEqualTo(8);
        Unharmed.nothingIsLeft(bed);
        assertThat(bed.send(Request.of("GET", "/metrics")).body().toString())
                .contains("dromos_requests_refused_total{reason=\"overloaded\"} 56.0");
    }

    @Test
    @DisplayName("D2 an answer for which no memory is left is 503 in both modes, says which, and is counted")
    void refusesAnAnswerBeyondTheBudget() throws Exception {
        bed.model("m", Answer.of(200, text(200_000)), Answer.of(200, "{}"));
        bed.showingMetrics("/metrics")
                .limits(IngressLimits.DEFAULT.withHeldBytes(100_000))
                .serve("nodes: {root: {routerType: Sequence, steps: [{serviceUrl: \"${m}\"}]}}");

        bed.post("{}").isFailure(503, NO_ROOM_FOR_ANSWER);
        Unharmed.nothingIsLeft(bed);
        assertThat(bed.send(Request.of("GET", "/metrics")).body().toString())
                .contains("dromos_step_failures_total{failure=\"out_of_memory\",node=\"root\",step=\"0\"} 1.0")
                .contains("dromos_body_bytes_held 0.0");
    }

    @ParameterizedTest(name = "D2 {0}")
    @DisplayName("D2 what an Ensemble makes of its members' answers takes room too, quotes and escapes included")
    @CsvSource(
            delimiter = '|',
            value = {"two that fit | 100000 | 2", "one that is no JSON | 40000 | 1"})
    void refusesAMergedAnswerBeyondTheBudget(String what, int size, int members) throws Exception {
        var answer = members == 2 ? text(size) : "\u0001".repeat(size);
        bed.model("m", Answer.of(200, answer), Answer.of(200, answer), Answer.of(200, "{}"));
        bed.limits(IngressLimits.DEFAULT.withHeldBytes(250_000))
                .serve("nodes: {root: {routerType: Ensemble, steps: [%s]}}"
                        .formatted(IntStream.range(0, members)
                                .mapToObj("{name: m%d, serviceUrl: \"${m}\"}"::formatted)
                                .collect(Collectors.joining(", "))));

        bed.post("{}").isFailure(503, "node `root`: no memory is left for the answer");

        assertThat(bed.calls("m")).as(what).isEqualTo(members);
    }

    @ParameterizedTest(name = "D2 data: {0}")
    @DisplayName("D2 a step's answer makes room for the next one's")
    @CsvSource({"$response", "$request"})
    void answersTakeEachOthersPlace(String data) throws Exception {
        var answer = "{\"predictions\":[%s]}".formatted(text(100_000));
        bed.model("m", 200, answer);
        var step = ", {serviceUrl: \"${m}\", data: %s}".formatted(data);
        bed.limits(IngressLimits.DEFAULT.withHeldBytes(350_000))
                .serve("nodes: {root: {routerType: Sequence, steps: [{serviceUrl: \"${m}\"}%s]}}"
                        .formatted(step.repeat(5)));

        bed.post(text(100_000)).is(200, answer);

        assertThat(bed.calls("m")).isEqualTo(6);
    }

    @Test
    @DisplayName("D2 half an answer leaves nothing when another member decides, or the client goes")
    void halfAnAnswerLeavesNothing() throws Exception {
        var half = Answer.raw("HTTP/1.1 200 OK\r\nContent-Length: 200000\r\n\r\n" + "a".repeat(100_000))
                .thenHold();
        bed.model("held", half, half, Answer.of(200, "{}"));
        bed.modelRunning("hard", request -> {
            if (request.body().size() == 2) {
                return Answer.holding();
            }
            await().until(() -> bed.router().load().heldBytes() >= 100_000);
            return Answer.of(404, "\"no\"");
        });
        bed.serve("""
                nodes:
                  root:
                    routerType: Ensemble
                    steps: [{name: h, serviceUrl: "${held}"}, {name: a, serviceUrl: "${hard}", dependency: Hard}]
                """);

        bed.post("\"which member decides\"").is(404, "\"no\"");
        Unharmed.nothingIsLeft(bed);
        try (var wire = bed.open()) {
            wire.send(Request.post("{}").asBytes());
            await().until(() -> bed.router().load().heldBytes() >= 100_000);
            wire.reset();
        }
    }

    @Test
    @DisplayName("D2 what a kept input is mapped to takes room of its own")
    void refusesAMappedInputBeyondTheBudget() throws Exception {
        bed.model("m", 200, "{}");
        bed.limits(IngressLimits.DEFAULT.withHeldBytes(150_000)).serve("""
                nodes:
                  root:
                    routerType: Sequence
                    steps:
                    - {serviceUrl: "${m}", mapPredictionsToInstances: true}
                    - {serviceUrl: "${m}", data: $request}
                """);

        bed.post("{\"predictions\":[" + text(100_000) + "]}")
                .isFailure(503, "node `root`: no memory is left for the answer");
    }

    @Test
    @DisplayName("D2 8 requests of 8 MB with answers of 8 MB in a container of 256 MiB: 503 for those that do not fit")
    void livesThroughLargeBodies() throws Exception {
        var body = text(8 * MIB);
        var refused = new AtomicInteger();
        bed.modelRunning("m", request -> {
            await().until(() -> request.body().size() == 2 || refused.get() + bed.calls("m") >= 8);
            return request.body().size() == 2 ? Answer.of(200, "{}") : Answer.of(200, body);
        });
        var router = serve(256, bed.filled("${m}"));
        int port = router.port();

        var replies = Clients.all(8, () -> {
            try (var wire = Wire.to(port)) {
                var reply = askExpecting(wire, body);
                refused.addAndGet(reply.status() == 503 ? 1 : 0);
                return reply;
            }
        });

        assertThat(replies)
                .filteredOn(reply -> reply.status() == 200)
                .isNotEmpty()
                .allSatisfy(reply -> reply.is(200, body));
        assertThat(replies)
                .filteredOn(reply -> reply.status() != 200)
                .hasSizeGreaterThanOrEqualTo(4)
                .allSatisfy(OverloadFaultTest::isOutOfRoom);
        assertFits(router, 256);
    }

    @Test
    @DisplayName(
            "D6 more bytes than a small heap has room for: they are refused, no collection takes long, and it recovers")
    void livesThroughPressureOnItsHeap() throws Exception {
        var body = text(3 * MIB);
        var announced = new CyclicBarrier(12);
        try (var model = new TirelessServer(body)) {
            var router = serve(256, model.url());
            int port = router.port();

            var replies = Clients.all(12, () -> {
                var own = new ArrayList<Reply>();
                for (int i = 0; i < 6; i++) {
                    try (var wire = Wire.to(port)) {
                        var first = announce(wire, body);
                        if (i == 0) {
                            announced.await(20, TimeUnit.SECONDS); // 12 of 3 MiB: not all fit
                        }
                        own.add(finish(wire, first, body));
                    }
                }
                return own;
            });

            assertThat(replies.stream().flatMap(List::stream)).hasSize(72).allSatisfy(reply -> {
                if (reply.status() == 200) {
                    assertThat(reply.body().size()).isEqualTo(body.length());
                } else {
                    isOutOfRoom(reply);
                }
            });
            assertThat(replies.stream().flatMap(List::stream).map(Reply::status))
                    .contains(200, 503);
            assertCollectsInPassing(router);
            assertFits(router, 256);
            routers.check(router);
        }
    }

    /** By what its collections cost, not by how long they took: the machine has other things to do. */
    private void assertCollectsInPassing(RouterProcess router) throws IOException {
        var seconds = COLLECTION
                .matcher(Files.readString(gcLog()))
                .results()
                .map(found -> Double.parseDouble(found.group(1)) + Double.parseDouble(found.group(2)))
                .toList();

        assertThat(seconds).isNotEmpty().allMatch(each -> each < 1);
        assertThat(seconds.stream().mapToDouble(Double::doubleValue).sum())
                .isLessThan(router.cpu().toMillis() / 1000.0 / 2);
    }

    private static void isOutOfRoom(Reply reply) {
        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.body().toString()).isIn(Reply.failure(NO_ROOM), Reply.failure(NO_ROOM_FOR_ANSWER));
    }

    /** As in a container: the flags are those of {@code serve}. */
    private RouterProcess serve(int containerMib, String model) throws IOException {
        return routers.serve(
                Map.of(),
                List.of(
                        "@src/main/jvm/serve.options",
                        "-XX:MaxRAM=%dm".formatted(containerMib),
                        "-Xlog:gc,gc+cpu:file=" + gcLog()),
                Routers.json(Routers.sequenceOf(model)));
    }

    private Path gcLog() {
        return routers.directory().resolve("gc.log");
    }

    private static void assertFits(RouterProcess router, int containerMib) throws IOException {
        var peak = Files.readAllLines(Path.of("/proc/%d/status".formatted(router.pid()))).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .map(line -> Integer.parseInt(line.replaceAll("[^0-9]", "")))
                .findFirst();
        assertThat(peak).hasValueSatisfying(kib -> assertThat(kib).isLessThan(containerMib * 1024));
    }

    /** Sends the body when the router wants it. */
    private static Reply askExpecting(Wire wire, String body) throws IOException {
        return finish(wire, announce(wire, body), body);
    }

    private static Reply announce(Wire wire, String body) throws IOException {
        wire.send("POST / HTTP/1.1\r\nHost: graph.test\r\nExpect: 100-continue\r\nContent-Length: %d\r\n\r\n"
                .formatted(body.length()));
        return wire.reply();
    }

    private static Reply finish(Wire wire, Reply first, String body) throws IOException {
        if (first.status() != 100) {
            return first;
        }
        wire.send(body);
        return wire.reply();
    }

    private static String text(int size) {
        return '"' + "a".repeat(size) + '"';
    }
}
