package dev.dromos.deploy.settings;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What a cluster has of Knative. */
public sealed interface Platform {
    /** Where Knative has its settings, unless somebody has installed it elsewhere. */
    String KNATIVE_NAMESPACE = "knative-serving";

    /** Nothing. */
    record WithoutKnative() implements Platform {}

    /**
     * Knative Serving.
     *
     * @param zeroInitialScale whether a revision may begin with no pod
     * @param podFields features that let a Service use fields of a pod, such as {@code kubernetes.podspec-affinity}
     */
    record WithKnative(boolean zeroInitialScale, Set<String> podFields) implements Platform {
        public WithKnative {
            podFields = Set.copyOf(podFields);
        }

        /** From the data of Knative's {@code config-autoscaler} and {@code config-features}. */
        public static WithKnative of(Map<String, String> autoscaler, Map<String, String> features) {
            return new WithKnative(
                    isOn(autoscaler.getOrDefault("allow-zero-initial-scale", "")),
                    features.entrySet().stream()
                            .filter(feature -> feature.getKey().startsWith("kubernetes.podspec-"))
                            .filter(feature ->
                                    feature.getValue().toLowerCase(Locale.ROOT).equals("enabled")
                                            || feature.getValue()
                                                    .toLowerCase(Locale.ROOT)
                                                    .equals("allowed"))
                            .map(Map.Entry::getKey)
                            .collect(Collectors.toSet()));
        }

        private static boolean isOn(String word) {
            return word.toLowerCase(Locale.ROOT).equals("true");
        }
    }
}
