package dev.dromos.router.serve;

import dev.dromos.router.ingress.EdgeMeter;
import dev.dromos.router.metrics.GraphMeters;
import dev.dromos.router.metrics.PrometheusMetrics;

/** Who counts for a router; nothing of the library that counts is loaded for nobody. */
record Meters(EdgeMeter ofEdge, Versions ofVersions) {
    private static final Meters NONE = new Meters(EdgeMeter.NONE, _ -> GraphMeters.NONE);

    /** Makes what counts for a version of a graph. */
    @FunctionalInterface
    interface Versions {
        GraphMeters of(GraphPath path);
    }

    static Meters ofOneGraph(RouterSettings settings, Edges edges, GraphChanges changes, WakeCounts wakes) {
        if (settings.metricsPath().isEmpty()) {
            return NONE;
        }
        var metrics = PrometheusMetrics.at(settings.metricsPath(), System::nanoTime, edges.client());
        watch(metrics, settings, edges, changes, wakes);
        return new Meters(metrics, _ -> metrics.ofOnlyGraph());
    }

    static Meters ofManyGraphs(RouterSettings settings, Edges edges, GraphChanges changes, WakeCounts wakes) {
        if (settings.metricsPath().isEmpty()) {
            return NONE;
        }
        var metrics = PrometheusMetrics.ofManyAt(settings.metricsPath(), System::nanoTime, edges.client());
        watch(metrics, settings, edges, changes, wakes);
        return new Meters(metrics, path -> metrics.ofVersion(path.label()));
    }

    private static void watch(
            PrometheusMetrics metrics, RouterSettings settings, Edges edges, GraphChanges changes, WakeCounts wakes) {
        metrics.watchChanges(changes::countServed, changes::countKept);
        metrics.watchWakes(wakes::countRounds, wakes::countAnswered, wakes::countFailed);
        metrics.watchThreads(edges.blocked()::count);
        metrics.showIgnoredPatterns(settings.propagation().ignored().size());
    }
}
