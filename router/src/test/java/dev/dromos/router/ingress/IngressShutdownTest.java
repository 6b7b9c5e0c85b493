package dev.dromos.router.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class IngressShutdownTest {
    private static final Duration LONG = Duration.ofHours(1);

    @Test
    void uploadThatStandsStillKeepsNobodyWaitingForAsLongAsARequestMay() throws Exception {
        var vertx = Vertx.vertx();
        try {
            var settings = new IngressSettings(
                    "127.0.0.1",
                    0,
                    IngressLimits.DEFAULT,
                    new IngressSettings.Times(LONG, LONG, LONG),
                    EdgeMeter.NONE,
                    System::nanoTime);
            var ingress = Ingress.listen(
                            vertx,
                            settings,
                            () -> {
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

    private static void send(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    }
}
