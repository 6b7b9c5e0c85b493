package dev.dromos.router.faults;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** Looks again and again who is at some work: the names of the threads that have been seen at it. */
final class Sightings implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(1);

    private final List<String> packages;
    private final Set<String> threads = ConcurrentHashMap.newKeySet();
    private final Thread looking = new Thread(this::look, "sightings");
    private volatile boolean over;

    private Sightings(List<String> packages) {
        this.packages = packages;
    }

    /** @param packages whose code is the work */
    static Sightings in(String... packages) {
        var sightings = new Sightings(List.of(packages));
        sightings.looking.start();
        return sightings;
    }

    Set<String> threads() {
        return Set.copyOf(threads);
    }

    /** Nobody looks any more. */
    @Override
    public void close() {
        over = true;
        try {
            looking.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        while (!over) {
            Thread.getAllStackTraces().forEach((thread, stack) -> {
                if (Arrays.stream(stack).anyMatch(this::isWork)) {
                    threads.add(thread.getName());
                }
            });
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private boolean isWork(StackTraceElement frame) {
        return packages.stream().anyMatch(name -> frame.getClassName().startsWith(name + "."));
    }
}
