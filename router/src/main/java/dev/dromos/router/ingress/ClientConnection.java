package dev.dromos.router.ingress;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * One client's connection, on its event loop: closed when it is silent between requests for too long, or when its last answer has
 * been written. Vert.x's own idle timeout would count a running request as silence, and its {@code Connection: close} does not close.
 *
 * <pre>
 *   silent --begin--> busy --end--> silent --idle--> closed
 *                      `--closeAfterAnswer--> busy, last --end--> closed
 * </pre>
 */
final class ClientConnection {
    /** A connection closed on unread bytes is reset, and the client may never see its answer; so they are dropped for this long. */
    private static final long LINGER_MILLIS = 200;

    /** Timers of more than this are for ever. */
    private static final Duration LONGEST = Duration.ofDays(365);

    private static final long NO_TIMER = -1;

    private final HttpConnection connection;
    private final Vertx vertx;
    private final Duration idle;
    private final LongSupplier clock;
    private long silentSince;
    private long timer = NO_TIMER;
    private boolean busy;
    private boolean last;
    private boolean unread;

    private ClientConnection(HttpConnection connection, Vertx vertx, Duration idle, LongSupplier clock) {
        this.connection = connection;
        this.vertx = vertx;
        this.idle = idle;
        this.clock = clock;
        this.silentSince = clock.getAsLong();
    }

    /** @param idle how long it may be silent between requests, zero for ever */
    static ClientConnection opened(HttpConnection connection, Vertx vertx, Duration idle, LongSupplier clock) {
        var opened = new ClientConnection(connection, vertx, idle, clock);
        if (idle.isPositive() && idle.compareTo(LONGEST) < 0) {
            opened.look(idle.toNanos());
        }
        return opened;
    }

    /** False for a request behind the last one, which came too late to be answered. */
    boolean begin() {
        busy = true;
        return !last;
    }

    void end() {
        busy = false;
        silentSince = clock.getAsLong();
        if (last && unread) {
            vertx.setTimer(LINGER_MILLIS, late -> connection.close());
        } else if (last) {
            connection.close();
        }
    }

    /** The connection is gone, whoever closed it, and with it what would keep it in memory. A request may still be running. */
    void closed() {
        if (timer != NO_TIMER) {
            vertx.cancelTimer(timer);
            timer = NO_TIMER;
        }
    }

    /** Makes the running request the last one. */
    void closeAfterAnswer() {
        last = true;
    }

    /** Makes the running request the last one, though not all of it has been read. */
    void closeAfterRefusal() {
        last = true;
        unread = true;
    }

    /** One timer a connection, not one a request: it looks again when the silence it saw would have been long enough. */
    private void look(long nanos) {
        timer = vertx.setTimer(Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos)), late -> {
            long left = busy ? idle.toNanos() : silentSince + idle.toNanos() - clock.getAsLong();
            if (left > 0) {
                look(left);
            } else {
                connection.close();
            }
        });
    }
}
