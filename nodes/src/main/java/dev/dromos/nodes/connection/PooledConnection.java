package dev.dromos.nodes.connection;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;

/**
 * One connection, for one call at a time; lives on the event loop that opened it.
 *
 * <pre>
 *   lent --release--> idle --lent again--> lent
 *     `--close--> closed    `--too long, or closed by its server--> closed
 * </pre>
 */
public final class PooledConnection {
    private final LoopConnections home;
    private final HttpClientConnection http;
    private final CloseNotify closeNotify;
    private final Residue residue;
    private boolean reused;
    private boolean closed;
    /** On the pool's clock; while it is idle. */
    private long expires;

    PooledConnection(LoopConnections home, HttpClientConnection http) {
        this.home = home;
        this.http = http;
        this.closeNotify = CloseNotify.of(http);
        this.residue = Residue.of(http);
        http.closeHandler(_ -> closed());
        http.exceptionHandler(home::broken); // without a handler Vert.x logs what the server sent
    }

    /** @param options without host and port: the connection has them */
    public Future<HttpClientRequest> request(RequestOptions options) {
        return http.request(options);
    }

    /** True when it has served before, so that its server may have closed it for being idle. */
    public boolean isReused() {
        return reused;
    }

    /** True of a TLS connection whose server has not said that it ends: if it is at its end, others may have ended it. */
    public boolean mayBeCutOff() {
        return closeNotify.isMissing();
    }

    /**
     * Gives it to the next call. Only after a turn of the event loop behind the answer's last byte: what a server sent behind its
     * answer has closed the connection by then, and nobody takes it for the next answer.
     *
     * @param keepAlive how long it may be idle
     */
    public void release(Duration keepAlive) {
        if (residue.isThere()) {
            close();
        } else if (!closed) {
            reused = true;
            home.released(this, keepAlive);
        }
    }

    /** Ends it: whatever its server still sends must not reach the next call. */
    public void close() {
        if (!closed) {
            Deafness.of(http);
            http.close();
            closed();
        }
    }

    void idleUntil(long nanos) {
        expires = nanos;
    }

    long expires() {
        return expires;
    }

    /**
     * False once it has been idle for too long: a timer is late by as much as its event loop is busy. False too when its server has
     * sent something meanwhile.
     */
    boolean mayServeAt(long now) {
        return expires - now > 0 && !residue.isThere();
    }

    private void closed() {
        if (!closed) {
            closed = true;
            home.closed(this);
        }
    }
}
