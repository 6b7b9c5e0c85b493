package dev.dromos.graph.crd;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A step's {@code fallback}, as written.
 *
 * @param response any JSON, as text
 */
public record FallbackPolicy(
        @Described(value = "The node of this graph that is called instead.", longest = Size.REFERENCE) @Nullable
        String nodeName,

        @Described(value = "The InferenceService that is called instead.", longest = Size.REFERENCE) @Nullable
        String serviceName,

        @Described(value = "The URL that is called instead.", longest = Size.URL) @Nullable
        String serviceUrl,

        @Described(
                value = "What is answered instead, with status 200: any JSON but null.",
                kind = Described.Kind.ANYTHING)
        @Nullable
        String response,

        @Described(
                value = "Answers of the step that count as a failure here: statuses from 300 to 599.",
                least = 300,
                most = 599)
        @Nullable
        List<Integer> statuses) {

    public FallbackPolicy {
        nodeName = InferenceStep.absentWhenEmpty(nodeName);
        serviceName = InferenceStep.absentWhenEmpty(serviceName);
        serviceUrl = InferenceStep.absentWhenEmpty(serviceUrl);
    }
}
