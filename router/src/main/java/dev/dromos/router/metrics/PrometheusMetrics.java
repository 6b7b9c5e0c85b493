package dev.dromos.router.metrics;

import dev.dromos.nodes.call.PredictorClient;
import dev.dromos.nodes.call.StepFailure;
import dev.dromos.router.ingress.Cut;
import dev.dromos.router.ingress.EdgeMeter;
import dev.dromos.router.ingress.Ingress;
import dev.dromos.router.ingress.Refusal;
import dev.dromos.router.logging.DroppedLines;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Counts in the form that Prometheus reads. What a request counts on is found when the router starts or the graph is compiled, so
 * that counting is an addition.
 */
public final class PrometheusMetrics implements EdgeMeter {
    /** From half a millisecond, which the router itself takes, to the longest that a graph may take by default. */
    private static final double[] SECONDS = {
        0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60
    };

    private static final double NANOS_PER_SECOND = 1e9;

    /** Of what is counted of the steps of many graphs. */
    private static final String GRAPH = "graph";

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();
    private final String path;
    private final LongSupplier clock;
    private final StatusClasses requests;
    private final DistributionDataPoint requestSeconds;
    private final Map<Refusal, CounterDataPoint> refused = new EnumMap<>(Refusal.class);
    private final CounterDataPoint gone;
    private final Map<Cut, CounterDataPoint> cuts = new EnumMap<>(Cut.class);
    private final StepMetrics steps;

    /** @param before labels of what is counted of steps, before those that each metric has */
    private PrometheusMetrics(String path, LongSupplier clock, List<String> before) {
        this.path = path;
        this.clock = clock;
        var byStatus = counter(Metric.REQUESTS);
        this.requests = StatusClasses.of(byStatus::labelValues);
        this.requestSeconds = histogram(Metric.REQUEST_SECONDS);
        var byReason = counter(Metric.REFUSED);
        for (var refusal : Refusal.values()) {
            refused.put(refusal, byReason.labelValues(label(refusal)));
        }
        var byCut = counter(Metric.CONNECTIONS_CUT);
        for (var cut : Cut.values()) {
            cuts.put(cut, byCut.labelValues(label(cut)));
        }
        this.gone = counter(Metric.CLIENTS_GONE);
        this.steps = new StepMetrics(metric -> counter(metric, before), metric -> histogram(metric, before));
    }

    /**
     * Counts from zero.
     *
     * @param path where they are shown
     * @param clock of the ingress, nanoseconds from an arbitrary origin
     */
    public static PrometheusMetrics at(String path, LongSupplier clock, PredictorClient client) {
        return new PrometheusMetrics(path, clock, List.of()).watching(client);
    }

    /** The same for many graphs, by the label {@code graph}. */
    public static PrometheusMetrics ofManyAt(String path, LongSupplier clock, PredictorClient client) {
        return new PrometheusMetrics(path, clock, List.of(GRAPH)).watching(client);
    }

    private PrometheusMetrics watching(PredictorClient client) {
        gauge(Metric.STEP_CONNECTIONS, client::openConnections);
        gauge(Metric.STEP_WAITING, client::waitingCalls);
        counter(Metric.STEP_RESENDS, count -> count.call((double) client.resends()));
        counter(Metric.LOG_LINES_DROPPED, count -> count.call((double) DroppedLines.count()));
        return this;
    }

    /** A failure's kind as the label {@code failure}: {@code TimedOut} is {@code timed_out}. */
    public static String label(StepFailure failure) {
        return PrometheusStepMeter.label(failure);
    }

    /** Why a connection is closed, as the label {@code reason}. */
    public static String label(Cut cut) {
        return labelOf(cut);
    }

    /** A refusal as the label {@code reason}. */
    public static String label(Refusal refusal) {
        return labelOf(refusal);
    }

    /**
     * Counts what becomes of changed graphs.
     *
     * @param kept those in whose place the one before is served on
     */
    public void watchChanges(LongSupplier served, LongSupplier kept) {
        counter(Metric.GRAPH_CHANGES, count -> {
            count.call((double) served.getAsLong(), "served");
            count.call((double) kept.getAsLong(), "kept");
        });
    }

