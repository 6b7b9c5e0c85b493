package dev.dromos.router.cli;

import dev.dromos.router.logging.LastLines;
import dev.dromos.router.logging.LogKeys;
import dev.dromos.router.serve.Stoppable;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of a process that serves. At SIGTERM or SIGINT readiness turns to 503 at once, requests are served for the quiet period, since
 * those who send them learn of it late, then for as long as those that run need; then the process exits 0, as KServe's router does.
 *
 * <pre>
 *   SIGTERM --quiet period--> no connection is taken --last answer--------------> exit 0
 *      |                         `--grace period, but for the room--> what runs is answered "shutting down", exit 0
 *      `--second signal, at any time--> exit 143 or 130
 * </pre>
 */
final class Stopping {
    private static final Logger LOG = LoggerFactory.getLogger(Stopping.class);

    /** Between the last answer and the end of the grace period, when the platform kills; never more than half of that. */
    private static final Duration ROOM = Duration.ofSeconds(2);

    /** Never opened: the end of the process ends the wait. */
    private final CountDownLatch end = new CountDownLatch(1);

    private final Stoppable router;
    private final Duration quietPeriod;
    private final Duration longest;

    private Stopping(Stoppable router, Duration quietPeriod, Duration gracePeriod) {
        this.router = router;
        this.longest = withoutRoom(gracePeriod);
        this.quietPeriod = quietPeriod.compareTo(longest) < 0 ? quietPeriod : longest;
    }

    /** @param gracePeriod from the signal until the platform kills the process */
    static Stopping onSignal(Stoppable router, Duration quietPeriod, Duration gracePeriod) {
        var stopping = new Stopping(router, quietPeriod, gracePeriod);
        Runtime.getRuntime().addShutdownHook(new Thread(stopping::stop, "stopping"));
        return stopping;
    }

    /** Waits for a signal; the process ends before this returns. */
    void await() throws InterruptedException {
        end.await();
    }

    private void stop() {
        long begun = System.nanoTime();
        try {
            router.drain();
            SecondSignal.endsTheProcess();
            LOG.atInfo().addKeyValue(LogKeys.LIMIT, quietPeriod).log("stopping, requests are still served");
            Thread.sleep(quietPeriod);
            router.close(longest.minusNanos(System.nanoTime() - begun));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.atWarn().setCause(e).log("stopped untidily");
        }
        LastLines.write();
        // A JVM that a signal ends says 143; whoever watches a KServe router expects 0.
        Runtime.getRuntime().halt(ExitCode.GOOD);
    }

    private static Duration withoutRoom(Duration gracePeriod) {
        var half = gracePeriod.dividedBy(2);
        return gracePeriod.minus(ROOM.compareTo(half) < 0 ? ROOM : half);
    }
}
