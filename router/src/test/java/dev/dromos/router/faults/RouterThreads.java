package dev.dromos.router.faults;

import java.util.List;

/** The threads of this process, but for those that the JDK has for virtual threads, and tests for waiting. */
final class RouterThreads {
    private RouterThreads() {}

    /** Their names; the router's are told apart by numbers. */
    static List<String> now() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> !name.matches("ForkJoinPool.*|VirtualThread-.*|.*Poller.*|awaitility.*"))
                .sorted()
                .toList();
    }
}
