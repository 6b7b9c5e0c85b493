package dev.dromos.graph.crd;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a node's {@code steps}, as written. An empty text means the same as an absent one, as in KServe. From {@code timeout}
 * on the fields are ours: null in a graph of KServe's.
 */
public record InferenceStep(
        @Described(
                value =
                        "Unique in its node. In an Ensemble the key of the answer; a step without a name has its index.",
                longest = Size.NAME)
        @Nullable
        String name,

        @Described(
                value =
                        "The node of this graph that is called. One of nodeName, serviceName and serviceUrl is required.",
                longest = Size.REFERENCE)
        @Nullable
        String nodeName,

        @Described(
                value = "The InferenceService that is called. One of nodeName, serviceName and serviceUrl is required.",
                longest = Size.REFERENCE)
        @Nullable
        String serviceName,

        @Described(
                value =
                        "The URL that is called, exactly as written. One of nodeName, serviceName and serviceUrl is required.",
                longest = Size.URL)
        @Nullable
        String serviceUrl,

        @Described(
                value =
                        "What a step of a Sequence is sent: $request, what its node was sent, or $response, what the step before"
                                + " answered. Default: $request.",
                longest = Size.REFERENCE)
        @Nullable
        String data,

        @Described(
                "Whether the `predictions` of what a step of a Sequence is sent become its `instances`. Default: false.")
        @Nullable
        Boolean mapPredictionsToInstances,

        @Described("The share of 100 requests that a step of a Splitter gets: 0 to 100, required there.") @Nullable
        Long weight,

        @Described(
                value =
                        "A GJSON path. A step of a Switch is taken when it exists in what the node was sent; a Sequence ends before a"
                                + " step when it does not exist in what the step before answered.",
                longest = Size.CONDITION)
        @Nullable
        String condition,

        @Described(
                "Hard: the node ends with this step's answer when its status is not 2xx. Soft: it goes on. Default: Soft.")
        @Nullable
        Dependency dependency,

        @Described(
                value = "The limit of one attempt, such as 800ms. Default: `routerTimeouts.serviceClient`.",
                ours = true)
        @Nullable
        Duration timeout,

        @Described(
                value = "When a failed call is made again, within the deadline and the graph's budget for retries.",
                ours = true)
        @Nullable
        RetryPolicy retry,

        @Described(value = "When a slow call gets a second one beside it; the first good answer counts.", ours = true)
        @Nullable
        HedgePolicy hedge,

        @Described(value = "What stands in when the step has failed, after its retries.", ours = true) @Nullable
        FallbackPolicy fallback) {

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
