package dev.dromos.router.serve;

import dev.dromos.nodes.route.ConditionMeter;
import dev.dromos.router.compile.Odds;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.LongAdder;

/** How often the conditions of one graph have held since it has been served. */
final class ConditionCounts implements ConditionMeter.Factory, Odds {
    /** Of one condition: what fewer requests show is chance. */
    private static final long ENOUGH = 20;

    /** Looked up only, so its order means nothing; not changed once the graph is compiled. */
    private final Map<Place, Count> counts = new HashMap<>();

    private record Place(String node, int step) {
        /** Not the record's own: JDK 25 makes a class for that when it is first asked for (ADR 2). */
        @Override
        public int hashCode() {
            return 31 * node.hashCode() + step;
        }
    }

    private record Count(LongAdder held, LongAdder failed) implements ConditionMeter {
        @Override
        public void asked(boolean holds) {
            (holds ? held : failed).increment();
        }

        OptionalDouble rate() {
            long asked = held.sum() + failed.sum();
            return asked < ENOUGH ? OptionalDouble.empty() : OptionalDouble.of((double) held.sum() / asked);
        }
    }

    @Override
    public ConditionMeter meter(String node, int step) {
        return counts.computeIfAbsent(new Place(node, step), _ -> new Count(new LongAdder(), new LongAdder()));
    }

    @Override
    public OptionalDouble of(String node, int step) {
        var count = counts.get(new Place(node, step));
        return count == null ? OptionalDouble.empty() : count.rate();
    }
}
