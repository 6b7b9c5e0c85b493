package dev.dromos.nodes.connection;

import dev.dromos.nodes.testing.FakeModelServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A server, and pools of connections to it whose bounds a test sets; whatever it does not set is too long to matter. */
final class PoolBed implements AfterEachCallback {
    static final Duration LONG = Duration.ofSeconds(30);

    private final VertxInternal vertx = (VertxInternal) Vertx.vertx();
    private final HttpClientAgent client = vertx.httpClientBuilder().build();
    private final FakeModelServer server = FakeModelServer.answering(200, "{}");
    private final AtomicLong ahead = new AtomicLong();

    FakeModelServer server() {
        return server;
    }

    /** Lets the pools' clock jump; timers do not notice. */
    void skip(Duration time) {
        ahead.addAndGet(time.toNanos());
    }

    Loop loop(ConnectionPool pool) {
        return new Loop(pool, vertx.createEventLoopContext());
    }

    ConnectionPool pool(int connections) {
        return pool(new ConnectionPool.Bounds(connections, LONG, LONG, LONG));
    }

    ConnectionPool pool(ConnectionPool.Bounds bounds) {
        return pool(bounds, this::connect);
    }

    ConnectionPool pool(ConnectionPool.Bounds bounds, Supplier<Future<HttpClientConnection>> connector) {
        return new ConnectionPool(connector, bounds, () -> System.nanoTime() + ahead.get());
    }

    Future<HttpClientConnection> connect() {
        try {
            return client.connect(new HttpConnectOptions().setHost("127.0.0.1").setPort(server.port()));
        } catch (IllegalStateException e) {
            return Future.failedFuture(e); // the test is over
        }
    }

    /** A connection is there for the client before it is for the server, which then has opened so many in all. */
    void awaitOpened(int connections) {
        Awaitility.await().until(() -> server.connectionsOpened() == connections);
    }

    static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(5, TimeUnit.SECONDS);
    }

    @Override
    public void afterEach(ExtensionContext test) throws Exception {
        client.close().await(5, TimeUnit.SECONDS);
        vertx.close().await(5, TimeUnit.SECONDS);
        server.close();
    }

    /** One who waits. */
    static final class Caller implements Waiter {
        private final CompletableFuture<PooledConnection> got = new CompletableFuture<>();

        CompletableFuture<PooledConnection> got() {
            return got;
        }

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
    record Loop(ConnectionPool pool, ContextInternal context) {

        LoopConnections connections() {
            return pool.at(context);
        }

        CompletableFuture<PooledConnection> lend() {
            var caller = new Caller();
            context.runOnContext(_ -> connections().lend(caller));
            return caller.got();
        }

        /** For a call that has to wait, and does when this returns. */
        Caller lineUp() throws Exception {
            var caller = new Caller();
            run(() -> connections().lend(caller));
            return caller;
        }

        List<PooledConnection> lendAll(int count) throws Exception {
            var asked = IntStream.range(0, count).mapToObj(_ -> lend()).toList();
            var all = new ArrayList<PooledConnection>();
            for (var one : asked) {
                all.add(get(one));
            }
            return all;
        }

        void release(PooledConnection connection) throws Exception {
            run(() -> connection.release(LONG));
        }

        /** Lends that many, which are idle then. */
        void fill(int count) throws Exception {
            for (var connection : lendAll(count)) {
                release(connection);
            }
        }

        /** In a turn of its own at the earliest. */
        void later(Duration delay, Runnable action) {
            if (delay.isZero()) {
                context.runOnContext(_ -> action.run());
            } else {
                context.setTimer(delay.toMillis(), _ -> action.run());
            }
        }

        /** Waits until the loop has done it. */
        void run(Runnable action) throws Exception {
            var done = new CompletableFuture<Void>();
            context.runOnContext(_ -> {
                action.run();
                done.complete(null);
            });
            get(done);
        }

        /** The loop does nothing else until this is closed, and then this action first. */
        Hold hold(Runnable action) throws Exception {
            var held = new CompletableFuture<Void>();
            var free = new CountDownLatch(1);
            context.runOnContext(_ -> {
                held.complete(null);
                awaitUninterrupted(free);
                action.run();
            });
            get(held);
            return free::countDown;
        }

        private static void awaitUninterrupted(CountDownLatch latch) {
            try {
                if (!latch.await(5, TimeUnit.SECONDS)) {
                    throw new AssertionError("held for too long");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Keeps an event loop from going on. */
    interface Hold extends AutoCloseable {
        @Override
        void close();
    }
}
