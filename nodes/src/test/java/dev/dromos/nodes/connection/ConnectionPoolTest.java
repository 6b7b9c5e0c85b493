package dev.dromos.nodes.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.nodes.testing.FakeModelServer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.net.ConnectException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who gets which connection, on several event loops (faults A44, A45). */
class ConnectionPoolTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final VertxInternal vertx = (VertxInternal) Vertx.vertx();
    private final HttpClientAgent client = vertx.httpClientBuilder().build();
    private final FakeModelServer server = FakeModelServer.answering(200, "{}");

    @AfterEach
    void close() throws Exception {
        client.close().await(5, TimeUnit.SECONDS);
        vertx.close().await(5, TimeUnit.SECONDS);
        server.close();
    }

    @Test
    void aConnectionThatComesFreeServesTheNextCallOfItsLoop() throws Exception {
        var loop = new Loop(pool(1, LONG));
        var first = loop.lend();
        var second = loop.lend();
        var connection = first.get(5, TimeUnit.SECONDS);
        assertThat(second).isNotDone();

        loop.release(connection, LONG);

        assertThat(second.get(5, TimeUnit.SECONDS)).isSameAs(connection);
        assertThat(server.connectionsOpened()).isEqualTo(1);
    }

    @Test
    void whoLeavesTheLineGetsNothing() throws Exception {
        var loop = new Loop(pool(1, LONG));
        var connection = loop.lend().get(5, TimeUnit.SECONDS);
        var leaving = new Line();
        var staying = new Line();
        loop.run(() -> {
            loop.connections().lend(leaving);
            loop.connections().lend(staying);
            loop.connections().leave(leaving);
        });

        loop.release(connection, LONG);

        assertThat(staying.got.get(5, TimeUnit.SECONDS)).isSameAs(connection);
        assertThat(leaving.got).isNotDone();
    }

    @Test
    void aLoopThatHasMoreThanItsShareGivesOneUp() throws Exception {
        var pool = pool(4, LONG);
        var rich = new Loop(pool);
        var poor = new Loop(pool);
        for (var connection : rich.lendAll(4)) {
            rich.release(connection, LONG);
        }

        var granted = poor.lendAll(2);

        assertThat(granted).hasSize(2);
        Awaitility.await().until(() -> server.connectionsOpened() == 6 && server.connectionsOpen() == 4);
    }

    @Test
    void aLoopGivesUpABusyConnectionWhenItsCallIsDone() throws Exception {
        var pool = pool(2, LONG);
        var rich = new Loop(pool);
        var poor = new Loop(pool);
        var busy = rich.lendAll(2);
        var waiting = poor.lend();
        poor.run(() -> {});
        assertThat(waiting).isNotDone();

        rich.release(busy.getFirst(), LONG);

        assertThat(waiting.get(5, TimeUnit.SECONDS)).isNotNull();
        assertThat(server.mostConnectionsOpen())
                .isLessThanOrEqualTo(3); // the one that goes is seen to go a little later
    }

    @Test
    void theOnlyConnectionGoesFromLoopToLoop() throws Exception {
        var pool = pool(1, LONG);
        for (var loop : List.of(new Loop(pool), new Loop(pool), new Loop(pool))) {
            loop.release(loop.lend().get(5, TimeUnit.SECONDS), LONG);
        }

        Awaitility.await().until(() -> server.connectionsOpened() == 3);
    }

    @Test
    void nobodyWaitsForEverOnManyLoops() throws Exception {
        var pool = pool(3, LONG);
        var loops = IntStream.range(0, 4).mapToObj(_ -> new Loop(pool)).toList();
        var served = new AtomicInteger();
        for (int i = 0; i < 2_000; i++) {
            var loop = loops.get(i * 7 % loops.size());
            var _ = loop.lend().thenAccept(connection -> {
                served.incrementAndGet();
                loop.context.runOnContext(_ -> connection.release(LONG));
            });
        }

        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> served.get() == 2_000);
    }

    @Test
    void anIdleConnectionIsClosedWhenItsTimeHasCome() throws Exception {
        var loop = new Loop(pool(2, LONG));
        var both = loop.lendAll(2);

        loop.release(both.getFirst(), Duration.ofMillis(50));
        loop.release(both.getLast(), LONG);

        Awaitility.await().until(() -> server.connectionsOpen() == 1);
        assertThat(loop.lend().get(5, TimeUnit.SECONDS)).isSameAs(both.getLast());
    }

    @Test
    void aConnectionThatNobodyWantsAnyMoreGrowsOldToo() throws Exception {
        var loop = new Loop(pool(2, Duration.ofMillis(50)));
        var line = new Line();

        loop.run(() -> {
            loop.connections().lend(line);
            loop.connections().leave(line);
        });

        Awaitility.await().until(() -> server.connectionsOpened() == 1 && server.connectionsOpen() == 0);
        assertThat(line.got).isNotDone();
    }

    @Test
    void everyCallHearsThatThereIsNoServer() {
        server.close();
        var loop = new Loop(pool(2, LONG));

        var all = IntStream.range(0, 50).mapToObj(_ -> loop.lend()).toList();

        assertThat(all)
                .allSatisfy(one -> assertThat(one)
                        .failsWithin(Duration.ofSeconds(5))
                        .withThrowableThat()
                        .withCauseInstanceOf(ConnectException.class));
    }

    @Test
    void aPlaceIsGivenBackWhenTheServerClosesTheConnection() throws Exception {
        var loop = new Loop(pool(1, LONG));
        var connection = loop.lend().get(5, TimeUnit.SECONDS);
        var next = loop.lend();

        loop.run(connection::close);

        assertThat(next.get(5, TimeUnit.SECONDS)).isNotSameAs(connection);
    }

    private ConnectionPool pool(int connections, Duration keepAlive) {
        var options = new HttpConnectOptions().setHost("127.0.0.1").setPort(server.port());
        return new ConnectionPool(
                () -> client.connect(options),
                new ConnectionPool.Bounds(connections, Duration.ofSeconds(30), keepAlive),
                System::nanoTime);
    }

    /** One who waits. */
    private static final class Line implements Waiter {
        private final CompletableFuture<PooledConnection> got = new CompletableFuture<>();

        @Override
        public void connected(PooledConnection connection) {
            got.complete(connection);
        }

        @Override
        public void unconnected(Throwable error) {
            got.completeExceptionally(error);
        }

        @Override
        public void waitedTooLong() {
            got.completeExceptionally(new TimeoutException());
        }
    }

    /** An event loop of its own, and what it has of a pool. */
    private final class Loop {
        private final ContextInternal context = vertx.createEventLoopContext();
        private final ConnectionPool pool;

        private Loop(ConnectionPool pool) {
            this.pool = pool;
        }

        private LoopConnections connections() {
            return pool.at(context);
        }

        private CompletableFuture<PooledConnection> lend() {
            var line = new Line();
            context.runOnContext(_ -> connections().lend(line));
            return line.got;
        }

        private List<PooledConnection> lendAll(int count) throws Exception {
            var asked = IntStream.range(0, count).mapToObj(_ -> lend()).toList();
            var all = new ArrayList<PooledConnection>();
            for (var one : asked) {
                all.add(one.get(5, TimeUnit.SECONDS));
            }
            return all;
        }

        private void release(PooledConnection connection, Duration keepAlive) throws Exception {
            run(() -> connection.release(keepAlive));
        }

        private void run(Runnable action) throws Exception {
            var done = new CompletableFuture<Void>();
            context.runOnContext(_ -> {
                action.run();
                done.complete(null);
            });
            done.get(5, TimeUnit.SECONDS);
        }
    }
}
