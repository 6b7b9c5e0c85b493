package dev.dromos.nodes.connection;

/** Who wants a connection. Hears exactly one of these, on its event loop, unless it leaves the line before. */
public interface Waiter {
    void connected(PooledConnection connection);

    void unconnected(Throwable error);

    /** Every connection has been busy for as long as it may wait. */
    void waitedTooLong();
}
