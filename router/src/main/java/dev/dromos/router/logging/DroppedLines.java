package dev.dromos.router.logging;

import java.util.concurrent.atomic.LongAdder;

/** How many log lines have been dropped because nobody read them. Knows no logging library. */
public final class DroppedLines {
    private static final LongAdder COUNT = new LongAdder();

    private DroppedLines() {}

    public static long count() {
        return COUNT.sum();
    }

    static void countOne() {
        COUNT.increment();
    }
}
