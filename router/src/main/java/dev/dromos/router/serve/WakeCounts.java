package dev.dromos.router.serve;

import java.util.concurrent.atomic.LongAdder;

/** How often steps have been woken, by all versions of a router's graph together. */
final class WakeCounts {
    private final LongAdder rounds = new LongAdder();
    private final LongAdder answered = new LongAdder();
    private final LongAdder failed = new LongAdder();

    /** A request has come after a time without any. */
    void round() {
        rounds.increment();
    }

    /** A step's server is there, whatever it said. */
    void answered() {
        answered.increment();
    }

    void failed() {
        failed.increment();
    }

    long countRounds() {
        return rounds.sum();
    }

    long countAnswered() {
        return answered.sum();
    }

    long countFailed() {
        return failed.sum();
    }
}
