package dev.dromos.router.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.nodes.testing.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** When a client's connection goes on, and when it ends (R5, R6, R11, R20). */
final class ConnectionContractTest {
    private static final String ONE_STEP = """
            nodes:
              root:
                routerType: Sequence
                steps:
                - {serviceUrl: "${m1}"}
            """;

    @RegisterExtension
    final TestBed bed = new TestBed();

    @Test
    @DisplayName("R6 a connection that is silent for serverIdle is closed, though a request may take longer")
    void closesASilentConnectionButNotABusyOne() throws Exception {
        bed.model("m1", Answer.of(200, "{}").after(Duration.ofMillis(1_300)));
        bed.serve(ONE_STEP + "routerTimeouts: {serverIdle: 1, serverWrite: 10}");
        try (var wire = bed.open()) {

            var reply = wire.ask(Request.post("{}"));

            reply.is(200, "{}");
            assertThat(wire.isClosedByRouter()).isTrue();
        }
    }

    @Test
    @DisplayName("R6 without serverIdle a silent connection stays")
    void keepsASilentConnectionWithoutALimit() throws Exception {
        bed.model("m1", 200, "{}");
        bed.serve(ONE_STEP + "routerTimeouts: {serverIdle: 0}");
        try (var wire = bed.open()) {
            wire.ask(Request.post("{}"));

            var second = wire.ask(Request.post("{}"));

            second.is(200, "{}");
        }
    }

    @Test
    @DisplayName("R5 while stopping, an answer says that it is its connection's last, and is")
    void closesEachConnectionAfterItsAnswerWhileStopping() throws Exception {
        bed.model("m1", 200, "{}");
        bed.serve(ONE_STEP);
        bed.router().drain();
        try (var wire = bed.open()) {

            var reply = wire.ask(Request.post("{}"));

            reply.is(200, "{}");
            assertThat(reply.headers("Connection")).containsExactly("close");
            assertThat(wire.isClosedByRouter()).isTrue();
        }
    }

    @Test
    @DisplayName("R5 a second request in the same packet as a connection's last one is not run")
    void runsNothingBehindTheLastRequest() throws Exception {
        bed.model("m1", 200, "{}");
        bed.serve(ONE_STEP);
        bed.router().drain();
        try (var wire = bed.open()) {
            var one = new String(Request.post("{}").asBytes(), StandardCharsets.ISO_8859_1);

            wire.send(one + one);

            wire.reply().is(200, "{}");
            assertThat(wire.isClosedByRouter()).isTrue();
            assertThat(bed.calls("m1")).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("R20 a client that closes its half has gone: it is not answered, and its step is cancelled")
    void takesAHalfClosedConnectionForAClientThatHasGone() throws Exception {
        var model = bed.model("m1", Answer.holding());
        bed.serve(ONE_STEP);
        try (var wire = bed.open()) {
            wire.send(Request.post("{}").asBytes());
            wire.finish();

            assertThat(wire.isClosedByRouter()).isTrue();

            assertThat(model.awaitPeerClosed(Duration.ofSeconds(1))).isTrue();
        }
    }

    @Test
    @DisplayName("R3 what follows an unread body on /readyz is no request")
    void closesAfterAProbeWithABody() throws Exception {
        bed.model("m1", 200, "{}");
        bed.serve(ONE_STEP);
        try (var wire = bed.open()) {

            wire.send("POST /readyz HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");

            wire.reply().isExactly(200, "");
            assertThat(wire.isClosedByRouter()).isTrue();
        }
    }

    @Test
    @DisplayName("R11 a Location never names another host")
    void escapesWhatABrowserTakesForASlash() throws Exception {
        bed.model("m1", 200, "{}");
        bed.serve(ONE_STEP);

        var reply = bed.send(Request.of("GET", "//\\evil.example/x?q=%41"));

        assertThat(reply.status()).isEqualTo(301);
        assertThat(reply.headers("Location")).containsExactly("/%5Cevil.example/x?q=%41");
    }

    @Test
    @DisplayName("R10 HEAD is told how long the answer is")
    void tellsHeadTheLength() throws Exception {
        bed.model("m1", 200, "{\"a\":1}");
        bed.serve(ONE_STEP);

        var reply = bed.send(Request.of("HEAD", "/"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.headers("Content-Length")).containsExactly("7");
    }

    @Test
    @DisplayName("R10 an expectation other than 100-continue is refused")
    void refusesAnUnknownExpectation() throws Exception {
        bed.model("m1", 200, "{}");
        bed.serve(ONE_STEP);

        var reply = bed.send(Request.post("{}").header("Expect", "miracle"));

        assertThat(reply.status()).isEqualTo(417);
        assertThat(bed.calls("m1")).isZero();
    }
}
