package dev.dromos.router.serve;

import dev.dromos.nodes.call.Scheduler;
import java.time.Duration;

/**
 * A time that stands still between two ticks: to look at it is one read, and most who look see that nothing has changed. It
 * ticks for as long as its scheduler does.
 */
final class CoarseClock {
    private final Scheduler scheduler;
    private final Duration tick;
    private volatile long nanos;

    private CoarseClock(Scheduler scheduler, Duration tick) {
        this.scheduler = scheduler;
        this.tick = tick;
        this.nanos = scheduler.nanos();
    }

    /** One that never ticks. */
    static CoarseClock still() {
        return new CoarseClock((_, _) -> () -> {}, Duration.ZERO);
    }

    static CoarseClock start(Scheduler scheduler, Duration tick) {
        var clock = new CoarseClock(scheduler, tick);
        clock.awaitTick();
        return clock;
    }

    /** From an arbitrary origin, never back. */
    long nanos() {
        return nanos;
    }

    private void awaitTick() {
        scheduler.after(tick, this::tick);
    }

    private void tick() {
        nanos = scheduler.nanos();
        awaitTick();
    }
}
