package dev.dromos.bench.compare;

import dev.dromos.bench.load.Load;
import dev.dromos.bench.load.Window;
import dev.dromos.bench.process.Usage;

/**
 * One contestant's turn.
 *
 * @param cpuMicros of the router process, a request
 * @param connections that the router opened to its steps, a thousand requests
 * @param calls that reached the steps
 * @param failures wrong answers, a thousand requests
 */
record Round(Load load, double cpuMicros, double connections, long calls, double failures, double residentMib) {
    private static final double THOUSAND = 1_000;
    private static final double KIB_PER_MIB = 1_024;

    /** What is read before and after. */
    record Reading(Usage usage, long connections, long calls) {}

    static Round of(Window<Reading> window) {
        var load = window.load();
        var before = window.before();
        var after = window.after();
        double requests = Math.max(1, load.requests());
        return new Round(
                load,
                (after.usage().cpuMicros() - before.usage().cpuMicros()) / requests,
                (after.connections() - before.connections()) * THOUSAND / requests,
                after.calls() - before.calls(),
                load.failures() * THOUSAND / (requests + load.failures()),
                after.usage().residentKib() / KIB_PER_MIB);
    }

    /** What is under way when counting begins or ends may be counted on one side alone. */
    boolean isSound(Cell cell) {
        int calls = cell.graph().plan().calls();
        return load.requests() > 0
                && load.failures() == 0
                && Math.abs(this.calls - calls * load.requests()) <= (long) calls * cell.connections();
    }

    double requestsPerSecond() {
        return load.requestsPerSecond();
    }

    double p50() {
        return load.percentileMicros(50);
    }

    double p99() {
        return load.percentileMicros(99);
    }
}
