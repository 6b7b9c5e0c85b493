package dev.dromos.nodes.testing;

import dev.dromos.nodes.call.Scheduler;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A time that passes only when a test says so, and then at once. For one thread. */
public final class VirtualTime implements Scheduler {
    private final PriorityQueue<Waiting> waiting =
            new PriorityQueue<>(Comparator.comparingLong(Waiting::due).thenComparingLong(Waiting::number));
    private long now;
    private long scheduled;

    /** @param number in order of scheduling, so that what is due at the same moment runs in that order */
    private record Waiting(long due, long number, Runnable action) {}

    @Override
    public Timer after(Duration delay, Runnable action) {
        var entry = new Waiting(now + Math.max(delay.toNanos(), 0), scheduled++, action);
        waiting.add(entry);
        return () -> waiting.remove(entry);
    }

    @Override
    public long nanos() {
        return now;
    }

    public Duration sinceStart() {
        return Duration.ofNanos(now);
    }

    /** Lets some time pass; what becomes due in it happens at its own moment. */
    public void pass(Duration time) {
        long until = now + time.toNanos();
        while (!waiting.isEmpty() && waiting.peek().due() <= until) {
            next();
        }
        now = until;
    }

    /** Lets time pass until nothing waits any more. */
    public void passUntilNothingWaits() {
        while (!waiting.isEmpty()) {
            next();
        }
    }

    /** How many actions wait for their time. */
    public int waiting() {
        return waiting.size();
    }

    private void next() {
        var entry = waiting.remove();
        now = entry.due();
        entry.action().run();
    }
}
