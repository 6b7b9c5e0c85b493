package dev.dromos.nodes.call;

import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes of bodies may be in memory at once, of all requests together. What does not fit is refused instead of being the
 * end of the process. Safe for use by several threads.
 */
public final class ByteBudget {
    private final long limit;
    private final AtomicLong held = new AtomicLong();

    public ByteBudget(long limit) {
        this.limit = limit;
    }

    /** False when so many are not left; nothing is reserved then. Whoever has reserved bytes releases exactly as many. */
    public boolean tryReserve(long bytes) {
        if (held.addAndGet(bytes) <= limit) {
            return true;
        }
        held.addAndGet(-bytes);
        return false;
    }

    public void release(long bytes) {
        held.addAndGet(-bytes);
    }

    public long held() {
        return held.get();
    }

    /** What one request holds: nothing yet. */
    public Lease lease() {
        return new Lease();
    }

    /** Bytes that one request holds, on one thread at a time, given back all at once. */
    public final class Lease {
        private long bytes;
        private boolean ended;

        private Lease() {}

        /** False when so many more are not left, or it has ended; it holds what it held then. */
        public boolean tryGrow(long more) {
            boolean grows = !ended && tryReserve(more);
            bytes += grows ? more : 0;
            return grows;
        }

        /** Gives back what it holds; a second time, nothing. */
        public void end() {
            ended = true;
            release(bytes);
            bytes = 0;
        }
    }

    @Override
    public String toString() {
        return "ByteBudget[held=%d, limit=%d]".formatted(held.get(), limit);
    }
}
