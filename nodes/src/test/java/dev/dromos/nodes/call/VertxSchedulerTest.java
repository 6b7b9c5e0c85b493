package dev.dromos.nodes.call;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dromos.nodes.testing.Standstill;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.net.NetServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class VertxSchedulerTest {
    private static final Duration SOON = Duration.ofMillis(1);

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final Scheduler scheduler = new VertxScheduler(vertx);
    private final List<String> done = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final Standstill standstill = new Standstill();
    private final AtomicReference<Scheduler.Timer> late = new AtomicReference<>();

    @AfterEach
    void stop() {
        standstill.end();
        vertx.close().await();
    }

    @Test
    @DisplayName("D5 what has come while an event loop could not run goes before what has become late meanwhile")
    void lateActionsComeLast() throws Exception {
        readWhileHeld("read");

        await().until(() -> done.size() == 3);
        assertThat(done).containsExactly("hold", "read", "late");
    }

    @Test
    @DisplayName("D5 what has come while an event loop could not run may cancel what has become late meanwhile")
    void whatIsReadCancelsWhatIsLate() throws Exception {
        readWhileHeld("cancel");
        await().until(() -> done.contains("cancel"));

        inTurn(() -> done.add("over")); // behind the turn of the late action

        await().until(() -> done.contains("over"));
        assertThat(done).containsExactly("hold", "cancel", "over");
    }

    @Test
    void whatIsCancelledDoesNotHappen() {
        inTurn(() -> {
            var timer = scheduler.after(SOON, () -> done.add("cancelled"));
            scheduler.after(SOON.multipliedBy(2), () -> done.add("next"));
            timer.cancel();
        });

        await().until(() -> !done.isEmpty());
        assertThat(done).containsExactly("next");
    }

    @Test
    void aWorkersActionRunsOnAWorker() {
        ((VertxInternal) vertx)
                .createWorkerContext()
                .runOnContext(_ -> scheduler.after(
                        SOON, () -> done.add(Thread.currentThread().getName())));

        await().until(() -> !done.isEmpty());
        assertThat(done).singleElement().asString().startsWith("vert.x-worker-thread-");
    }

    /** An event loop is kept until an action of its own is late and something has come to be read. */
    private void readWhileHeld(String text) throws IOException {
        var server = reading();
        try (var holding = connect(server);
                var answering = connect(server)) {
            await().until(() -> connections.get() == 2);
            send(holding, "hold");
            await().until(() -> done.equals(List.of("hold")));

            send(answering, text);
            standstill.end();
            await().until(() -> done.contains(text));
        }
    }

    /** Says what it reads; {@code hold} keeps its event loop, which is everybody's. */
    private NetServer reading() {
        return vertx.createNetServer()
                .connectHandler(socket -> {
                    connections.incrementAndGet();
                    socket.handler(bytes -> {
                        done.add(bytes.toString());
                        switch (bytes.toString()) {
                            case "hold" -> hold();
                            case "cancel" -> late.get().cancel();
                            default -> {}
                        }
                    });
                })
                .listen(0, "127.0.0.1")
                .await();
    }

    private void hold() {
        late.set(scheduler.after(SOON, () -> done.add("late")));
        standstill.hold(SOON.multipliedBy(2));
    }

    private void inTurn(Runnable action) {
        vertx.runOnContext(_ -> action.run());
    }

    private static Socket connect(NetServer server) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), server.actualPort());
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(US_ASCII));
    }
}
