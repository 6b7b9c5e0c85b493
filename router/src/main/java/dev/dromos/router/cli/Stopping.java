package dev.dromos.router.cli;

import dev.dromos.router.logging.LogKeys;
import dev.dromos.router.serve.Router;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of a process that serves. At SIGTERM or SIGINT readiness turns to 503 at once, requests are served for the quiet period, since
 * those who send them learn of it late, then for as long as those that run need; then the process exits 0, as KServe's router does.
 */
final class Stopping {
    private static final Logger LOG = LoggerFactory.getLogger(Stopping.class);

    /** Never opened: the end of the process ends the wait. */
    private final CountDownLatch end = new CountDownLatch(1);

    private Stopping() {}

    static Stopping onSignal(Router router, Duration quietPeriod) {
        var stopping = new Stopping();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stopping.stop(router, quietPeriod), "stopping"));
        return stopping;
    }

    /** Waits for a signal; the process ends before this returns. */
    void await() throws InterruptedException {
        end.await();
    }

    private void stop(Router router, Duration quietPeriod) {
        try {
            LOG.atInfo().addKeyValue(LogKeys.LIMIT, quietPeriod).log("stopping, requests are still served");
            router.drain();
            Thread.sleep(quietPeriod);
            router.close();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.atWarn().setCause(e).log("stopped untidily");
        }
        // A JVM that a signal ends says 143; whoever watches a KServe router expects 0.
        Runtime.getRuntime().halt(ExitCode.GOOD);
    }
}
