package dev.dromos.nodes.call;

import static dev.dromos.nodes.call.Calls.STEP;
import static dev.dromos.nodes.call.Calls.await;
import static dev.dromos.nodes.call.Calls.request;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.nodes.call.StepFailure.BadPayload;
import dev.dromos.nodes.call.StepFailure.BadPayload.Flaw;
import dev.dromos.nodes.call.StepFailure.Refused;
import dev.dromos.nodes.call.StepFailure.Refused.Phase;
import dev.dromos.nodes.call.StepResult.Answered;
import dev.dromos.nodes.call.StepResult.Failed;
import dev.dromos.nodes.testing.Answer;
import dev.dromos.nodes.testing.FakeModelServer;
import dev.dromos.nodes.testing.Gzip;
import dev.dromos.nodes.testing.InTime;
import io.vertx.core.Future;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a step's server can do wrong, and that the next call does not notice (faults A1 to A38). */
class HttpCallFaultTest {
    private static final Answer GOOD = Answer.of(200, "{}");
    private static final String OK = "HTTP/1.1 200 OK\r\n";

    private static final Duration CONNECT = Duration.ofMillis(300);

    private static final ClientSettings QUICK = ClientSettings.DEFAULT
            .withPool(1, 1)
            .withTiming(new ClientSettings.Timing(CONNECT, Duration.ofSeconds(1), Duration.ofSeconds(1)))
            .withMaxResponseBytes(1000);

    @RegisterExtension
    final Calls calls = new Calls();

    @Test
    @DisplayName("A1 a closed port refuses")
    void aClosedPortRefuses() throws IOException {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        assertThat(calls.post(URI.create("http://127.0.0.1:" + port)))
                .isEqualTo(new Failed(new Refused(STEP, Phase.CONNECT)));
    }

    @Test
    @DisplayName("A2 a server that does not take the connection is given up in its time and a quarter of a second")
    void aServerThatDoesNotTakeTheConnectionIsGivenUp() throws Exception {
        calls.use(QUICK);
        try (var full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var first = new Socket(full.getInetAddress(), full.getLocalPort());
                var second = new Socket(full.getInetAddress(), full.getLocalPort())) {
            assertThat(first.isConnected() && second.isConnected()).isTrue();

            var url = URI.create("http://127.0.0.1:" + full.getLocalPort());
            InTime.once(
                    CONNECT.plusMillis(250),
                    () -> InTime.of(
                            () -> assertThat(calls.post(url)).isEqualTo(new Failed(new Refused(STEP, Phase.CONNECT)))));
        }
    }

    @Test
    void anUnknownNameIsNotFound() {
        assertThat(calls.post(URI.create("http://nosuch.invalid/v1")))
                .isEqualTo(new Failed(new Refused(STEP, Phase.DNS)));
    }

