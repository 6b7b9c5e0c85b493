package dev.dromos.deploy.router;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/**
 * Which of a graph's labels its router bears. KServe gives a router all of them, and with them what others select pods and Services by: who
 * may write graphs could so have another program's requests, and whoever keeps objects by their labels would take a router's for its own.
 * Those that are usual for that are left out; what else somebody selects by no list can hold.
 */
final class Labels {
    /** Selected by more often than not. */
    private static final Set<String> SELECTORS = Set.of(
            "app",
            "argocd.argoproj.io/instance",
            "component",
            "controller-revision-hash",
            "job-name",
            "k8s-app",
            "name",
            "pod-template-hash",
            "release",
            "role",
            "run",
            "statefulset",
            "tier");

    /** Theirs and those below them: what Kubernetes and its projects, Knative, KServe and Istio select by is for them to say. */
    private static final List<String> DOMAINS =
            List.of("kubernetes.io", "k8s.io", "x-k8s.io", "serving.knative.dev", "serving.kserve.io", "istio.io");

    /** Whether a pod has a sidecar, and which. */
    private static final Set<String> OF_ISTIO = Set.of("sidecar.istio.io/inject", "istio.io/rev");

    private Labels() {}

    /** In the order of their names. */
    static SequencedMap<String, String> passedOn(Map<String, String> written) {
        var passed = new LinkedHashMap<String, String>();
        written.entrySet().stream()
                .filter(label -> isPassedOn(label.getKey()))
                .sorted(Map.Entry.comparingByKey())
                .forEach(label -> passed.put(label.getKey(), label.getValue()));
        return passed;
    }

    private static boolean isPassedOn(String key) {
        if (SELECTORS.contains(key)) {
            return false;
        }
        int slash = key.indexOf('/');
        if (slash < 0) {
            return true;
        }
        String domain = key.substring(0, slash);
        return OF_ISTIO.contains(key)
                || DOMAINS.stream().noneMatch(theirs -> domain.equals(theirs) || domain.endsWith("." + theirs));
    }
}
