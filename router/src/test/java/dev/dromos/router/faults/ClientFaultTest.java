package dev.dromos.router.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.nodes.testing.Answer;
import dev.dromos.router.contract.Request;
import dev.dromos.router.contract.TestBed;
import dev.dromos.router.contract.Wire;
import dev.dromos.router.ingress.IngressLimits;
import java.io.IOException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Clients that leave, stall, or send more than they may (rows B1 to B13, and what D1 and D2 ask of the edge). */
final class ClientFaultTest {
    private static final String ONE_STEP = """
            nodes:
              root:
                routerType: Sequence
                steps:
                - {serviceUrl: "${m1}"}
            """;

    @RegisterExtension
    final TestBed bed = new TestBed();

    private final Aftermath aftermath = Aftermath.watch();

    @AfterEach
    void stopWatching() {
        aftermath.close();
    }

    @Test
    @DisplayName("B1 a client that leaves while a step runs ends the step")
    void endsTheStepOfAClientThatLeaves() throws Exception {
        var model = bed.model("m1", Answer.holding(), Answer.of(200, "{}"));
        bed.serve(ONE_STEP);
        try (var wire = bed.open()) {
            wire.send(Request.post("{}").asBytes());
            Awaitility.await().until(() -> bed.calls("m1") == 1);

            wire.reset();

            assertThat(model.awaitPeerClosed(Duration.ofSeconds(1))).isTrue();
        }
        aftermath.check(bed);
        assertThat(bed.calls("m1")).isEqualTo(2);
    }

    @Test
    @DisplayName("B2 a client that leaves within its body calls no step")
    void callsNoStepForHalfABody() throws Exception {
        bed.model("m1", 200, "{}");
        bed.serve(ONE_STEP);
        try (var wire = bed.open()) {
            wire.send("POST / HTTP/1.1\r\nHost: g\r\nContent-Length: 10\r\n\r\n{}");
            Awaitility.await().until(() -> bed.router().load().heldBytes() == 10);
        }

        Aftermath.nothingIsLeft(bed);
        assertThat(bed.calls("m1")).isZero();
        aftermath.check(bed);
    }

    @Test
    @DisplayName("B3 a client that leaves within its answer leaves nothing behind")
    void dropsTheRestOfAnAnswer() throws Exception {
        bed.model("m1", 200, "\"" + "a".repeat(8 * 1024 * 1024) + "\"");
        bed.serve(ONE_STEP);
        try (var wire = bed.open()) {
            wire.send(Request.post("{}").asBytes());
            Awaitility.await().until(() -> bed.calls("m1") == 1);

            wire.reset();
        }

        aftermath.check(bed);
    }

    @Test
    @DisplayName("B4 a client that closes its half is one that has left")
    void takesAHalfClosedConnectionForOneThatIsGone() throws Exception {
        var model = bed.model("m1", Answer.holding(), Answer.of(200, "{}"));
        bed.serve(ONE_STEP);
        try (var wire = bed.open()) {
            wire.send(Request.post("{}").asBytes());
            wire.finish();

            assertThat(wire.isClosedByRouter()).isTrue();
            assertThat(model.awaitPeerClosed(Duration.ofSeconds(1))).isTrue();
        }
        aftermath.check(bed);
    }

    @Test
    @DisplayName("B5 a head that does not end in time ends its connection, though bytes keep coming")
    void closesOnASlowHead() throws Exception {
        bed.model("m1", 200, "{}");
        bed.showingMetrics("/metrics")
                .limits(IngressLimits.DEFAULT.withHeadTime(Duration.ofMillis(150)))
                .serve(ONE_STEP);
        try (var first = bed.open();
                var later = bed.open()) {
            later.ask(Request.post("{}")).is(200, "{}");

            first.send("POST / HTTP/1.1\r\nHost: g\r\n");
            later.send("P");

            assertThat(first.isClosedByRouter()).isTrue();
            assertThat(later.isClosedByRouter()).isTrue();
        }
        assertThat(cut("slow_head")).isEqualTo(2);
        aftermath.check(bed);
    }

    @Test
    @DisplayName("B6 a body that does not end in time is refused")
    void refusesASlowBody() throws Exception {
        bed.model("m1", 200, "{}");
        bed.serve(ONE_STEP + "routerTimeouts: {serverRead: 1}");
        try (var wire = bed.open()) {

            wire.send("POST / HTTP/1.1\r\nHost: g\r\nContent-Length: 10\r\n\r\n{}");

            wire.reply().isFailure(408, "request timed out");
            assertThat(wire.isClosedByRouter()).isTrue();
        }
        assertThat(bed.calls("m1")).isZero();
        aftermath.check(bed);
    }

