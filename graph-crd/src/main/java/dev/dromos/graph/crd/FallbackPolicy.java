package dev.dromos.graph.crd;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A step's {@code fallback}, as written.
 *
 * @param response any JSON, as text
 */
public record FallbackPolicy(
        @Nullable String nodeName,
        @Nullable String serviceName,
        @Nullable String serviceUrl,
        @Nullable String response,
        @Nullable List<Integer> statuses) {

    public FallbackPolicy {
        nodeName = InferenceStep.absentWhenEmpty(nodeName);
        serviceName = InferenceStep.absentWhenEmpty(serviceName);
        serviceUrl = InferenceStep.absentWhenEmpty(serviceUrl);
    }
}
