package dev.dromos.router.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.nodes.testing.Answer;
import dev.dromos.router.contract.Request;
import dev.dromos.router.contract.TestBed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class MetricsTest {
    private static final String ONE_STEP = """
            apiVersion: dromos.dev/v1alpha1
            kind: InferenceGraph
            metadata: {name: g}
            spec:
              nodes:
                root:
                  routerType: Sequence
                  steps:
                  - name: '"\\'
                    serviceUrl: "${m1}"
                    retry: {maxRetries: 1, initialDelayMs: 1, causes: [503]}
                    fallback: {response: {}, statuses: [503]}
            """;

    @RegisterExtension
    final TestBed bed = new TestBed();

    @Test
    void countsRequestsAndRefusals() throws Exception {
        bed.model("m1", 404, "{}");
        bed.showingMetrics("/metrics").maxRequestBytes(10).serve(ONE_STEP);

        bed.post("{}").is(404, "{}");
        bed.post("[1,2,3,4,5,6]");
        bed.send(Request.of("TRACE", "/"));

        assertThat(counts())
                .contains(
                        "dromos_requests_total{status=\"4xx\"} 1.0",
                        "dromos_requests_total{status=\"2xx\"} 0.0",
                        "dromos_request_duration_seconds_count 1",
                        "dromos_requests_refused_total{reason=\"body_too_large\"} 1.0",
                        "dromos_requests_refused_total{reason=\"forbidden_method\"} 1.0",
                        "dromos_requests_in_flight 0.0",
                        "dromos_body_bytes_held 0.0",
                        "dromos_step_connections 1.0",
                        "dromos_step_calls_waiting 0.0");
    }

    @Test
    void countsEachCallOfAStep() throws Exception {
        bed.model("m1", Answer.of(503, "{}"), Answer.of(503, "{}"), Answer.of(200, "{}"), Answer.closing());
        bed.showingMetrics("/metrics").serve(ONE_STEP);

        bed.post("{}").is(200, "{}");
        bed.post("{}").is(200, "{}");
        bed.post("{}").is(200, "{}");

        var step = "node=\"root\",step=\"\\\"\\\\\"";
        assertThat(counts())
                .contains(
                        "dromos_step_answers_total{node=\"root\",status=\"5xx\",step=\"\\\"\\\\\"} 2.0",
                        "dromos_step_answers_total{node=\"root\",status=\"2xx\",step=\"\\\"\\\\\"} 1.0",
                        "dromos_step_failures_total{failure=\"bad_payload\"," + step + "} 1.0",
                        "dromos_step_retries_total{" + step + "} 1.0",
                        "dromos_step_fallbacks_total{" + step + "} 2.0",
                        "dromos_step_hedges_total{" + step + "} 0.0",
                        "dromos_step_duration_seconds_count{" + step + "} 4");
    }

    @Test
    void showsMetricsWithoutCountingThem() throws Exception {
        bed.model("m1", 200, "{}");
        bed.showingMetrics("/counts").serve(ONE_STEP);

        var shown = bed.send(Request.of("GET", "/counts"));

        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.headers("Content-Type")).containsExactly("text/plain; version=0.0.4; charset=utf-8");
        assertThat(shown.body().toString()).contains("dromos_requests_total{status=\"2xx\"} 0.0\n");
        bed.send(Request.of("GET", "/metrics")).is(200, "{}");
    }

    @Test
    void everyMetricIsDocumented() throws Exception {
        var documented = documentedBetween("## Metrics", "## One deadline");

        var all = Arrays.stream(Metric.values())
                .map(metric -> "| `%s` | %s | %s |"
                        .formatted(
                                metric.title(),
                                String.join(
                                        ", ",
                                        metric.labels().stream()
                                                .map(label -> "`" + label + "`")
                                                .toList()),
                                metric.help()))
                .toList();
        assertThat(documented.stream()
                        .filter(line -> line.startsWith("| `dromos_"))
                        .toList())
                .isEqualTo(all);
    }

    private List<String> counts() throws IOException {
        return bed.send(Request.of("GET", "/metrics")).body().toString().lines().toList();
    }

    private static List<String> documentedBetween(String start, String end) throws IOException {
        var lines = Files.readAllLines(Path.of("..", "docs", "operations.md"));
        return lines.subList(lines.indexOf(start), lines.indexOf(end));
    }
}
