package dev.dromos.router.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dromos.nodes.body.Payload;
import dev.dromos.nodes.call.RequestContext;
import dev.dromos.nodes.call.Scheduler;
import dev.dromos.nodes.call.StepResult;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class IngressShutdownTest {
    private static final Duration LONG = Duration.ofHours(1);

    @Test
    void uploadThatStandsStillKeepsNobodyWaitingForAsLongAsARequestMay() throws Exception {
        var vertx = Vertx.vertx();
        try {
            var ingress = Ingress.listen(
                            vertx,
                            settings(vertx),
                            _ -> () -> {
                                throw new AssertionError("no request has arrived whole");
                            },
                            1)
                    .await();
            try (var silent = new Socket(InetAddress.getLoopbackAddress(), ingress.port());
                    var client = new Socket(InetAddress.getLoopbackAddress(), ingress.port())) {
                send(client, "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 9\r\n\r\n");
                assertThat(new String(client.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                        .isEqualTo("HTTP/1.1 100");

                var over = ingress.shutdown(LONG, Duration.ofMillis(100));

                assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                        .contains("HTTP/1.1 503")
                        .contains("shutting down");
                assertThat(silent.getInputStream().read()).isEqualTo(-1);
                over.await(10, TimeUnit.SECONDS);
            }
        } finally {
            vertx.close().await();
        }
    }

    @Test
    void requestThatWaitsBehindAnUnreadAnswerIsAnsweredThatTheRouterStops() throws Exception {
        var vertx = Vertx.vertx();
        var graph = new Fixed(new AtomicInteger(), "\"" + "a".repeat(8 * 1024 * 1024) + "\"");
        try (var client = new Socket();
                var uploading = new Socket()) {
            var ingress =
                    Ingress.listen(vertx, settings(vertx), _ -> () -> graph, 1).await();
            client.setReceiveBufferSize(64 * 1024);
            client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), ingress.port()));
            uploading.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), ingress.port()));
            send(uploading, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n");
            await().until(() -> ingress.load().requests() == 1);
            send(client, "GET /first HTTP/1.1\r\nHost: a\r\n\r\nGET /second HTTP/1.1\r\nHost: a\r\n\r\n");
            await().until(() -> graph.runs().get() == 1);

            var over = ingress.shutdown(Duration.ofMillis(100), Duration.ofMillis(100));
            assertThat(uploading.getInputStream().readAllBytes()).isNotEmpty(); // from now on all are cut off

            var answers = new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(answers.substring(0, 12)).isEqualTo("HTTP/1.1 200");
            var second = answers.substring(answers.lastIndexOf('"', answers.indexOf("a\"") + 1) + 1);
            assertThat(second).startsWith("HTTP/1.1 503").contains("shutting down");
            assertThat(graph.runs().get()).isEqualTo(1);
            over.await(10, TimeUnit.SECONDS);
        } finally {
            vertx.close().await();
        }
    }

    /** A graph with one answer. */
    private record Fixed(AtomicInteger runs, String answer) implements TestEntry {
        @Override
        public Future<StepResult> run(Payload body, RequestContext request) {
            runs.incrementAndGet();
            var payload = Payload.json(answer.getBytes(StandardCharsets.US_ASCII));
            return Future.succeededFuture(new StepResult.Answered(200, payload));
        }
    }

    private static IngressSettings settings(Vertx vertx) {
        return new IngressSettings(
                "127.0.0.1",
                0,
                IngressLimits.DEFAULT,
                new IngressSettings.Times(LONG, LONG, LONG),
                EdgeMeter.NONE,
                Scheduler.of(vertx));
    }

    private static void send(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }
}
