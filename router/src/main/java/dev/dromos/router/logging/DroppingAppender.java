package dev.dromos.router.logging;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Hands lines to a thread of its own, and drops those for which there is no room: when nobody reads what the process writes, its
 * requests must not wait. The next line that finds room is behind one that says how many were lost.
 */
final class DroppingAppender extends AsyncAppender {
    private static final int LINES = 1024;
    private static final int FLUSH_MILLIS = 1000;

    private final AtomicLong dropped = new AtomicLong();
    private final Logger ours;

    /** @param ours of the line that says how many were lost */
    DroppingAppender(Logger ours) {
        this.ours = ours;
        setQueueSize(LINES);
        setDiscardingThreshold(0);
        setNeverBlock(true);
        setMaxFlushTime(FLUSH_MILLIS);
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (getRemainingCapacity() < 2) {
            dropped.incrementAndGet();
            DroppedLines.countOne();
            return;
        }
        long lost = dropped.getAndSet(0);
        if (lost > 0) {
            super.append(new LoggingEvent(
                    DroppingAppender.class.getName(), ours, Level.WARN, lost + " log lines were lost", null, null));
        }
        super.append(event);
    }
}
