package dev.dromos.nodes.connection;

import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One event loop's part of a {@link ConnectionPool}: its connections, and the calls that wait for one. Everything happens on that
 * loop, so nothing needs a lock; only {@link #open} and {@link #isWanting} are read from others.
 */
public final class LoopConnections {
    private final ConnectionPool pool;
    private final ContextInternal context;

    /** The last one used is used first, so that those which are not needed grow old. */
    private final ArrayDeque<PooledConnection> idle = new ArrayDeque<>();

    /** With the time since when, on the pool's clock. */
    private final LinkedHashMap<Waiter, Long> line = new LinkedHashMap<>();

    private int connecting;
    private boolean expiring;
    private boolean losingPatience;

    /** Those being made included. */
    private final AtomicInteger open = new AtomicInteger();

    private volatile boolean wanting;

    LoopConnections(ConnectionPool pool, ContextInternal context) {
        this.pool = pool;
        this.context = context;
    }

    /** Lends a connection, at once where one is idle. */
    public void lend(Waiter waiter) {
        var connection = idle.pollLast();
        if (connection != null) {
            waiter.connected(connection);
        } else {
            line.putLast(waiter, pool.now());
            openMore();
            losePatienceLater();
        }
    }

    /** Takes one out of the line who no longer wants a connection. */
    public void leave(Waiter waiter) {
        line.remove(waiter);
        sayWhetherWanting();
    }

    void released(PooledConnection connection, Duration keepAlive) {
        if (pool.isInDebt(this)) {
            connection.close();
        } else {
            offer(connection, keepAlive);
        }
    }

    void closed(PooledConnection connection) {
        idle.remove(connection);
        lost();
    }

    /** The call on it is told of everything; what is wrong with the JVM is not that call's alone. */
    void broken(Throwable fault) {
        if (fault instanceof OutOfMemoryError) {
            context.reportException(fault);
        }
    }

    int open() {
        return open.get();
    }

    boolean isWanting() {
        return wanting;
    }

    void openMoreSoon() {
        context.runOnContext(_ -> openMore());
    }

    void giveUpOneSoon() {
        context.runOnContext(_ -> {
            if (pool.isInDebt(this) && !idle.isEmpty()) {
                idle.removeFirst().close();
            }
        });
    }

    private void offer(PooledConnection connection, Duration keepAlive) {
        if (line.isEmpty()) {
            connection.idleUntil(pool.now() + keepAlive.toNanos());
            idle.addLast(connection);
            expireLater();
        } else {
            first().connected(connection);
            sayWhetherWanting();
        }
    }

    private Waiter first() {
        return line.pollFirstEntry().getKey();
    }

    /** One for each call that waits, as far as the bound allows. */
    private void openMore() {
        while (line.size() > connecting && pool.mayOpen()) {
            connect();
        }
        sayWhetherWanting();
    }

    private void connect() {
        connecting++;
        open.incrementAndGet();
        // On the loop's own context, not on that of the call which happens to wait: a connection outlives it.
        context.dispatch(_ -> pool.connect().onComplete(this::made, this::failed));
    }

    private void made(HttpClientConnection http) {
        connecting--;
        offer(new PooledConnection(this, http), pool.bounds().keepAlive());
        if (wanting) {
            pool.askFor(this); // one at a time
        }
    }

    /** The longest in line hears of it: the others may still get a connection that comes free. */
    private void failed(Throwable error) {
        connecting--;
        if (!line.isEmpty()) {
            first().unconnected(error);
        }
        lost();
    }

    /** Another one in a turn of its own: a client that is closed refuses at once, and the line may be long. */
    private void lost() {
        open.decrementAndGet();
        pool.closed();
        if (!line.isEmpty()) {
            openMoreSoon();
        }
    }

    private void sayWhetherWanting() {
        boolean now = line.size() > connecting;
        if (now != wanting) {
            wanting = now;
            if (now) {
                pool.wants(this);
            } else {
                pool.wantsNoMore();
            }
        }
    }

    /** One timer for all that wait, and none where nobody does: it is set for whoever has waited longest. */
    private void losePatienceLater() {
        if (!losingPatience && !line.isEmpty()) {
            losingPatience = true;
            long waited = pool.now() - line.firstEntry().getValue();
            long millis = TimeUnit.NANOSECONDS.toMillis(longestWait() - waited) + 1;
            context.setTimer(Math.max(1, millis), _ -> losePatience());
        }
    }

    private void losePatience() {
        losingPatience = false;
        long now = pool.now();
        while (!line.isEmpty() && now - line.firstEntry().getValue() >= longestWait()) {
            first().waitedTooLong();
        }
        sayWhetherWanting();
        losePatienceLater();
    }

    private long longestWait() {
        return pool.bounds().longestWait().toNanos();
    }

    /** One timer for all that are idle. */
    private void expireLater() {
        if (!expiring && !idle.isEmpty()) {
            expiring = true;
            long first =
                    idle.stream().mapToLong(PooledConnection::expires).min().orElseThrow();
            long millis = TimeUnit.NANOSECONDS.toMillis(first - pool.now()) + 1;
            context.setTimer(Math.max(1, millis), _ -> expire());
        }
    }

    private void expire() {
        expiring = false;
        long now = pool.now();
        List<PooledConnection> old = idle.stream()
                .filter(connection -> connection.expires() - now <= 0)
                .toList();
        old.forEach(PooledConnection::close);
        expireLater();
    }
}
