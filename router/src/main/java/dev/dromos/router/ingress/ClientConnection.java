package dev.dromos.router.ingress;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import java.time.Duration;
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

    private final HttpConnection connection;
    private final Vertx vertx;
    private final LazyTimer idle;
    private final LazyTimer reading;
    private Underway request = Underway.NOTHING;
    private boolean arriving;
    private boolean last;
    private boolean unread;

    /** The request on a connection, as that sees it. */
    interface Underway {
        Underway NOTHING = new Nothing();

        /** It has not arrived in time. */
        void tooSlow();

        /** The process ends before it has been answered. */
        void cutOff();

        /** Between requests. */
        record Nothing() implements Underway {
            @Override
            public void tooSlow() {}

            @Override
            public void cutOff() {}
        }
    }

    private ClientConnection(
            HttpConnection connection, Vertx vertx, Duration idle, Duration reading, LongSupplier clock) {
        this.connection = connection;
        this.vertx = vertx;
        this.idle = new LazyTimer(vertx, clock, idle, connection::close);
        this.reading = new LazyTimer(vertx, clock, reading, () -> request.tooSlow());
    }

    /**
     * A connection that has said nothing yet.
     *
     * @param idle how long it may be silent between requests, zero for ever
     * @param reading how long one whole request may take to arrive, zero for ever
     */
    static ClientConnection opened(
            HttpConnection connection, Vertx vertx, Duration idle, Duration reading, LongSupplier clock) {
        var opened = new ClientConnection(connection, vertx, idle, reading, clock);
        opened.idle.set();
        return opened;
    }

    /** False for a request behind the last one, which came too late to be answered. */
    boolean begin() {
        idle.clear();
        return !last;
    }

    /** The rest of the request must arrive in time. */
    void beginReading(Underway request) {
        this.request = request;
        arriving = true;
        reading.set();
    }

    void endReading() {
        arriving = false;
        reading.clear();
    }

    /** Answers a request that has not arrived whole. */
    void cutOffUpload() {
        if (arriving) {
            request.cutOff();
        }
    }

    /** Answers whatever request there is. */
    void cutOff() {
        request.cutOff();
    }

    void end() {
        request = Underway.NOTHING;
        if (last && unread) {
            vertx.setTimer(LINGER_MILLIS, late -> connection.close());
        } else if (last) {
            connection.close();
        } else {
            idle.set();
        }
    }

    /** The connection is gone, whoever closed it, and with it what would keep it in memory. A request may still be running. */
    void closed() {
        idle.close();
        reading.close();
        request = Underway.NOTHING;
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
}
