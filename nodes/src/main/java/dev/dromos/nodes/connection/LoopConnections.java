package dev.dromos.nodes.connection;

import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One event loop's part of a {@link ConnectionPool}: its connections, and the calls that wait for one. Everything happens on that
 * loop, so nothing needs a lock; only {@link #open} and {@link #isWanting} are read from others, and {@link #openMoreSoon} and
 * {@link #hear} called.
 */
public final class LoopConnections {
    private final ConnectionPool pool;
    private final ContextInternal context;

    /** The last one used is used first, so that those which are not needed grow old. */
    private final ArrayDeque<PooledConnection> idle = new ArrayDeque<>();

    private final Line line = new Line();
    private int connecting;
    private boolean expiring;
    private boolean losingPatience;
    private boolean insisting;

    /** Those being made included. */
    private final AtomicInteger open = new AtomicInteger();

    private volatile boolean wanting;
    private final AtomicBoolean openingMore = new AtomicBoolean();

    LoopConnections(ConnectionPool pool, ContextInternal context) {
        this.pool = pool;
        this.context = context;
    }

    /** Lends a connection, at once where one is idle. */
    public void lend(Waiter waiter) {
        long now = pool.now();
        while (!idle.isEmpty()) {
            var connection = idle.removeLast();
            if (connection.mayServeAt(now)) {
                waiter.connected(connection);
                return;
            }
            connection.close();
        }
        lineUp(waiter, now, false);
    }

    /** Lends a connection that has not served yet: to who has just found one closed, the other idle ones are no better. */
    public void lendNew(Waiter waiter) {
        lineUp(waiter, pool.now(), true);
    }

    /** Takes one out of the line who no longer wants a connection. */
    public void leave(Waiter waiter) {
        line.leave(waiter);
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

    /** True while calls wait that no connection is being made for. */
    boolean isWanting() {
        return wanting;
    }

    /** A difference of one is none, or a connection would go back and forth; but nobody goes without. */
    boolean owes(LoopConnections poor) {
        return open() > poor.open() + (poor.open() == 0 ? 0 : 1);
    }

    void openMoreSoon() {
        if (openingMore.compareAndSet(false, true)) {
            context.runOnContext(_ -> {
                openingMore.set(false); // before it looks, so that no later call is lost
                openMore();
            });
        }
    }

    /** Gives up an idle connection, or lets another loop do so. */
    void hear(Plea plea) {
        context.runOnContext(_ -> {
            if (!idle.isEmpty() && plea.obliges(this)) {
                idle.removeFirst().close();
            } else {
                pool.pass(plea);
            }
        });
    }

    private void lineUp(Waiter waiter, long now, boolean wantsNew) {
        line.join(waiter, now, wantsNew);
        openMore();
        losePatienceLater();
    }

    private void offer(PooledConnection connection, Duration keepAlive) {
        if (connection.isReused() && line.firstWantsNew() && connecting == 0) {
            connection.close(); // to have its place
            return;
        }
        var next = line.firstFor(connection.isReused());
        if (next.isPresent()) {
            next.get().connected(connection);
            sayWhetherWanting();
        } else if (wanting || pool.isInDebt(this)) { // itself wanting: a new one, for which it gets the place
            connection.close();
        } else {
            connection.idleUntil(pool.now() + keepAlive.toNanos());
            idle.addLast(connection);
            expireLater();
        }
    }

    /** One for each call that waits, as far as the bound allows. */
    private void openMore() {
        int before = connecting;
        while (line.size() > connecting && pool.mayOpen(this)) {
            connect();
        }
        sayWhetherWanting();
        if (connecting > before) {
            pool.tookPlaces(this);
        }
        if (wanting && !idle.isEmpty()) {
            idle.removeFirst().close(); // none of them is new enough for who waits
        }
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
            line.first().unconnected(error);
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
                insistLater();
            } else {
                pool.wantsNoMore();
            }
        }
    }

    /** One timer for all that wait, and none where nobody does: it is set for whoever has waited longest. */
    private void losePatienceLater() {
        if (!losingPatience && !line.isEmpty()) {
            losingPatience = true;
            after(longestWait() - waited(), this::losePatience);
        }
    }

    private void losePatience() {
        losingPatience = false;
        while (!line.isEmpty() && waited() >= longestWait()) {
            line.first().waitedTooLong();
        }
        sayWhetherWanting();
        losePatienceLater();
    }

    private long longestWait() {
        return pool.bounds().longestWait().toNanos();
    }

    /** Nobody waits long while another loop has a connection idle, whatever each one's share is. */
    private void insistLater() {
        if (!insisting && wanting) {
            insisting = true;
            after(pool.bounds().patience().toNanos() - waited(), this::insist);
        }
    }

    private void insist() {
        insisting = false;
        if (wanting && waited() >= pool.bounds().patience().toNanos()) {
            pool.insistFor(this);
            insisting = true;
            after(pool.bounds().patience().toNanos(), this::insist);
        } else {
            insistLater();
        }
    }

    private long waited() {
        return pool.now() - line.since();
    }

    /** One timer for all that are idle. */
    private void expireLater() {
        if (!expiring && !idle.isEmpty()) {
            expiring = true;
            long first =
                    idle.stream().mapToLong(PooledConnection::expires).min().orElseThrow();
            after(first - pool.now(), this::expire);
        }
    }

    private void expire() {
        expiring = false;
        long now = pool.now();
        List<PooledConnection> old =
                idle.stream().filter(connection -> !connection.mayServeAt(now)).toList();
        old.forEach(PooledConnection::close);
        expireLater();
    }

    /** Not behind what has come meanwhile, as other timers are: who has waited too long may be refused just before a place comes free. */
    private void after(long nanos, Runnable action) {
        context.setTimer(Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos) + 1), _ -> action.run());
    }
}
