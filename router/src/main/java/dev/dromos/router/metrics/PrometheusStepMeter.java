package dev.dromos.router.metrics;

import dev.dromos.nodes.call.StepFailure;
import dev.dromos.nodes.call.StepResult;
import dev.dromos.nodes.policy.StepMeter;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The counts of one step. */
final class PrometheusStepMeter implements StepMeter {
    private static final double NANOS_PER_SECOND = 1e9;

    private final List<CounterDataPoint> answers;
    private final Function<String, CounterDataPoint> failuresBy;
    private final Map<Class<? extends StepFailure>, CounterDataPoint> failures = new ConcurrentHashMap<>();
    private final DistributionDataPoint seconds;
    private final CounterDataPoint retries;
    private final CounterDataPoint hedges;
    private final CounterDataPoint fallbacks;

    PrometheusStepMeter(
            List<CounterDataPoint> answers,
            Function<String, CounterDataPoint> failuresBy,
            DistributionDataPoint seconds,
            CounterDataPoint retries,
            CounterDataPoint hedges,
            CounterDataPoint fallbacks) {
        this.answers = answers;
        this.failuresBy = failuresBy;
        this.seconds = seconds;
        this.retries = retries;
        this.hedges = hedges;
        this.fallbacks = fallbacks;
    }

    @Override
    public void called(StepResult result, long nanos) {
        switch (result) {
            case StepResult.Answered(var status, var _) ->
                PrometheusMetrics.ofClass(answers, status).inc();
            case StepResult.Failed(var failure) ->
                failures.computeIfAbsent(failure.getClass(), kind -> failuresBy.apply(label(kind)))
                        .inc();
        }
        seconds.observe(nanos / NANOS_PER_SECOND);
    }

    @Override
    public void retried() {
        retries.inc();
    }

    @Override
    public void hedged() {
        hedges.inc();
    }

    @Override
    public void replaced() {
        fallbacks.inc();
    }

    /** {@code TimedOut} becomes {@code timed_out}. */
    private static String label(Class<?> kind) {
        return kind.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }
}
