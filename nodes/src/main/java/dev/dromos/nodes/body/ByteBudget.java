package dev.dromos.nodes.body;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;

/**
 * How many bytes of bodies may be in memory at once, of all requests together. What does not fit is refused instead of being the
 * end of the process. Safe for use by several threads.
 */
public final class ByteBudget {
    private final long limit;
    private final long requestsLimit;
    private final AtomicLong held = new AtomicLong();

    public ByteBudget(long limit) {
        this(limit, limit);
    }

    /** @param requestsLimit beyond which no new request's own body is let in, so that those that run have room for their answers */
    public ByteBudget(long limit, long requestsLimit) {
        this.limit = limit;
        this.requestsLimit = Math.min(limit, requestsLimit);
    }

    private boolean tryReserve(long bytes, long most) {
        long before = held.getAndUpdate(now -> now + bytes <= most ? now + bytes : now);
        return before + bytes <= most;
    }

    public long held() {
        return held.get();
    }

    /** What one request holds: nothing yet. */
    public Lease lease() {
        return new Lease();
    }

    /** Bytes that one request holds: its own body, its steps' answers, and what is made of them. */
    public final class Lease implements BodyRoom {
        /** Below zero once it has ended, whatever is still taken or given back. */
        private static final long ENDED = Long.MIN_VALUE / 2;

        private static final AtomicLongFieldUpdater<Lease> BYTES =
                AtomicLongFieldUpdater.newUpdater(Lease.class, "bytes");

        private volatile long bytes;

        private Lease() {}

        /** False, too, when it has ended. */
        @Override
        public boolean tryTake(long more) {
            return tryTake(more, limit);
        }

        /** For the request's own body. */
        public boolean tryTakeForRequest(long more) {
            return tryTake(more, requestsLimit);
        }

        private boolean tryTake(long more, long most) {
            if (more == 0) {
                return true;
            }
            if (!tryReserve(more, most)) {
                return false;
            }
            if (BYTES.addAndGet(this, more) >= 0) {
                return true;
            }
            held.addAndGet(-more);
            return false;
        }

        @Override
        public void giveBack(long less) {
            if (less != 0 && BYTES.addAndGet(this, -less) >= 0) {
                held.addAndGet(-less);
            }
        }

        /** Gives back all that it holds; a second time, nothing. */
        public void end() {
            long last = BYTES.getAndSet(this, ENDED);
            if (last > 0) {
                held.addAndGet(-last);
            }
        }
    }

    @Override
    public String toString() {
        return "ByteBudget[held=%d, limit=%d]".formatted(held.get(), limit);
    }
}
