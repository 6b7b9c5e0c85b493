package dev.dromos.deploy.steps;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.Locale;
import java.util.Optional;

/** The objects that a step's service can be, as they are now. Whoever asks sees one namespace, the graph's, and what has none. */
public interface Cluster {

    /** A kind of object that is looked up. */
    enum Kind {
        INFERENCE_SERVICE("serving.kserve.io/v1beta1", "InferenceService", "InferenceService", true),
        SERVING_RUNTIME("serving.kserve.io/v1alpha1", "ServingRuntime", "ServingRuntime", true),
        CLUSTER_SERVING_RUNTIME("serving.kserve.io/v1alpha1", "ClusterServingRuntime", "ClusterServingRuntime", false),
        KNATIVE_SERVICE("serving.knative.dev/v1", "Service", "Knative Service", true),
        SERVICE("v1", "Service", "Service", true),
        GRAPH("dromos.dev/v1alpha1", "InferenceGraph", "InferenceGraph", true);

        private final String apiVersion;
        private final String word;
        private final String shown;
        private final boolean namespaced;

        Kind(String apiVersion, String word, String shown, boolean namespaced) {
            this.apiVersion = apiVersion;
            this.word = word;
            this.shown = shown;
            this.namespaced = namespaced;
        }

        public String apiVersion() {
            return apiVersion;
        }

        /** Empty for the core group, which has no name. */
        public String group() {
            int slash = apiVersion.indexOf('/');
            return slash < 0 ? "" : apiVersion.substring(0, slash);
        }

        public String version() {
            return apiVersion.substring(apiVersion.indexOf('/') + 1);
        }

        /** What objects of this kind have in {@code kind}. */
        public String word() {
            return word;
        }

        /** For messages: not two kinds by the same word. */
        public String shown() {
            return shown;
        }

        public boolean isNamespaced() {
            return namespaced;
        }

        /** What it is called in paths and in rights; all of these kinds are regular. */
        public String plural() {
            return word.toLowerCase(Locale.ROOT) + "s";
        }

        /** Without it a client would ask the server first what it has, and say of a kind that is not there that it knows nothing of it. */
        public ResourceDefinitionContext definition() {
            return new ResourceDefinitionContext.Builder()
                    .withGroup(group())
                    .withVersion(version())
                    .withKind(word)
                    .withPlural(plural())
                    .withNamespaced(namespaced)
                    .build();
        }
    }

    /** The whole object; empty where there is none, or none can be of this kind. */
    Optional<JsonNode> find(Kind kind, String name);

    /** Whether who asks may not look for objects of this kind, so that what has not been found may be there all the same. */
    default boolean isHidden(Kind kind) {
        return false;
    }
}
