package dev.dromos.nodes.call;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;

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

    private boolean tryReserve(long bytes) {
        if (held.addAndGet(bytes) <= limit) {
            return true;
        }
        held.addAndGet(-bytes);
        return false;
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
            if (more == 0) {
                return true;
            }
            if (!tryReserve(more)) {
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
