package dev.dromos.router.cli;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of a process that has run out of memory: half of it may not have got what it needed, so nothing it does from then on can be
 * relied upon. The JVM sees to that itself for the heap and for classes when it is told to ({@code -XX:+ExitOnOutOfMemoryError});
 * what it throws for buffers and threads comes here, and so does everything where it has not been told.
 */
final class OutOfMemory {
    private static final Logger LOG = LoggerFactory.getLogger(OutOfMemory.class);

    private OutOfMemory() {}

    /** From now on an {@link OutOfMemoryError} that nobody catches ends the process, whichever thread it is on. */
    static void endsTheProcess() {
        var _ = lastLine(new OutOfMemoryError("Metaspace")); // what it needs is there from now on
        Thread.setDefaultUncaughtExceptionHandler((thread, fault) -> {
            if (fault instanceof OutOfMemoryError error) {
                sayAndEnd(error);
            }
            LOG.atError()
                    .setCause(fault)
                    .addKeyValue("thread", thread.getName())
                    .log("a thread has ended");
        });
    }

    /** Straight to stderr: a log line needs memory, and may wait for whoever reads it. */
    private static void sayAndEnd(OutOfMemoryError error) {
        try {
            System.err.println(lastLine(error));
            System.err.flush();
        } finally {
            Runtime.getRuntime().halt(ExitCode.INTERNAL);
        }
    }

    static String lastLine(OutOfMemoryError error) {
        var message = String.valueOf(error.getMessage());
        // Not by +, which has to make classes when it is first met: there may be no room for them.
        return "dromos: out of memory, ".concat(kind(message)).concat(": ").concat(message);
    }

    private static String kind(String message) {
        if (message.contains("direct")) {
            return "direct";
        }
        if (message.contains("native thread")) {
            return "thread";
        }
        return message.equals("Metaspace") || message.equals("Compressed class space") ? "metaspace" : "heap";
    }
}
