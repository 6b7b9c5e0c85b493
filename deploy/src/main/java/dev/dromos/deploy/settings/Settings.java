package dev.dromos.deploy.settings;

import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.List;

/**
 * What an administrator says of all routers.
 *
 * @param clusterDomain what names of Services end in
 */
public record Settings(Router router, Mode mode, Exposure exposure, String clusterDomain) {

    /** The ConfigMap that they are read from, beside the operator. */
    public static final String CONFIG_MAP = "dromos-config";

    /** The router that a cluster has without anybody saying so. */
    public static final Settings DEFAULT = new SettingsReader().settings();

    /**
     * The same for a graph whose router is deployed in a mode, by its word, and stays in it whatever is installed or said of others: only
     * Knative that has gone has taken its routers along.
     */
    public Settings keeping(String word, Platform platform) {
        return DeploymentMode.of(word)
                .filter(running -> running == DeploymentMode.STANDARD || platform instanceof Platform.WithKnative)
                .map(running -> new Settings(router, Mode.of(running), exposure, clusterDomain))
                .orElse(this);
    }

    /**
     * A router's pod.
     *
     * @param pullPolicy empty for Kubernetes' own choice
     * @param pullSecrets names of Secrets
     * @param resources for a graph that says nothing of its own
     * @param propagated patterns of header names that every graph's steps get, unless the graph says which; none: no header
     */
    public record Router(
            String image,
            String pullPolicy,
            List<String> pullSecrets,
            ResourceRequirements resources,
            List<String> propagated) {
        public Router {
            pullSecrets = List.copyOf(pullSecrets);
            propagated = List.copyOf(propagated);
        }
    }

    /** How a router is deployed when its graph does not say. */
    public enum Mode {
        KNATIVE,
        STANDARD,
        /** Knative where it is installed. */
        BY_PLATFORM;

        /** In a cluster that has this of Knative. */
        public DeploymentMode on(Platform platform) {
            return switch (this) {
                case KNATIVE -> DeploymentMode.KNATIVE;
                case STANDARD -> DeploymentMode.STANDARD;
                case BY_PLATFORM ->
                    switch (platform) {
                        case Platform.WithKnative _ -> DeploymentMode.KNATIVE;
                        case Platform.WithoutKnative _ -> DeploymentMode.STANDARD;
                    };
            };
        }

        static Mode of(DeploymentMode mode) {
            return switch (mode) {
                case KNATIVE -> KNATIVE;
                case STANDARD -> STANDARD;
            };
        }
    }
}
