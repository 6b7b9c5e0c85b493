package dev.dromos.nodes.policy;

import dev.dromos.nodes.call.Scheduler;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Pays for calls beyond the first: each first call earns a fraction of a token, each second another, and each further call costs one.
 * So further calls stay a share of the load, however bad things get. What is not spent is kept, up to {@value #CAPACITY} tokens:
 * enough for a moment's trouble, too few to make a long one worse. A new bucket holds {@value #INITIAL}.
 *
 * <p>Safe for use by several threads.
 */
final class TokenBucket {
    private static final long CAPACITY = 100;
    private static final long INITIAL = 10;
    private static final long TOKEN = 1_000_000_000; // so that a nanosecond at one token a second is a whole number

    private final int percent;
    private final int perSecond;
    private final Scheduler time;
    private final AtomicLong balance = new AtomicLong(INITIAL * TOKEN);
    private final AtomicLong paidUntil;

    /**
     * @param percent further calls for 100 first ones
     * @param perSecond further calls that are allowed in any case
     */
    TokenBucket(int percent, int perSecond, Scheduler time) {
        this.percent = percent;
        this.perSecond = perSecond;
        this.time = time;
        this.paidUntil = new AtomicLong(time.nanos());
    }

    /** A first call is made. */
    void earn() {
        add(TOKEN / 100 * percent);
    }

    /** Whether a further call may be made; if so, it is paid for. */
    boolean spend() {
        payForTime();
        return balance.getAndUpdate(held -> held < TOKEN ? held : held - TOKEN) >= TOKEN;
    }

    private void payForTime() {
        long now = time.nanos();
        long from = paidUntil.get();
        if (perSecond > 0 && now - from > 0 && paidUntil.compareAndSet(from, now)) {
            long nanos = Math.min(now - from, TimeUnit.SECONDS.toNanos(CAPACITY)); // more would fill it many times
            add(nanos * perSecond);
        }
    }

    private void add(long earned) {
        balance.updateAndGet(held -> Math.min(held + earned, CAPACITY * TOKEN));
    }

    @Override
    public String toString() {
        return perSecond == 0 ? percent + "%" : "%d%% + %d/s".formatted(percent, perSecond);
    }
}