    @Test
    @DisplayName("B7 a client that does not read its answer is closed after serverWrite, and gets no second answer")
    void closesOnASlowReader() throws Exception {
        var answer = "\"" + "a".repeat(16 * 1024 * 1024) + "\"";
        bed.modelRunning("m1", request -> Answer.of(200, request.body().size() == 4 ? answer : "{}"));
        bed.showingMetrics("/metrics").serve(ONE_STEP + "routerTimeouts: {serverWrite: 1}");
        try (var wire = bed.open()) {
            wire.send(Request.post("long").asBytes());
            wire.send(Request.post("long").asBytes());
            Awaitility.await().until(() -> bed.router().load().connections() == 1);

            Awaitility.await()
                    .atMost(Duration.ofSeconds(3))
                    .until(() -> bed.router().load().connections() == 0);
        }
        assertThat(bed.calls("m1")).isEqualTo(1);
        assertThat(cut("slow_reader")).isEqualTo(1);
        aftermath.check(bed);
    }

    @Test
    @DisplayName("B8 of too many connections the one that is idle for longest is closed, and a probe is answered")
    void closesIdleConnectionsForNewOnes() throws Exception {
        bed.model("m1", 200, "{}");
        bed.showingMetrics("/metrics")
                .limits(IngressLimits.DEFAULT.withConnections(8))
                .serve(ONE_STEP);
        var wires = new Wire[40];
        try {
            for (int i = 0; i < wires.length; i++) {
                wires[i] = bed.open();
                if (i % 2 == 0) {
                    wires[i].send("POST / HT");
                }
            }

            bed.send(Request.of("GET", "/readyz")).isExactly(200, "");

            assertThat(wires[0].isClosedByRouter()).isTrue();
            Awaitility.await().until(() -> bed.router().load().connections() <= 10);
        } finally {
            for (var wire : wires) {
                wire.close();
            }
        }
        assertThat(cut("crowded_out")).isGreaterThanOrEqualTo(30);
        aftermath.check(bed);
    }

    @Test
    @DisplayName("B8 a connection on which nothing is asked for too long is closed, and counted")
    void closesAnIdleConnection() throws Exception {
        bed.model("m1", 200, "{}");
        bed.showingMetrics("/metrics").serve(ONE_STEP + "routerTimeouts: {serverIdle: 1}");
        try (var wire = bed.open()) {
            wire.ask(Request.post("{}")).is(200, "{}");

            assertThat(wire.isClosedByRouter()).isTrue();
        }
        assertThat(cut("idle")).isEqualTo(1);
        aftermath.check(bed);
    }

    @Test
    @DisplayName("B10 a body that is announced too large is refused before it is sent")
    void refusesAnAnnouncedBody() throws Exception {
        bed.model("m1", 200, "{}");
        bed.maxRequestBytes(1000).serve(ONE_STEP);
        try (var wire = bed.open()) {

            wire.send("POST / HTTP/1.1\r\nHost: g\r\nContent-Length: 1001\r\n\r\n");

            var reply = wire.reply();
            reply.isFailure(413, "request body is larger than 1000 bytes");
            assertThat(reply.headers("Connection")).containsExactly("close");
            assertThat(wire.isClosedByRouter()).isTrue();
        }
        aftermath.check(bed);
    }

    @Test
    @DisplayName("B11 a body that turns out too large is refused when it does")
    void refusesAChunkedBody() throws Exception {
        bed.model("m1", 200, "{}");
        bed.maxRequestBytes(1000).serve(ONE_STEP);
        try (var wire = bed.open()) {

            wire.send("POST / HTTP/1.1\r\nHost: g\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n" + "a".repeat(1001));

            wire.reply().isFailure(413, "request body is larger than 1000 bytes");
            assertThat(wire.isClosedByRouter()).isTrue();
        }
        assertThat(bed.calls("m1")).isZero();
        aftermath.check(bed);
    }

    @Test
    @DisplayName("B12 100 Continue is said to a request that is let in, and to no other")
    void continuesOnlyWhatIsLetIn() throws Exception {
        bed.model("m1", Answer.of(200, "{}").after(Duration.ofMillis(50)));
        bed.limits(IngressLimits.DEFAULT.withRequestBytes(1000).withRequests(1)).serve(ONE_STEP);
        var expecting = "POST / HTTP/1.1\r\nHost: g\r\nExpect: 100-continue\r\nContent-Length: %d\r\n\r\n";
        try (var in = bed.open();
                var large = bed.open();
                var late = bed.open();
                var odd = bed.open()) {

            large.send(expecting.formatted(1001));
            large.reply().isFailure(413, "request body is larger than 1000 bytes");
            Aftermath.nothingIsLeft(bed);
            in.send(expecting.formatted(2));
            assertThat(in.reply().status()).isEqualTo(100);
            late.send(expecting.formatted(2));
            odd.send("POST / HTTP/1.1\r\nHost: g\r\nExpect: a miracle\r\nContent-Length: 2\r\n\r\n");
            late.reply().isFailure(503, "overloaded");
            odd.reply().isFailure(417, "only 100-continue can be expected");
            in.send("{}");

            in.reply().is(200, "{}");
        }
        aftermath.check(bed);
    }

