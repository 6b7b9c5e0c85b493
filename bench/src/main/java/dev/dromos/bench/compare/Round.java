package dev.dromos.bench.compare;

import dev.dromos.bench.load.Load;
import dev.dromos.bench.load.Window;
import dev.dromos.bench.process.Usage;

/**
 * One contestant's turn.
 *
 * @param cpuMicros of the router process, a request
 * @param connections that the router opened to its steps, a thousand requests
 * @param calls that reached the steps, a request
 * @param failures wrong answers, a thousand requests
 */
record Round(Load load, double cpuMicros, double connections, double calls, double failures, double residentMib) {
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
                (after.calls() - before.calls()) / requests,
                load.failures() * THOUSAND / (requests + load.failures()),
                after.usage().residentKib() / KIB_PER_MIB);
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
