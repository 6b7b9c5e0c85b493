package dev.dromos.router.serve;

import java.util.concurrent.atomic.LongAdder;

/** How often the graph has been changed while it was served. */
final class GraphChanges {
    private final LongAdder served = new LongAdder();
    private final LongAdder kept = new LongAdder();

    void served() {
        served.increment();
    }

    /** A new graph could not be used. */
    void kept() {
        kept.increment();
    }

    long countServed() {
        return served.sum();
    }

    long countKept() {
        return kept.sum();
    }
}