    @Test
    @DisplayName("B13 of requests that are sent ahead one runs at a time, and answers come in order")
    void runsOneRequestOfAConnectionAtATime() throws Exception {
        bed.modelRunning(
                "m1", request -> Answer.of(200, request.body().toString()).after(Duration.ofMillis(20)));
        bed.serve(ONE_STEP);
        try (var wire = bed.open()) {
            for (int i = 0; i < 5; i++) {
                wire.send(Request.post(Integer.toString(i)).asBytes());
            }
            for (int i = 0; i < 5; i++) {
                wire.reply().is(200, Integer.toString(i));
                assertThat(bed.router().load().requests()).isLessThanOrEqualTo(1);
            }
        }
        aftermath.check(bed);
    }

    @Test
    @DisplayName("B26 /readyz is answered when no more requests are let in, and 503 while the router stops")
    void answersProbesWhateverHappens() throws Exception {
        bed.model("m1", Answer.holding(), Answer.of(200, "{}"));
        bed.limits(IngressLimits.DEFAULT.withRequests(1)).serve(ONE_STEP);
        try (var wire = bed.open()) {
            wire.send(Request.post("{}").asBytes());
            Awaitility.await().until(() -> bed.calls("m1") == 1);

            bed.post("{}").isFailure(503, "overloaded");
            bed.send(Request.of("GET", "/readyz")).isExactly(200, "");
        }
        aftermath.check(bed);
        bed.router().drain();
        bed.send(Request.of("GET", "/readyz")).isExactly(503, "shutting down\n");
    }

    @Test
    @DisplayName("D1 one request more than may run is 503 at once, before its body is read")
    void refusesOneRequestTooMany() throws Exception {
        bed.model("m1", Answer.holding(), Answer.of(200, "{}"));
        bed.limits(IngressLimits.DEFAULT.withRequests(1)).serve(ONE_STEP);
        try (var running = bed.open();
                var wire = bed.open()) {
            running.send(Request.post("{}").asBytes());
            Awaitility.await().until(() -> bed.calls("m1") == 1);

            wire.send("POST / HTTP/1.1\r\nHost: g\r\nContent-Length: 1000\r\n\r\n");

            var reply = wire.reply();
            reply.isFailure(503, "overloaded");
            assertThat(reply.headers("Retry-After")).containsExactly("1");
            assertThat(wire.isClosedByRouter()).isTrue();
        }
        aftermath.check(bed);
    }

    @Test
    @DisplayName("D2 a body for which no memory is left is 503: before it is sent, or when it turns out so")
    void refusesBodiesBeyondTheBudget() throws Exception {
        bed.model("m1", 200, "{}");
        bed.limits(IngressLimits.DEFAULT.withHeldBytes(1000)).serve(ONE_STEP);
        try (var first = bed.open();
                var announced = bed.open();
                var chunked = bed.open()) {
            first.send("POST / HTTP/1.1\r\nHost: g\r\nContent-Length: 900\r\n\r\n{");
            Awaitility.await().until(() -> bed.router().load().heldBytes() == 900);

            announced.send("POST / HTTP/1.1\r\nHost: g\r\nContent-Length: 101\r\n\r\n");
            chunked.send("POST / HTTP/1.1\r\nHost: g\r\nTransfer-Encoding: chunked\r\n\r\n65\r\n" + "a".repeat(101));

            announced.reply().isFailure(503, "overloaded: no memory is left for the body");
            chunked.reply().isFailure(503, "overloaded: no memory is left for the body");
            first.send(" ".repeat(898) + "}");
            first.reply().is(200, "{}");
        }
        aftermath.check(bed);
    }

    /** How many connections have been closed for this reason. */
    private int cut(String reason) throws IOException {
        var line = "dromos_client_connections_cut_total{reason=\"%s\"} ".formatted(reason);
        return bed.send(Request.of("GET", "/metrics"))
                .body()
                .toString()
                .lines()
                .filter(count -> count.startsWith(line))
                .mapToInt(count -> (int) Double.parseDouble(count.substring(line.length())))
                .findFirst()
                .orElseThrow();
    }
}
