package dev.dromos.router.logging;

/** What has been logged and not been written yet. Knows no logging library, so that a process that never logs loads none at its end. */
public final class LastLines {
    private static volatile Runnable write = () -> {};

    private LastLines() {}

    /** Waits a moment for them to be written; nothing is logged afterwards. To be called before the process ends. */
    public static void write() {
        write.run();
    }

    static void areWrittenBy(Runnable writing) {
        write = writing;
    }
}
