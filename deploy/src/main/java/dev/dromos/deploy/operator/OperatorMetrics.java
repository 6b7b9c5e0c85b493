package dev.dromos.deploy.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.api.reconciler.RetryInfo;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/** Counts in the form that Prometheus reads, of all shifts together. */
final class OperatorMetrics implements Metrics {
    /** From an unchanged graph, which costs no request, to an API server that answers only after retries. */
    private static final double[] SECONDS = {0.001, 0.005, 0.025, 0.1, 0.5, 1, 2.5, 5, 10, 30, 60};

    private static final double NANOS_PER_SECOND = 1e9;

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();
    private final Counter reconciliations = Counter.builder()
            .name("dromos_operator_reconciliations_total")
            .help("Looks at a graph, by what became of them; one that failed is made again later.")
            .labelNames("result")
            .withoutExemplars()
            .register(registry);
    private final Histogram seconds = Histogram.builder()
            .name("dromos_operator_reconciliation_seconds")
            .help("From the beginning of a look at a graph to its end.")
            .classicOnly()
            .classicUpperBounds(SECONDS)
            .withoutExemplars()
            .register(registry);
    private final Gauge queue = gauge(
            "dromos_operator_queue",
            "Graphs that wait for a thread to look at them; those that wait for a retry do not count.");
    private final Gauge running = gauge("dromos_operator_running", "Graphs that are looked at this moment.");
    private final Counter requests = Counter.builder()
            .name("dromos_operator_requests_total")
            .help("Requests to the API server, by what became of them; a watch is one.")
            .labelNames("method", "status")
            .withoutExemplars()
            .register(registry);

    private Gauge gauge(String name, String help) {
        return Gauge.builder().name(name).help(help).withoutExemplars().register(registry);
    }

    @Override
    public void reconcileCustomResource(HasMetadata resource, RetryInfo retry, Map<String, Object> metadata) {
        queue.inc();
    }

    @Override
    public void reconciliationExecutionStarted(HasMetadata resource, Map<String, Object> metadata) {
        queue.dec();
        running.inc();
    }

    @Override
    public void reconciliationExecutionFinished(HasMetadata resource, Map<String, Object> metadata) {
        running.dec();
    }

    @Override
    public <T> T timeControllerExecution(ControllerExecution<T> execution) throws Exception {
        long begun = System.nanoTime();
        String result = "failed";
        try {
            T outcome = execution.execute();
            result = "done";
            return outcome;
        } finally {
            reconciliations.labelValues(result).inc();
            seconds.observe((System.nanoTime() - begun) / NANOS_PER_SECOND);
        }
    }

    /** A shift's queue ends with it. */
    void shiftEnds() {
        queue.set(0);
        running.set(0);
    }

    /** What counts a client's requests. */
    Interceptor requests() {
        return new Interceptor() {
            @Override
            public void after(
                    HttpRequest request, HttpResponse<?> response, AsyncBody.Consumer<List<ByteBuffer>> consumer) {
                requests.labelValues(request.method(), String.valueOf(response.code()))
                        .inc();
            }

            @Override
            public void afterConnectionFailure(HttpRequest request, Throwable failure) {
                requests.labelValues(request.method(), "none").inc();
            }
        };
    }

    String contentType() {
        return writer.getContentType();
    }

    byte[] show() {
        var text = new ByteArrayOutputStream();
        try {
            writer.write(text, registry.scrape(), EscapingScheme.DEFAULT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toByteArray();
    }
}
