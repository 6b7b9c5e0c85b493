package dev.dromos.nodes.call;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.NetServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class VertxSchedulerTest {
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final Scheduler scheduler = new VertxScheduler(vertx);
    private final List<String> done = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void stop() {
        release.countDown();
        vertx.close().await();
    }

    @Test
    @DisplayName("D5 what has come while an event loop could not run goes before what has become late meanwhile")
    void lateActionsComeLast() throws Exception {
        var server = reading();
        try (var holding = connect(server);
                var answering = connect(server)) {
            await().until(() -> connections.get() == 2);
            scheduler.after(Duration.ofMillis(50), () -> done.add("late"));
            send(holding, "hold");
            await().until(() -> done.equals(List.of("hold")));

            send(answering, "read");
            await().pollDelay(Duration.ofMillis(150)).until(() -> true); // the action is late
            release.countDown();

            await().until(() -> done.size() == 3);
            assertThat(done).containsExactly("hold", "read", "late");
        }
    }

    @Test
    void whatIsCancelledDoesNotHappen() {
        var timer = scheduler.after(Duration.ofMillis(20), () -> done.add("cancelled"));
        scheduler.after(Duration.ofMillis(30), () -> done.add("next"));

        timer.cancel();

        await().until(() -> !done.isEmpty());
        assertThat(done).containsExactly("next");
    }

    /** Says what it reads; {@code hold} keeps its event loop, which is everybody's. */
    private NetServer reading() {
        return vertx.createNetServer()
                .connectHandler(socket -> {
                    connections.incrementAndGet();
                    socket.handler(bytes -> {
                        done.add(bytes.toString());
                        if (bytes.toString().equals("hold")) {
                            hold();
                        }
                    });
                })
                .listen(0, "127.0.0.1")
                .await();
    }

    private void hold() {
        try {
            assertThat(release.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static Socket connect(NetServer server) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), server.actualPort());
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
    }
}
