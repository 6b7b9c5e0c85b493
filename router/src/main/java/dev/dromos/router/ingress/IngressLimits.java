package dev.dromos.router.ingress;

import java.time.Duration;

/**
 * How much of everything clients may take, always.
 *
 * @param requestBytes of one body, default 10 MiB; more is answered 413
 * @param requests that are served at once, default as many as there may be connections: the memory of each is bounded, so this is
 *     for those who know how much their models can do; one more is answered 503
 * @param connections at once, default 1000: half of the file descriptors that a process usually has, since each may need one to a
 *     step. For one more, the connection that has been idle for longest is closed
 * @param heldBytes of bodies, steps' answers included, of all requests together, default 30 % of the heap: a body is copied once, and
 *     the rest of the process needs room too; what does not fit is answered 503
 * @param headTime for a request's head to arrive in, from its first byte, default 10 s, zero for no limit
 */
public record IngressLimits(int requestBytes, int requests, int connections, long heldBytes, Duration headTime) {
    private static final int MIB = 1024 * 1024;
    private static final int HELD_PERCENT = 30;

    public static final IngressLimits DEFAULT =
            new IngressLimits(10 * MIB, 1000, 1000, heldBytesByDefault(10 * MIB), Duration.ofSeconds(10));

    /** @param requestBytes one such body fits, and an answer of its size, however small the heap */
    public static long heldBytesByDefault(int requestBytes) {
        return Math.max(2L * requestBytes, Runtime.getRuntime().maxMemory() / 100 * HELD_PERCENT);
    }

    /**
     * Of {@link #heldBytes}, what may be taken when a new request's body is let in: half, or one such body. If it were all, then of requests
     * that fill it none would have room for its answer.
     */
    long requestsHeldBytes() {
        return Math.max(requestBytes, heldBytes / 2);
    }

    public IngressLimits withRequestBytes(int bytes) {
        return new IngressLimits(bytes, requests, connections, Math.max(2L * bytes, heldBytes), headTime);
    }

    public IngressLimits withRequests(int most) {
        return new IngressLimits(requestBytes, most, connections, heldBytes, headTime);
    }

    public IngressLimits withConnections(int most) {
        return new IngressLimits(requestBytes, requests, most, heldBytes, headTime);
    }

    public IngressLimits withHeldBytes(long bytes) {
        return new IngressLimits(requestBytes, requests, connections, bytes, headTime);
    }

    public IngressLimits withHeadTime(Duration time) {
        return new IngressLimits(requestBytes, requests, connections, heldBytes, time);
    }
}
