package dev.dromos.shared;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Rung when something may have changed. Changes come in crowds, of which one look is enough. */
final class Bell {
    private static final Duration CROWD = Duration.ofMillis(100);

    private final Semaphore rings = new Semaphore(0);

    void ring() {
        rings.release();
    }

    /**
     * True when it was rung, false when the time was over before.
     *
     * @param rest at least until it returns, when it was rung
     */
    boolean await(Duration limit, Duration rest) throws InterruptedException {
        boolean rung = rings.tryAcquire(limit.toMillis(), TimeUnit.MILLISECONDS);
        if (rung) {
            Thread.sleep(rest.compareTo(CROWD) > 0 ? rest : CROWD);
            rings.drainPermits();
        }
        return rung;
    }
}
