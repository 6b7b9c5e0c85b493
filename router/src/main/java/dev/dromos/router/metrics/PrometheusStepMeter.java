package dev.dromos.router.metrics;

import dev.dromos.nodes.call.StepFailure;
import dev.dromos.nodes.call.StepResult;
import dev.dromos.nodes.policy.StepMeter;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The counts of one step. */
record PrometheusStepMeter(
        StatusClasses answers,
        Function<String, CounterDataPoint> failures,
        DistributionDataPoint seconds,
        CounterDataPoint retries,
        CounterDataPoint hedges,
        CounterDataPoint fallbacks)
        implements StepMeter {

    private static final double NANOS_PER_SECOND = 1e9;

    /** {@code TimedOut} becomes {@code timed_out}. */
    private static final ClassValue<String> LABELS = new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> kind) {
            return kind.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
        }
    };

    /** Of every failure that there can be. */
    static List<String> labels() {
        return Arrays.stream(StepFailure.class.getPermittedSubclasses())
                .map(LABELS::get)
                .toList();
    }

    static String label(StepFailure failure) {
        return LABELS.get(failure.getClass());
    }

    @Override
    public void called(StepResult result, long nanos) {
        switch (result) {
            case StepResult.Answered(var status, var _, var _) ->
                answers.of(status).inc();
            case StepResult.Failed(var failure) ->
                failures.apply(label(failure)).inc();
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
}
