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
        BY_PLATFORM
    }
}