    /**
     * Counts what has been woken.
     *
     * @param rounds requests at which steps were woken
     * @param answered calls that found a step's server there
     */
    public void watchWakes(LongSupplier rounds, LongSupplier answered, LongSupplier failed) {
        counter(Metric.WAKES, count -> count.call((double) rounds.getAsLong()));
        counter(Metric.WAKE_CALLS, count -> {
            count.call((double) answered.getAsLong(), "answered");
            count.call((double) failed.getAsLong(), "failed");
        });
    }

    /** @param blocked how many times a thread has been found blocked */
    public void watchThreads(LongSupplier blocked) {
        counter(Metric.THREADS_BLOCKED, count -> count.call((double) blocked.getAsLong()));
    }

    /** @param ignored patterns that the process was given and cannot use */
    public void showIgnoredPatterns(int ignored) {
        gauge(Metric.PATTERNS_IGNORED, () -> ignored);
    }

    @Override
    public void watch(Supplier<Ingress.Load> load) {
        gauge(Metric.IN_FLIGHT, () -> load.get().requests());
        gauge(Metric.HELD_BYTES, () -> load.get().heldBytes());
        gauge(Metric.CONNECTIONS, () -> load.get().connections());
    }

    @Override
    public void answered(int status, long begun) {
        requests.of(status).inc();
        requestSeconds.observe((clock.getAsLong() - begun) / NANOS_PER_SECOND);
    }

    @Override
    public void refused(Refusal refusal) {
        var counter = refused.get(refusal);
        if (counter != null) {
            counter.inc();
        }
    }

    @Override
    public void clientGone() {
        gone.inc();
    }

    @Override
    public void cut(Cut reason) {
        var counter = cuts.get(reason);
        if (counter != null) {
            counter.inc();
        }
    }

    @Override
    public boolean isShownAt(String asked) {
        return asked.equals(path);
    }

    @Override
    public Buffer show() {
        var text = new ByteArrayOutputStream();
        try {
            writer.write(text, registry.scrape(), EscapingScheme.DEFAULT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Buffer.buffer(text.toByteArray());
    }

    @Override
    public String contentType() {
        return writer.getContentType();
    }

    /** Of a router's only graph, all of its versions. */
    public GraphMeters ofOnlyGraph() {
        return steps.ofOnlyGraph();
    }

    /** Of one version of one of many graphs. */
    public GraphMeters ofVersion(String graph) {
        return steps.ofVersion(graph);
    }

    private static String labelOf(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** One that is counted elsewhere. */
    private void counter(Metric metric, Consumer<CounterWithCallback.Callback> counted) {
        CounterWithCallback.builder()
                .name(metric.title())
                .help(metric.help())
                .labelNames(metric.labels().toArray(String[]::new))
                .callback(counted)
                .register(registry);
    }

    private Counter counter(Metric metric) {
        return counter(metric, List.of());
    }

    private Counter counter(Metric metric, List<String> before) {
        return Counter.builder()
                .name(metric.title())
                .help(metric.help())
                .labelNames(labels(metric, before))
                .withoutExemplars()
                .register(registry);
    }

    private Histogram histogram(Metric metric) {
        return histogram(metric, List.of());
    }

    private Histogram histogram(Metric metric, List<String> before) {
        return Histogram.builder()
                .name(metric.title())
                .help(metric.help())
                .labelNames(labels(metric, before))
                .classicOnly()
                .classicUpperBounds(Arrays.copyOf(SECONDS, SECONDS.length))
                .withoutExemplars()
                .register(registry);
    }

    private void gauge(Metric metric, LongSupplier value) {
        GaugeWithCallback.builder()
                .name(metric.title())
                .help(metric.help())
                .callback(gauge -> gauge.call((double) value.getAsLong()))
                .register(registry);
    }

    private static String[] labels(Metric metric, List<String> before) {
        return Stream.concat(before.stream(), metric.labels().stream()).toArray(String[]::new);
    }
}
