package dev.dromos.graph.crd;

import java.time.Duration;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * The {@code spec} of a graph; also the whole of {@code --graph-json}. What belongs to Kubernetes is opaque and passed on as it is.
 * The components are KServe's fields in KServe's order, hence their number, and ours from {@code deadline} on, null in a graph of
 * KServe's.
 *
 * @param nodes by name, in the order written
 * @param timeout seconds, Knative's limit of one request
 */
public record InferenceGraphSpec(
        @Nullable SequencedMap<String, InferenceRouter> nodes,
        @Nullable SequencedMap<String, @Nullable Object> resources,
        @Nullable SequencedMap<String, @Nullable Object> affinity,
        @Nullable Long timeout,
        @Nullable RouterTimeouts routerTimeouts,
        @Nullable Integer minReplicas,
        @Nullable Integer maxReplicas,
        @Nullable Integer scaleTarget,
        @Nullable ScaleMetric scaleMetric,
        @Nullable List<@Nullable Object> tolerations,
        @Nullable SequencedMap<String, @Nullable Object> nodeSelector,
        @Nullable String nodeName,
        @Nullable String serviceAccountName,
        @Nullable Duration deadline,
        @Nullable ErrorStatus errorStatus,
        @Nullable StepDefaults defaults,
        @Nullable HeaderRules headers) {}
