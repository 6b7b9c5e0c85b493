package dev.dromos.router.serve;

import dev.dromos.router.logging.LogKeys;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.internal.threadchecker.BlockedThreadEvent;
import java.time.Duration;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says when something keeps an event loop, so that everybody whose requests are on it waits, or a worker for very long. Vert.x itself
 * would say so every second; this says it once each time, with what the thread is doing.
 */
final class BlockedThreads implements Handler<BlockedThreadEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(BlockedThreads.class);

    /** When the work began that each was last found at, on the clock of {@link System#nanoTime}. Of the checker's thread alone. */
    private final Map<Thread, Long> begun = new WeakHashMap<>();

    private final LongAdder times = new LongAdder();

    private BlockedThreads() {}

    /** Looks as often, and has as much patience, as the options of Vert.x say: 2 s with an event loop, 60 s with a worker. */
    static BlockedThreads of(Vertx vertx) {
        var blocked = new BlockedThreads();
        ((VertxInternal) vertx).blockedThreadChecker().setThreadBlockedHandler(blocked);
        return blocked;
    }

    /** How many times a thread has been found blocked. */
    long count() {
        return times.sum();
    }

    @Override
    public void handle(BlockedThreadEvent found) {
        long since = System.nanoTime() - found.duration();
        var before = begun.put(found.thread(), since);
        if (before == null || since - before >= found.maxExecTime()) {
            times.increment();
            LOG.atWarn()
                    .addKeyValue(LogKeys.THREAD, found.thread().getName())
                    .addKeyValue(LogKeys.LIMIT, Duration.ofNanos(found.maxExecTime()))
                    .setCause(stackOf(found.thread()))
                    .log("a thread is blocked");
        }
    }

    private static Throwable stackOf(Thread thread) {
        var stack = new Throwable("what it does");
        stack.setStackTrace(thread.getStackTrace());
        return stack;
    }
}
