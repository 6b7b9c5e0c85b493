package dev.dromos.router.metrics;

import dev.dromos.nodes.call.StepRef;
import dev.dromos.nodes.policy.StepMeter;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** What is counted of steps: those of one graph, or of many with a label more, {@code graph}. */
final class StepMetrics {
    private final Counter answers;
    private final Counter failures;
    private final Histogram seconds;
    private final Counter retries;
    private final Counter hedges;
    private final Counter fallbacks;

    /** For what nobody sees any more. */
    private final CounterDataPoint unseen =
            Counter.builder().name("unseen").build().labelValues();

    private final ReentrantLock using = new ReentrantLock();

    /** How many versions of graphs count a step, by its labels. */
    private final Map<List<String>, Integer> users = new HashMap<>();

    /**
     * Nothing is counted yet.
     *
     * @param counters makes one, and has it shown
     * @param histograms the same
     */
    StepMetrics(Function<Metric, Counter> counters, Function<Metric, Histogram> histograms) {
        this.answers = counters.apply(Metric.STEP_ANSWERS);
        this.failures = counters.apply(Metric.STEP_FAILURES);
        this.seconds = histograms.apply(Metric.STEP_SECONDS);
        this.retries = counters.apply(Metric.STEP_RETRIES);
        this.hedges = counters.apply(Metric.STEP_HEDGES);
        this.fallbacks = counters.apply(Metric.STEP_FALLBACKS);
    }

    /** Of a router's only graph, all of its versions: a count goes on when a graph takes another one's place. */
    GraphMeters ofOnlyGraph() {
        return new GraphMeters.Lasting(step -> meter(labels(step), () -> true));
    }

    /** Of one version of one of many graphs, whose steps are shown until the last version that has them is closed. */
    GraphMeters ofVersion(String graph) {
        return new Version(graph);
    }

    private final class Version implements GraphMeters {
        private final String graph;
        private final Set<List<String>> counted = ConcurrentHashMap.newKeySet();
        private volatile boolean closed;

        Version(String graph) {
            this.graph = graph;
        }

        @Override
        public StepMeter of(StepRef step) {
            var labels = new ArrayList<>(List.of(graph));
            labels.addAll(labels(step));
            if (counted.add(labels)) {
                use(labels);
            }
            return meter(labels, () -> !closed);
        }

        @Override
        public void close() {
            closed = true;
            counted.forEach(StepMetrics.this::release);
        }
    }

    private void use(List<String> labels) {
        using.lock();
        try {
            users.merge(labels, 1, Integer::sum);
        } finally {
            using.unlock();
        }
    }

    private void release(List<String> labels) {
        using.lock();
        try {
            if (users.merge(labels, -1, Integer::sum) == 0) {
                users.remove(labels);
                forget(labels);
            }
        } finally {
            using.unlock();
        }
    }

    private void forget(List<String> labels) {
        StatusClasses.LABELS.forEach(status -> answers.remove(with(labels, status)));
        PrometheusStepMeter.labels().forEach(failure -> failures.remove(with(labels, failure)));
        var own = labels.toArray(String[]::new);
        seconds.remove(own);
        retries.remove(own);
        hedges.remove(own);
        fallbacks.remove(own);
    }

    /** @param isShown false once the labels are gone, which a count would bring back */
    private StepMeter meter(List<String> labels, BooleanSupplier isShown) {
        var own = labels.toArray(String[]::new);
        return new PrometheusStepMeter(
                StatusClasses.of(status -> answers.labelValues(with(labels, status))),
                failure -> isShown.getAsBoolean() ? failures.labelValues(with(labels, failure)) : unseen,
                seconds.labelValues(own),
                retries.labelValues(own),
                hedges.labelValues(own),
                fallbacks.labelValues(own));
    }

    private static List<String> labels(StepRef step) {
        return List.of(step.node(), step.name().isEmpty() ? Integer.toString(step.index()) : step.name());
    }

    private static String[] with(List<String> labels, String last) {
        var all = new ArrayList<>(labels);
        all.add(last);
        return all.toArray(String[]::new);
    }
}
