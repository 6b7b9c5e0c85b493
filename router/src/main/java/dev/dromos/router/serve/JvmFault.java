package dev.dromos.router.serve;

import org.jspecify.annotations.Nullable;

/** Finds in what somebody has caught that memory has run out, which is not theirs to deal with but their process's. */
final class JvmFault {
    /** More causes than anything has that is not a cause of itself. */
    private static final int DEEPEST = 32;

    private JvmFault() {}

    /** Tells the thread's handler for what nobody catches, as if nobody had. */
    static void tell(@Nullable Throwable caught) {
        var cause = caught;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++, cause = cause.getCause()) {
            if (cause instanceof OutOfMemoryError fault) {
                var thread = Thread.currentThread();
                thread.getUncaughtExceptionHandler().uncaughtException(thread, fault);
                return;
            }
        }
    }
}
