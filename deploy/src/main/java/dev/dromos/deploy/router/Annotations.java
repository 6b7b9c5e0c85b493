package dev.dromos.deploy.router;

import dev.dromos.deploy.settings.DeploymentMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** What a graph's labels and annotations say about its router. KServe's names are taken besides ours, which come first. */
public final class Annotations {
    private static final String MODE = "deploymentMode";
    private static final String STOP = "stop";
    private static final String AUTOSCALER = "autoscalerClass";
    private static final String WAKE = "wake";
    private static final List<String> GROUPS = List.of("dromos.dev/", "serving.kserve.io/");

    /** Prefixes of annotations that other components read on a router: no other annotation of a graph gets there. */
    private static final List<String> PASSED_ON = List.of(
            "autoscaling.knative.dev/",
            "networking.knative.dev/",
            "serving.knative.dev/",
            "serving.knative.openshift.io/",
            "queue.sidecar.serving.knative.dev/",
            "sidecar.istio.io/",
            "proxy.istio.io/",
            "prometheus.io/");

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

    /** KServe has modes in which a graph's router is still a Knative Service. */
    static Optional<DeploymentMode> mode(String word) {
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

    SequencedMap<String, String> passedOn() {
        var passed = new LinkedHashMap<String, String>();
        written.keySet().stream()
                .filter(key -> PASSED_ON.stream().anyMatch(key::startsWith))
                .sorted()
                .forEach(key -> passed.put(key, written.getOrDefault(key, "")));
        return passed;
    }
}
