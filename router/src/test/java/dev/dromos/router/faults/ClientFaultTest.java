package dev.dromos.router.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dromos.nodes.testing.Answer;
import dev.dromos.nodes.testing.InTime;
import dev.dromos.router.contract.Request;
import dev.dromos.router.contract.TestBed;
import dev.dromos.router.contract.Wire;
import dev.dromos.router.ingress.IngressLimits;
import dev.dromos.router.load.Heap;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Clients that leave, stall, or send more than they may (rows B1 to B12, and what D1 and D2 ask of the edge). */
final class ClientFaultTest {
    private static final String ONE_STEP = """
            nodes:
              root:
                routerType: Sequence
                steps:
                - {serviceUrl: "${m1}"}
            """;

    private static final String TWO_STEPS = ONE_STEP + "    - {serviceUrl: \"${m2}\"}\n";

    private static final int MIB = 1024 * 1024;

    @RegisterExtension
    @Order(1)
    final TestBed bed = new TestBed();

    @RegisterExtension
    @Order(2)
    final Unharmed unharmed = new Unharmed(bed);

    @Test
    @DisplayName("B1 a client that leaves while a step runs ends the step, no other is called, and it is counted")
    void endsTheStepOfAClientThatLeaves() throws Exception {
        bed.showingMetrics("/metrics").model("m2", 200, "{}");

        InTime.once(Duration.ofMillis(100), () -> {
            var model = bed.model("m1", Answer.holding(), Answer.of(200, "{}"));
            bed.serve(TWO_STEPS);
            var wire = bed.open();
            wire.send(Request.post("{}").asBytes());
            await().until(() -> bed.calls("m1") == 1);

            return InTime.of(() -> {
                wire.reset();
                assertThat(model.awaitPeerClosed(Duration.ofSeconds(5))).isTrue();
            });
        });
        Unharmed.nothingIsLeft(bed);
        assertThat(bed.calls("m2")).isZero();
        assertThat(bed.count("dromos_clients_gone_total")).isPositive();
        bed.post("{}").is(200, "{}");
        assertThat(bed.calls("m1")).isEqualTo(2);
        assertThat(bed.calls("m2")).isEqualTo(1);
    }

    @Test
    @DisplayName("B2 a client that leaves within its body calls no step")
    void callsNoStepForHalfABody() throws Exception {
        bed.model("m1", 200, "{}");
        bed.serve(ONE_STEP);
        try (var wire = bed.open()) {
            wire.send("POST / HTTP/1.1\r\nHost: g\r\nContent-Length: 10\r\n\r\n{}");
            await().until(() -> bed.router().load().heldBytes() == 10);
        }

        Unharmed.nothingIsLeft(bed);
        assertThat(bed.calls("m1")).isZero();
    }

    @Test
    @DisplayName("B3 a client that leaves within its answer leaves nothing behind, in no memory and in no log")
    void dropsTheRestOfAnAnswer() throws Exception {
        var large = "\"" + "a".repeat(8 * MIB) + "\"";
        bed.modelRunning("m1", request -> Answer.of(200, request.body().size() == 4 ? large : "{}"));
        bed.serve(ONE_STEP);
        leaveWithin(large);
        long before = Heap.bytesInUse();

        for (int i = 0; i < 4; i++) {
            leaveWithin(large);
        }

        await().untilAsserted(() -> assertThat(Heap.bytesInUse() - before).isLessThan(8 * MIB));
    }

