package dev.dromos.deploy.router;

import dev.dromos.deploy.graph.RouterGraph;
import dev.dromos.deploy.settings.DeploymentMode;
import dev.dromos.deploy.settings.Exposure;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.Toleration;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/**
 * A graph's router, with everything decided: what is made of it holds no decisions.
 *
 * @param timeout for one request, Knative's; zero for its default
 * @param grace from SIGTERM until Kubernetes kills the pod of a Deployment
 */
public record RouterModel(
        Identity identity,
        DeploymentMode mode,
        RouterGraph graph,
        Pod pod,
        Scaling scaling,
        Exposure exposure,
        Duration timeout,
        Duration grace) {

    /** What a Deployment is called from outside the cluster, as KServe names it; empty where it is not, or Knative has the say. */
    public Optional<String> host() {
        return mode == DeploymentMode.KNATIVE || exposure.domain().isEmpty()
                ? Optional.empty()
                : Optional.of(label() + "." + exposure.domain());
    }

    /** Where a Deployment answers from outside the cluster, by its host. */
    public static String url(String host) {
        return "http://" + host;
    }

    /** What is otherwise than the graph says, and its router answers all the same; empty when nothing is. */
    public String note() {
        return mode == DeploymentMode.STANDARD
                        && scaling.isAutoscaled()
                        && scaling.metric().isOfRequests()
                ? "spec.scaleMetric: only Knative counts requests (`%s`); this Deployment is scaled by the use of its CPUs"
                        .formatted(scaling.metric().word())
                : "";
    }

    /** The first part of the host; other names and namespaces can give the same one. */
    String label() {
        return label(identity.namespace(), identity.name());
    }

    /** The same of any graph. */
    public static String label(String namespace, String name) {
        return name + "-" + namespace;
    }

    /**
     * Whose router it is, and what its objects carry of it.
     *
     * @param labels of the graph, of those that nobody selects others by
     * @param annotations of the graph, of those that mean something to a router
     */
    public record Identity(
            String name,
            String namespace,
            OwnerReference owner,
            SequencedMap<String, String> labels,
            SequencedMap<String, String> annotations) {
        public Identity {
            labels = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(labels));
            annotations = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(annotations));
        }
    }

    /**
     * @param pullPolicy empty for Kubernetes' own choice
     * @param propagated patterns of headers; none for no environment variable
     * @param wake which steps are woken at once after a time without requests, in the router's word
     * @param memoryLimited whether the JVM is told by its container how much memory it has
     */
    public record Pod(
            String image,
            String pullPolicy,
            List<String> pullSecrets,
            ResourceRequirements resources,
            boolean memoryLimited,
            List<String> propagated,
            String wake,
            Placement placement) {
        public Pod {
            pullSecrets = List.copyOf(pullSecrets);
            propagated = List.copyOf(propagated);
        }
    }

    /** Where pods run, and as whom; a text is empty, and an affinity without content, for what the graph does not say. */
    public record Placement(
            Affinity affinity,
            List<Toleration> tolerations,
            SequencedMap<String, String> nodeSelector,
            String nodeName,
            String serviceAccountName) {
        public Placement {
            tolerations = List.copyOf(tolerations);
            nodeSelector = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(nodeSelector));
        }
    }

    /**
     * How many routers there are.
     *
     * @param max 0 for any number
     * @param target what one router is meant to take; 0 for the platform's default
     */
    public record Scaling(int min, int max, int target, Metric metric, By by) {

        /** Who counts them. */
        public enum By {
            /** Knative's autoscaler, or a HorizontalPodAutoscaler. */
            PLATFORM,
            /** Nobody: there are always {@code min}. */
            NOBODY,
            /** Somebody else. */
            OTHERS
        }

        /** Whether the operator says only how many there are at first. */
        boolean isCountedByOthers() {
            return isAutoscaled() || by == By.OTHERS;
        }

        /** Whether their number changes by a HorizontalPodAutoscaler. */
        boolean isAutoscaled() {
            return by == By.PLATFORM && max > min;
        }
    }

    /** What {@code target} is about. */
    public enum Metric {
        BY_PLATFORM(""),
        CPU("cpu"),
        MEMORY("memory"),
        CONCURRENCY("concurrency"),
        RPS("rps");

        private final String word;

        Metric(String word) {
            this.word = word;
        }

        /** Of graphs, and of Knative's annotations. */
        String word() {
            return word;
        }

        static Metric of(String word) {
            return Stream.of(values())
                    .filter(metric -> metric.word.equals(word))
                    .findFirst()
                    .orElse(BY_PLATFORM);
        }

        /** A HorizontalPodAutoscaler sees none. */
        boolean isOfRequests() {
            return this == CONCURRENCY || this == RPS;
        }
    }
}
