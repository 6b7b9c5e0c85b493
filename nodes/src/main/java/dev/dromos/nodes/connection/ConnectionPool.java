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
 *
 * <p>Whoever gives one up closes it and wakes the poorest of those that want one; whoever is woken and needs none, or sees a poorer
 * loop wanting, wakes the next. So there is no place free that a call waits for and nobody looks at.
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
     * @param patience after which a call takes what any loop has idle, whatever each one's share is
     * @param keepAlive how long one may be idle
     */
    public record Bounds(int connections, Duration longestWait, Duration patience, Duration keepAlive) {}

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

    /** Takes a place, unless a poorer loop wants it, which hears of it then. The poorest never steps back: somebody takes it. */
    boolean mayOpen(LoopConnections loop) {
        if (wanting.get() > 0 && unopened.availablePermits() > 0) {
            var poorest = poorestWantingBut(loop);
            if (poorest != null && poorest.open() < loop.open()) {
                poorest.openMoreSoon();
                return false;
            }
        }
        return unopened.tryAcquire();
    }

    /** What it took may have been given up for another, which then has to ask again. */
    void tookPlaces(LoopConnections loop) {
        var other = poorestWantingBut(loop);
        if (other != null) {
            askFor(other);
        }
    }

    /** A connection is gone, or was never made: another may be. */
    void closed() {
        unopened.release();
        wakeThePoorest();
    }

    /** A loop has calls waiting and may open no connection for them. */
    void wants(LoopConnections loop) {
        wanting.incrementAndGet();
        askFor(loop);
    }

    /** A loop that was woken to take a place may not need it any more: it is for the next one. */
    void wantsNoMore() {
        if (wanting.decrementAndGet() > 0 && unopened.availablePermits() > 0) {
            wakeThePoorest();
        }
    }

    /** Whoever has more than that loop gives up a connection: one that is idle, or else one that comes free. */
    void askFor(LoopConnections loop) {
        ask(new Plea(loop, false));
    }

    /** Whoever has a connection idle gives it up. */
    void insistFor(LoopConnections loop) {
        ask(new Plea(loop, true));
    }

    /** To the richest who has not heard it. */
    void pass(Plea plea) {
        LoopConnections richest = null;
        for (var loop : loops.values()) {
            if (plea.obliges(loop) && !plea.wasHeardBy(loop) && (richest == null || loop.open() > richest.open())) {
                richest = loop;
            }
        }
        if (richest != null) {
            plea.isHeardBy(richest);
            richest.hear(plea);
        }
    }

    /** True when another loop has calls waiting and fewer connections; not while there is a place that nobody has come for yet. */
    boolean isInDebt(LoopConnections owner) {
        if (wanting.get() > 0 && unopened.availablePermits() == 0) {
            for (var other : loops.values()) {
                if (other.isWanting() && owner.owes(other)) {
                    return true;
                }
            }
        }
        return false;
    }

    private void ask(Plea plea) {
        if (unopened.availablePermits() > 0) { // since it last looked, and whoever gave it back saw nobody wanting
            wakeThePoorest();
        } else {
            pass(plea);
        }
    }

    private void wakeThePoorest() {
        var poorest = poorestWantingBut(null);
        if (poorest != null) {
            poorest.openMoreSoon();
        }
    }

    private @Nullable LoopConnections poorestWantingBut(@Nullable LoopConnections one) {
        LoopConnections poorest = null;
        if (wanting.get() > 0) {
            for (var loop : loops.values()) {
                if (loop != one && loop.isWanting() && (poorest == null || loop.open() < poorest.open())) {
                    poorest = loop;
                }
            }
        }
        return poorest;
    }
}
