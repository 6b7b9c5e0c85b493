package dev.dromos.router.load;

import java.lang.management.ManagementFactory;

/** The heap of this process. */
public final class Heap {
    private Heap() {}

    /** What is in use when what is not has been collected, and what that has let go of as well. */
    public static long bytesInUse() {
        var memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }
}