    static Stream<Arguments> badAnswers() {
        return Stream.of(
                bad("RST before the answer", Flaw.RESET, Answer.resetting()),
                bad("FIN before the answer", Flaw.RESET, Answer.closing()),
                bad("FIN in the body", Flaw.TRUNCATED, Answer.truncated(200, "{\"half\":")),
                bad(
                        "RST in the body",
                        Flaw.TRUNCATED,
                        Answer.raw(OK + "Content-Length: 9\r\n\r\nhalf").thenReset()),
                bad("no last chunk", Flaw.TRUNCATED, Answer.chunkedWithoutEnd(200, "{\"half\":")),
                bad("bad chunk size", Flaw.MALFORMED, Answer.raw(OK + "Transfer-Encoding: chunked\r\n\r\nzz\r\n")),
                bad("negative chunk", Flaw.MALFORMED, Answer.raw(OK + "Transfer-Encoding: chunked\r\n\r\n-1\r\n")),
                bad("huge chunk", Flaw.MALFORMED, Answer.raw(OK + "Transfer-Encoding: chunked\r\n\r\nfffffffff\r\n")),
                bad("two lengths", Flaw.MALFORMED, Answer.raw(OK + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}")),
                bad("negative length", Flaw.MALFORMED, Answer.raw(OK + "Content-Length: -2\r\n\r\n{}")),
                bad("101", Flaw.MALFORMED, Answer.raw("HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\n")),
                bad("status 42", Flaw.MALFORMED, Answer.raw("HTTP/1.1 42 No\r\nContent-Length: 0\r\n\r\n")),
                bad("status 999", Flaw.MALFORMED, Answer.raw("HTTP/1.1 999 No\r\nContent-Length: 0\r\n\r\n")),
                bad("garbage", Flaw.MALFORMED, Answer.raw("\u0001\u0002garbage\r\n\r\nmore\r\n\r\n")),
                bad("HTTP/3.7", Flaw.MALFORMED, Answer.raw("HTTP/3.7 200 OK\r\nContent-Length: 0\r\n\r\n")),
                bad("large headers", Flaw.MALFORMED, Answer.raw(OK + "X: " + "y".repeat(20_000) + "\r\n\r\n")),
                bad(
                        "NUL in a header",
                        Flaw.MALFORMED,
                        Answer.raw(OK + "Content-Type: a\u0000b\r\nContent-Length: 0\r\n\r\n")),
                bad(
                        "gzip that is none",
                        Flaw.MALFORMED,
                        gzipAnswer("no gzip at all, however long it is".getBytes(UTF_8))),
                bad("gzip cut short", Flaw.TRUNCATED, gzipAnswer(Arrays.copyOf(Gzip.pack(new byte[1000]), 20))),
                bad("gzip bomb", Flaw.TOO_LARGE, gzipAnswer(Gzip.pack(new byte[5_000_000]))),
                bad("too large", Flaw.TOO_LARGE, Answer.of(200, " ".repeat(1_000_001))),
                bad(
                        "said to be too large",
                        Flaw.TOO_LARGE,
                        Answer.raw(OK + "Content-Length: 1000001\r\n\r\n{").thenHold()),
                bad(
                        "too large in chunks",
                        Flaw.TOO_LARGE,
                        Answer.raw(
                                OK + "Transfer-Encoding: chunked\r\n\r\nf4241\r\n" + " ".repeat(1_000_001) + "\r\n")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badAnswers")
    void aBadAnswerIsAFailureThatTheNextCallDoesNotNotice(String name, Flaw flaw, Answer answer) {
        calls.use(ClientSettings.DEFAULT.withMaxResponseBytes(1_000_000));
        try (var server = FakeModelServer.answering(answer, GOOD)) {
            var call = calls.to(server.url());

            var first = await(call.call(request("{}")));
            var second = await(call.call(request("{}")));

            assertThat(first).as(name).isEqualTo(new Failed(new BadPayload(STEP, flaw)));
            assertThat(second).isEqualTo(new Answered(200, Calls.payload("{}")));
        }
    }

    @Test
    void aBadAnswerClosesItsConnection() throws InterruptedException {
        try (var server =
                FakeModelServer.answering(Answer.raw("garbage\r\n\r\n").thenHold())) {
            calls.post(server.url());

            assertThat(server.awaitPeerClosed(Duration.ofSeconds(2))).isTrue();
        }
    }

    @Test
    @DisplayName("A32 reading stops at the limit")
    void stopsReadingAtTheLimit() throws InterruptedException {
        calls.use(ClientSettings.DEFAULT.withMaxResponseBytes(1000));
        var endless = Answer.raw(OK + "Transfer-Encoding: chunked\r\n\r\n");
        for (var i = 0; i < 2000; i++) {
            endless = endless.thenSend("2710\r\n" + " ".repeat(10_000) + "\r\n");
        }
        try (var server = FakeModelServer.answering(endless.thenHold())) {
            assertThat(calls.post(server.url())).isEqualTo(new Failed(new BadPayload(STEP, Flaw.TOO_LARGE)));
            assertThat(server.awaitPeerClosed(Duration.ofSeconds(2))).isTrue();
        }
    }

    /** The extra bytes look like an answer; they must not become the next call's (A15). */
    @Test
    @DisplayName("A15 bytes behind an answer never answer the next call")
    void bytesBehindAnAnswerNeverAnswerTheNextCall() {
        calls.use(ClientSettings.DEFAULT.withPool(1, 10));
        var extra = OK + "Content-Length: 5\r\n\r\nevil!";
        try (var server = FakeModelServer.answering(Answer.raw(OK + "Content-Length: 2\r\n\r\n{}" + extra), GOOD)) {
            var call = calls.to(server.url());

            // From one event loop, so that the second waits for the connection and gets it as the first answer ends.
            var both = calls.onOneEventLoop(() -> Future.all(call.call(request("1")), call.call(request("2"))));

            assertThat(await(both).list()).containsOnly(new Answered(200, Calls.payload("{}")));
        }
    }

    @Test
    @DisplayName("A38 a connection that its server closes each time is no fault")
    void aConnectionThatItsServerClosesEachTimeIsNoFault() {
        var closing = Answer.of(200, List.of("Connection: close"), "{}".getBytes(UTF_8))
                .thenClose();
        try (var server = FakeModelServer.answering(closing)) {
            var call = calls.to(server.url());

            for (var i = 0; i < 5; i++) {
                assertThat(await(call.call(request("{}")))).isInstanceOf(Answered.class);
            }
            assertThat(server.connectionsOpened()).isEqualTo(5);
        }
    }

    /** As a server does that ends an idle connection just when the next request is on its way (A10). */
    @Test
    @DisplayName("A10 a request lost on a reused connection is sent once more")
    void aRequestLostOnAReusedConnectionIsSentOnceMore() {
        try (var server = FakeModelServer.answering(GOOD, Answer.closing(), GOOD)) {
            var call = calls.to(server.url());
            await(call.call(request("1")));

            assertThat(await(call.call(request("2")))).isEqualTo(new Answered(200, Calls.payload("{}")));
            assertThat(server.requests())
                    .extracting(got -> got.body().toString())
                    .containsExactly("1", "2", "2");
        }
    }

    /** All that were idle have been for as long: the second attempt must not meet the next of them. */
    @Test
    @DisplayName("A10 a request lost on one of many stale connections is sent once more, on a new one")
    void aRequestLostOnOneOfManyStaleConnectionsIsSentOnANewOne() {
        int stale = 4;
        var arrived = new CountDownLatch(stale);
        try (var server = FakeModelServer.running(_ -> afterAll(arrived))) {
            var call = calls.to(server.url());
            // From one event loop, whose connections they all are then.
            await(calls.onOneEventLoop(() -> Future.all(
                    Stream.generate(() -> call.call(request("1"))).limit(stale).toList())));
            server.script(got -> got.connection() <= stale ? Answer.closing() : GOOD);

            var result = await(calls.onOneEventLoop(() -> call.call(request("2"))));

            assertThat(result).isEqualTo(new Answered(200, Calls.payload("{}")));
            assertThat(server.requests())
                    .extracting(got -> got.body().toString())
                    .containsExactly("1", "1", "1", "1", "2", "2");
            assertThat(server.connectionsOpened()).isEqualTo(stale + 1);
        }
    }

    /** So that each request has a connection of its own. */
    private static Answer afterAll(CountDownLatch requests) {
        requests.countDown();
        try {
            return requests.await(5, TimeUnit.SECONDS) ? GOOD : Answer.resetting();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answer.resetting();
        }
    }

    @Test
    @DisplayName("A10 a request is sent twice at most")
    void aRequestIsSentTwiceAtMost() {
        try (var server = FakeModelServer.answering(GOOD, Answer.resetting())) {
            var call = calls.to(server.url());
            await(call.call(request("{}")));

            assertThat(await(call.call(request("{}")))).isEqualTo(new Failed(new BadPayload(STEP, Flaw.RESET)));
            assertThat(server.requests()).hasSize(3);
        }
    }

    @Test
    void anIdleConnectionIsClosedAfterItsTime() {
        calls.use(QUICK);
        try (var server = FakeModelServer.answering(GOOD)) {
            calls.post(server.url());

            Awaitility.await()
                    .atMost(Duration.ofSeconds(5))
                    .untilAsserted(() -> assertThat(server.connectionsOpen()).isZero());
            assertThat(server.connectionsClosedByPeer()).containsExactly(1);
        }
    }

    /** As a server does that finds a body too large; the rest of it must not stand before the next request (A20, A47). */
    @Test
    @DisplayName("A47 an answer that comes before the whole request was read counts")
    void anAnswerThatComesBeforeTheWholeRequestWasReadCounts() throws IOException {
        var accepted = new CopyOnWriteArrayList<Socket>();
        try (var listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answerWithoutReading(listener, accepted));
            var call = calls.to(URI.create("http://127.0.0.1:" + listener.getLocalPort()));
            var large = request(" ".repeat(20_000_000));

            assertThat(await(call.call(large))).isEqualTo(new Answered(413, Calls.payload("{}")));
            assertThat(await(call.call(large))).isEqualTo(new Answered(413, Calls.payload("{}")));
            assertThat(accepted).hasSize(2);
        } finally {
            for (var socket : accepted) {
                socket.close();
            }
        }
    }

    @Test
    void aHeaderThatCannotBeSentFailsTheCallAndSendsNothing() {
        try (var server = FakeModelServer.answering(GOOD)) {
            var call = calls.to(server.url());

            var result = await(call.call(request("{}", new Header("X-Split", "a\r\nEvil: b"))));

            assertThat(result).isEqualTo(new Failed(new StepFailure.Internal()));
            assertThat(server.requests()).isEmpty();
            assertThat(await(call.call(request("{}")))).isInstanceOf(Answered.class);
        }
    }

    @Test
    void closingTheClientFailsWhatRunsAndWhatComes() {
        try (var server = FakeModelServer.answering(Answer.holding())) {
            var call = calls.to(server.url());
            var running = call.call(request("{}"));
            Awaitility.await().until(() -> server.requests().size() == 1);

            calls.use(ClientSettings.DEFAULT);

            assertThat(await(running)).isInstanceOf(Failed.class);
            assertThat(await(call.call(request("{}")))).isInstanceOf(Failed.class);
        }
    }

    private static void answerWithoutReading(ServerSocket listener, List<Socket> accepted) {
        try {
            while (true) {
                var socket = listener.accept();
                accepted.add(socket);
                socket.getInputStream().read();
                socket.getOutputStream().write("HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\n\r\n{}".getBytes(UTF_8));
            }
        } catch (IOException _) {
            // The test is over.
        }
    }

    private static Arguments bad(String name, Flaw flaw, Answer answer) {
        return Arguments.of(name, flaw, answer);
    }

    private static Answer gzipAnswer(byte[] packed) {
        return Answer.of(200, List.of("Content-Encoding: gzip"), packed);
    }
}