    /** When most of the answer is still the router's. */
    private void leaveWithin(String answer) throws IOException {
        try (var wire = Wire.narrowTo(bed.port())) {
            wire.send(Request.post("long").asBytes());
            assertThat(wire.read(12)).isEqualTo("HTTP/1.1 200");
            assertThat(bed.router().load().requests()).isZero();
            assertThat(bed.router().load().heldBytes()).isGreaterThanOrEqualTo(answer.length());

            wire.reset();
        }
        Unharmed.nothingIsLeft(bed);
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
            first.send("POST / HTTP/1.1\r\nHost: g\r\nA: ");
            later.send("P");

            try (var _ = Drip.into(first);
                    var _ = Drip.into(later)) {
                assertThat(first.isClosedByRouter()).isTrue();
                assertThat(later.isClosedByRouter()).isTrue();
            }
        }
        assertThat(cut("slow_head")).isEqualTo(2);
    }

    @Test
    @DisplayName("B6 a body that does not end in time is refused, though bytes keep coming")
    void refusesASlowBody() throws Exception {
        bed.model("m1", 200, "{}");
        bed.serve(ONE_STEP + "routerTimeouts: {serverRead: 1}");
        try (var wire = bed.open()) {
            wire.send("POST / HTTP/1.1\r\nHost: g\r\nContent-Length: 100000\r\n\r\n{}");

            try (var _ = Drip.into(wire)) {
                wire.reply().isFailure(408, "request timed out");
                assertThat(wire.isClosedByRouter()).isTrue();
            }
        }
        assertThat(bed.calls("m1")).isZero();
    }

    @Test
    @DisplayName(
            "B7 a client that reads its answer a byte at a time is closed after serverWrite, and gets no second answer")
    void closesOnASlowReader() throws Exception {
        var answer = "\"" + "a".repeat(16 * MIB) + "\"";
        bed.modelRunning("m1", request -> Answer.of(200, request.body().size() == 4 ? answer : "{}"));
        bed.showingMetrics("/metrics").serve(ONE_STEP + "routerTimeouts: {serverWrite: 1}");
        try (var wire = Wire.narrowTo(bed.port())) {
            wire.send(Request.post("long").asBytes());
            wire.send(Request.post("long").asBytes());
            assertThat(wire.read(12)).isEqualTo("HTTP/1.1 200");

            await().pollInterval(Duration.ofMillis(20)).until(() -> {
                boolean closed = bed.router().load().connections() == 0;
                return closed || wire.read(1).isEmpty();
            });
            assertThat(bed.router().load().connections()).isZero();
        }
        assertThat(bed.calls("m1")).isEqualTo(1);
        assertThat(cut("slow_reader")).isEqualTo(1);
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
            Unharmed.nothingIsLeft(bed);
            in.send(expecting.formatted(2));
            assertThat(in.reply().status()).isEqualTo(100);
            late.send(expecting.formatted(2));
            odd.send("POST / HTTP/1.1\r\nHost: g\r\nExpect: a miracle\r\nContent-Length: 2\r\n\r\n");
            late.reply().isFailure(503, "overloaded");
            odd.reply().isFailure(417, "only 100-continue can be expected");
            in.send("{}");

            in.reply().is(200, "{}");
        }
    }

    @Test
    @DisplayName("D1 one request more than may run is 503 within 10 ms, before its body is read")
    void refusesOneRequestTooMany() throws Exception {
        bed.model("m1", Answer.holding(), Answer.of(200, "{}"));
        bed.limits(IngressLimits.DEFAULT.withRequests(1)).serve(ONE_STEP);
        try (var running = bed.open();
                var wire = bed.open()) {
            running.send(Request.post("{}").asBytes());
            await().until(() -> bed.calls("m1") == 1);

            InTime.once(
                    Duration.ofMillis(10), () -> InTime.of(() -> bed.post("{}").isFailure(503, "overloaded")));
            wire.send("POST / HTTP/1.1\r\nHost: g\r\nContent-Length: 1000\r\n\r\n");

            var reply = wire.reply();
            reply.isFailure(503, "overloaded");
            assertThat(reply.headers("Retry-After")).containsExactly("1");
            assertThat(wire.isClosedByRouter()).isTrue();
        }
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
            await().until(() -> bed.router().load().heldBytes() == 900);

            announced.send("POST / HTTP/1.1\r\nHost: g\r\nContent-Length: 101\r\n\r\n");
            chunked.send("POST / HTTP/1.1\r\nHost: g\r\nTransfer-Encoding: chunked\r\n\r\n65\r\n" + "a".repeat(101));

            announced.reply().isFailure(503, "overloaded: no memory is left for the body");
            chunked.reply().isFailure(503, "overloaded: no memory is left for the body");
            first.send(" ".repeat(898) + "}");
            first.reply().is(200, "{}");
        }
    }

    private long cut(String reason) throws IOException {
        return bed.count("dromos_client_connections_cut_total{reason=\"%s\"}".formatted(reason));
    }
}
