package dev.dromos.deploy.router;

import dev.dromos.deploy.settings.DeploymentMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/** What a graph's labels and annotations say about its router. KServe's names are taken besides ours, which come first. */
public final class Annotations {
    private static final String MODE = "deploymentMode";
    private static final String STOP = "stop";
    private static final String AUTOSCALER = "autoscalerClass";
    private static final String WAKE = "wake";
    private static final List<String> GROUPS = List.of("dromos.dev/", "serving.kserve.io/");

    /** Prefixes of annotations that other components read on a router. */
    private static final List<String> PASSED_ON = List.of(
            "autoscaling.knative.dev/",
            "networking.knative.dev/",
            "serving.knative.dev/",
            "serving.knative.openshift.io/",
            "queue.sidecar.serving.knative.dev/",
            "prometheus.io/");

    /** Istio's others choose a sidecar's image, its configuration, and what is mounted in it: any Secret of the namespace. */
    private static final Set<String> OF_ISTIO = Set.of(
            "sidecar.istio.io/inject",
            "sidecar.istio.io/proxyCPU",
            "sidecar.istio.io/proxyCPULimit",
            "sidecar.istio.io/proxyMemory",
            "sidecar.istio.io/proxyMemoryLimit",
            "sidecar.istio.io/rewriteAppHTTPProbers");

    /** Who has written an object, which Knative says itself. */
    private static final Set<String> KNATIVES_OWN =
            Set.of("serving.knative.dev/creator", "serving.knative.dev/lastModifier");

    private final Map<String, String> written;

    public Annotations(Map<String, String> written) {
        this.written = Map.copyOf(written);
    }

    /** Whether the graph is to have no router for now. */
    public boolean stop() {
        return value(STOP).filter("true"::equalsIgnoreCase).isPresent();
    }

    /** The mode's word as written; empty where there is none. */
    Optional<String> modeWord() {
        return value(MODE);
    }

    /** How the graph is to be deployed; empty where it does not say, or in no known word. */
    public Optional<DeploymentMode> mode() {
        return modeWord().flatMap(Annotations::mode);
    }

    /** KServe has modes in which a graph's router is still a Knative Service. */
    private static Optional<DeploymentMode> mode(String word) {
        return word.equals("ModelMesh") ? Optional.of(DeploymentMode.KNATIVE) : DeploymentMode.of(word);
    }

    /** Which of the graph's steps are woken at once, as written; empty where it does not say. */
    Optional<String> wake() {
        return value(WAKE);
    }

    Optional<String> autoscaler() {
        return value(AUTOSCALER);
    }

    private Optional<String> value(String name) {
        return GROUPS.stream()
                .map(group -> group + name)
                .filter(written::containsKey)
                .map(key -> written.getOrDefault(key, ""))
                .findFirst();
    }

    /** No other annotation of a graph gets to its router: who may write graphs may not for that reason write pods. */
    SequencedMap<String, String> passedOn() {
        var passed = new LinkedHashMap<String, String>();
        written.keySet().stream()
                .filter(Annotations::isPassedOn)
                .sorted()
                .forEach(key -> passed.put(key, written.getOrDefault(key, "")));
        return passed;
    }

    private static boolean isPassedOn(String key) {
        return OF_ISTIO.contains(key) || (PASSED_ON.stream().anyMatch(key::startsWith) && !KNATIVES_OWN.contains(key));
    }
}
