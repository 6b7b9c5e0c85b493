package dev.dromos.router.faults;

import java.time.Duration;

/** How long something takes when nothing else keeps the machine from it: the shortest of some tries. */
final class Shortest {
    private static final int TRIES = 7;

    /** What may be tried again and again. */
    interface Action {
        void run() throws Exception;
    }

    private Shortest() {}

    static Duration of(Action action) throws Exception {
        long shortest = Long.MAX_VALUE;
        for (int i = 0; i < TRIES; i++) {
            long start = System.nanoTime();
            action.run();
            shortest = Math.min(shortest, System.nanoTime() - start);
        }
        return Duration.ofNanos(shortest);
    }
}
