package dev.dromos.graph.crd;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a node's {@code steps}, as written. An empty text means the same as an absent one, as in KServe. From {@code timeout}
 * on the fields are ours: null in a graph of KServe's.
 */
public record InferenceStep(
        @Nullable String name,
        @Nullable String nodeName,
        @Nullable String serviceName,
        @Nullable String serviceUrl,
        @Nullable String data,
        @Nullable Boolean mapPredictionsToInstances,
        @Nullable Long weight,
        @Nullable String condition,
        @Nullable Dependency dependency,
        @Nullable Duration timeout,
        @Nullable RetryPolicy retry,
        @Nullable HedgePolicy hedge,
        @Nullable FallbackPolicy fallback) {

    public InferenceStep {
        name = absentWhenEmpty(name);
        nodeName = absentWhenEmpty(nodeName);
        serviceName = absentWhenEmpty(serviceName);
        serviceUrl = absentWhenEmpty(serviceUrl);
        data = absentWhenEmpty(data);
        condition = absentWhenEmpty(condition);
    }

    /** As KServe's Go reads a text. */
    static @Nullable String absentWhenEmpty(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}
