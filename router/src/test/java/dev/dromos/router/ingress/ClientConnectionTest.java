package dev.dromos.router.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.nodes.call.Scheduler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

final class ClientConnectionTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void aClientThatLeavesDuringItsRequestLeavesNothingBehind() throws Exception {
        var vertx = Vertx.vertx();
        var settings = new IngressSettings(
                "127.0.0.1",
                0,
                IngressLimits.DEFAULT.withHeadTime(HOUR),
                new IngressSettings.Times(HOUR, HOUR, HOUR),
                EdgeMeter.NONE,
                Scheduler.of(vertx));
        Map<String, WeakReference<ClientConnection>> seen = new ConcurrentHashMap<>();
        var running = new CountDownLatch(1);
        var gone = new CountDownLatch(1);
        try {
            var server = vertx.createHttpServer(
                            new HttpServerOptions().setHost("127.0.0.1").setPort(0))
                    .connectionHandler(connection -> {
                        var opened = ClientConnection.opened(connection, vertx, settings);
                        opened.begin();
                        seen.put("first", new WeakReference<>(opened));
                        connection.closeHandler(closed -> {
                            opened.closed();
                            gone.countDown();
                        });
                    })
                    .requestHandler(request -> running.countDown())
                    .listen()
                    .await();
            try (var client = new Socket(InetAddress.getLoopbackAddress(), server.actualPort())) {
                client.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
            }

            assertThat(gone.await(10, TimeUnit.SECONDS)).isTrue();

            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
                System.gc();
                return seen.values().stream().allMatch(reference -> reference.get() == null);
            });
        } finally {
            vertx.close().await();
        }
    }
}
