package dev.dromos.nodes.connection;

import io.netty.channel.EventLoop;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The connections to one target, at most so many. Each belongs to the event loop that opened it and never leaves it: handing a
 * call to another loop and its answer back costs two wake-ups, more than the call itself. Where the bound is reached, a loop that
 * has more than its share gives one up to a loop that has calls waiting.
 */
public final class ConnectionPool {
    private final Supplier<Future<HttpClientConnection>> connector;
    private final Bounds bounds;
    private final LongSupplier clock;
    private final Semaphore unopened;
    private final ConcurrentMap<EventLoop, LoopConnections> loops = new ConcurrentHashMap<>();
    private final AtomicInteger wanting = new AtomicInteger();

    /**
     * What a pool keeps to.
     *
     * @param connections how many at most
     * @param longestWait for one
     * @param keepAlive how long one may be idle
     */
    public record Bounds(int connections, Duration longestWait, Duration keepAlive) {}

    /**
     * A pool without connections.
     *
     * @param connector opens one, on the event loop that it is called on
     * @param clock nanoseconds from an arbitrary origin
     */
    public ConnectionPool(Supplier<Future<HttpClientConnection>> connector, Bounds bounds, LongSupplier clock) {
        this.connector = connector;
        this.bounds = bounds;
        this.unopened = new Semaphore(bounds.connections());
        this.clock = clock;
    }

    /** What the event loop of a context has of the pool; to be used on that loop only. */
    public LoopConnections at(ContextInternal context) {
        var loop = context.nettyEventLoop();
        var known = loops.get(loop);
        return known != null ? known : loops.computeIfAbsent(loop, _ -> new LoopConnections(this, context.unwrap()));
    }

    /** How many connections are open or being made. */
    public int open() {
        return loops.values().stream().mapToInt(LoopConnections::open).sum();
    }

    Future<HttpClientConnection> connect() {
        return connector.get();
    }

    Bounds bounds() {
        return bounds;
    }

    long now() {
        return clock.getAsLong();
    }

    boolean mayOpen() {
        return unopened.tryAcquire();
    }

    /** A connection is gone, or was never made: another may be. */
    void closed() {
        unopened.release();
        var poorest = wanting.get() > 0 ? poorestWanting() : null;
        if (poorest != null) {
            poorest.openMoreSoon();
        }
    }

    /** A loop has calls waiting and may open no connection for them. */
    void wants(LoopConnections loop) {
        wanting.incrementAndGet();
        askFor(loop);
    }

    /** Whoever has more than that loop gives up one that is idle, now or when it next is. */
    void askFor(LoopConnections loop) {
        if (unopened.availablePermits() > 0) { // since it last looked, and whoever gave it back saw nobody wanting
            loop.openMoreSoon();
            return;
        }
        for (var other : loops.values()) {
            if (owes(other, loop)) {
                other.giveUpOneSoon();
            }
        }
    }

    void wantsNoMore() {
        wanting.decrementAndGet();
    }

    /** True when another loop has calls waiting and fewer connections. */
    boolean isInDebt(LoopConnections owner) {
        if (wanting.get() > 0) {
            for (var other : loops.values()) {
                if (other.isWanting() && owes(owner, other)) {
                    return true;
                }
            }
        }
        return false;
    }

    private @Nullable LoopConnections poorestWanting() {
        LoopConnections poorest = null;
        for (var loop : loops.values()) {
            if (loop.isWanting() && (poorest == null || loop.open() < poorest.open())) {
                poorest = loop;
            }
        }
        return poorest;
    }

    /** A difference of one is none, or a connection would go back and forth; but nobody goes without. */
    private static boolean owes(LoopConnections rich, LoopConnections poor) {
        return rich.open() > poor.open() + (poor.open() == 0 ? 0 : 1);
    }
}
