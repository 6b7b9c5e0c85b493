package dev.dromos.nodes.testing;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Keeps a thread, an event loop's say, as if its processor had been taken away. Once. */
public final class Standstill {
    private static final int PATIENCE_SECONDS = 10;

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);

    /** Holds the thread that calls it until {@link #end}, and for this long at least. */
    public void hold(Duration atLeast) {
        long due = System.nanoTime() + atLeast.toNanos();
        begun.countDown();
        await(over);
        while (System.nanoTime() < due) {
            Thread.onSpinWait();
        }
    }

    /** Returns when a thread is held. */
    public void awaitBegin() {
        await(begun);
    }

    public void end() {
        over.countDown();
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("nobody came in %d s".formatted(PATIENCE_SECONDS));
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
