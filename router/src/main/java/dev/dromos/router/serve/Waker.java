package dev.dromos.router.serve;

import dev.dromos.graph.Graph;
import dev.dromos.nodes.call.Call;
import dev.dromos.nodes.call.CallFactory;
import dev.dromos.nodes.call.GraphDeadline;
import dev.dromos.nodes.call.Scheduler;
import dev.dromos.router.compile.Odds;
import dev.dromos.router.compile.WakePlan;
import dev.dromos.router.compile.WakePlan.Wake;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Supplier;

/** What the wakes of all versions of a router's graph have in common; makes those of each. */
final class Waker {
    /** Of the window: how late it may be seen that it has passed. */
    private static final int TICKS = 16;

    private final WakeSettings settings;
    private final Scheduler scheduler;
    private final WakeCounts counts;
    private final CoarseClock clock;

    private Waker(WakeSettings settings, Scheduler scheduler, WakeCounts counts, CoarseClock clock) {
        this.settings = settings;
        this.scheduler = scheduler;
        this.counts = counts;
        this.clock = clock;
    }

    static Waker create(WakeSettings settings, Scheduler scheduler, WakeCounts counts) {
        var tick = settings.stableWindow().dividedBy(TICKS);
        var clock = settings.policy() == WakeSettings.Policy.NONE
                ? CoarseClock.still()
                : CoarseClock.start(scheduler, tick);
        return new Waker(settings, scheduler, counts, clock);
    }

    /** Whether it wants to know how often conditions hold. */
    boolean countsConditions() {
        return settings.policy() == WakeSettings.Policy.LIKELY;
    }

    /**
     * For one graph.
     *
     * @param calls makes the call that wakes a server
     * @param odds of the graph's conditions
     */
    Waking of(Graph graph, CallFactory calls, Odds odds) {
        if (settings.policy() == WakeSettings.Policy.NONE) {
            return Waking.NEVER;
        }
        var plan = WakePlan.of(graph);
        if (plan.all().isEmpty()) {
            return Waking.NEVER;
        }
        var limit = GraphDeadline.of(graph);
        var wakes = new LinkedHashMap<URI, Call>();
        plan.all().forEach(wake -> wakes.put(wake.url(), calls.call(wake.step(), wake.url(), limit)));
        return new GroupWake(this, due(plan, odds), wakes, limit);
    }

    private Supplier<List<Wake>> due(WakePlan plan, Odds odds) {
        return settings.policy() == WakeSettings.Policy.LIKELY ? () -> plan.likely(odds) : plan::all;
    }

    Scheduler scheduler() {
        return scheduler;
    }

    WakeCounts counts() {
        return counts;
    }

    CoarseClock clock() {
        return clock;
    }

    long windowNanos() {
        return settings.stableWindow().toNanos();
    }
}
