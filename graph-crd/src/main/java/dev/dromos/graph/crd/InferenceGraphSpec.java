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
        @Described(
                value = "The nodes of the graph by name. Requests enter the one named `root`.",
                required = true,
                many = Size.NODES)
        @Nullable
        SequencedMap<String, InferenceRouter> nodes,

        @Described("Resources of the router's container, as in a pod.") @Nullable
        SequencedMap<String, @Nullable Object> resources,

        @Described("Where the router's pods may be scheduled, as in a pod.") @Nullable
        SequencedMap<String, @Nullable Object> affinity,

        @Described(
                value = "Seconds within which the graph's answer is due; also Knative's limit of one request.",
                least = 1,
                most = Size.SECONDS)
        @Nullable
        Long timeout,

        @Described("Limits of the router's server and of its calls, in whole seconds.") @Nullable
        RouterTimeouts routerTimeouts,

        @Described(value = "Routers at least. 0 lets the graph scale to zero.", least = 0) @Nullable
        Integer minReplicas,

        @Described(value = "Routers at most. 0 for any number.", least = 0) @Nullable
        Integer maxReplicas,

        @Described("What one router is meant to take, in the unit of `scaleMetric`.") @Nullable
        Integer scaleTarget,

        @Described("What the router is scaled by.") @Nullable
        ScaleMetric scaleMetric,

        @Described("Taints that the router's pods tolerate, as in a pod.") @Nullable
        List<@Nullable Object> tolerations,

        @Described("Labels of the machines that the router's pods may run on, as in a pod.") @Nullable
        SequencedMap<String, @Nullable Object> nodeSelector,

        @Described("The machine that the router's pods run on, as in a pod.") @Nullable
        String nodeName,

        @Described("The account that the router's pods run as, as in a pod.") @Nullable
        String serviceAccountName,

        @Described(
                value =
                        "When the graph's answer is due, such as 2s; every step gets what is left. At most `timeout` and"
                                + " `routerTimeouts.serverWrite`, where they are given. Default: they decide, 59.5s if there are none.",
                ours = true)
        @Nullable
        Duration deadline,

        @Described(
                value = "Statuses of failures. kserve: 500 for every one; precise: 502, 503 or 504. Default: precise.",
                ours = true)
        @Nullable
        ErrorStatus errorStatus,

        @Described(value = "What holds for every step that calls a server and says nothing itself.", ours = true)
        @Nullable
        StepDefaults defaults,

        @Described(value = "What of a request's headers steps get.", ours = true) @Nullable
        HeaderRules headers) {}
