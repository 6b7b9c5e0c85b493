package dev.dromos.router.cli;

import dev.dromos.router.logging.LastLines;
import dev.dromos.router.logging.LogKeys;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of a process that has run out of memory: half of it may not have got what it needed, so nothing it does from then on can be
 * relied upon. The JVM sees to that itself for the heap and for classes when it is told to ({@code -XX:+ExitOnOutOfMemoryError});
 * what it throws for buffers and threads comes here, and so does everything where it has not been told.
 */
final class OutOfMemory {
    private static final Logger LOG = LoggerFactory.getLogger(OutOfMemory.class);

    /** In what the JVM says of a class whose initialisation has failed on another thread. */
    private static final String OF_INITIALISER = "java.lang.OutOfMemoryError: ";

    private OutOfMemory() {}

    /**
     * From now on an {@link OutOfMemoryError} that nobody catches ends the process, whichever thread it is on; and so does whatever ends
     * the thread that this is called on, without which there is no start.
     */
    static void endsTheProcess() {
        var starting = Thread.currentThread();
        var _ = lastLine(message(new NoClassDefFoundError("x"))); // what it needs is there from now on
        Thread.setDefaultUncaughtExceptionHandler((thread, fault) -> {
            var message = message(fault);
            if (!message.isEmpty()) {
                sayAndEnd(message);
            }
            LOG.atError()
                    .setCause(fault)
                    .addKeyValue(LogKeys.THREAD, thread.getName())
                    .log("a thread has ended");
            if (thread == starting) {
                LastLines.write();
                Runtime.getRuntime().halt(ExitCode.INTERNAL);
            }
        });
    }

    /**
     * What there was too little of, or an empty text if that is not what is wrong. A class that could not be initialised for want of memory
     * is not there for all others, who are told only in words why.
     */
    static String message(Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            var message = String.valueOf(cause.getMessage());
            if (cause instanceof OutOfMemoryError) {
                return message.isEmpty() ? "heap" : message;
            }
            int at = message.indexOf(OF_INITIALISER);
            if (cause instanceof ExceptionInInitializerError && at >= 0) {
                int end = message.indexOf(" [in thread", at);
                return message.substring(at + OF_INITIALISER.length(), end < 0 ? message.length() : end);
            }
        }
        return "";
    }

    /** Straight to stderr: a log line needs memory, and may wait for whoever reads it. */
    private static void sayAndEnd(String message) {
        try {
            System.err.println(lastLine(message));
            System.err.flush();
        } finally {
            Runtime.getRuntime().halt(ExitCode.INTERNAL);
        }
    }

    static String lastLine(String message) {
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
