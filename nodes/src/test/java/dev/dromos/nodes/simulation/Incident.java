package dev.dromos.nodes.simulation;

import dev.dromos.graph.Policy;
import dev.dromos.nodes.simulation.Replica.Behaviour;
import java.time.Duration;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * Something that goes wrong for a while.
 *
 * @param story what happens, for the report
 * @param scripts one for each replica
 * @param capacity of each replica
 * @param perSecond requests, by the time since the start
 * @param policies what a step may do about it, by what the report calls it
 */
record Incident(
        String name,
        String story,
        List<Function<Duration, Behaviour>> scripts,
        Capacity capacity,
        ToIntFunction<Duration> perSecond,
        Span span,
        SequencedMap<String, Policy> policies) {

    /** @param line requests that may wait for a slot */
    record Capacity(int slots, int line) {}

    /**
     * When what happens.
     *
     * @param from beginning of the trouble
     * @param to its end
     * @param end of the load
     * @param deadline of each request
     */
    record Span(Duration from, Duration to, Duration end, Duration deadline) {}
}
