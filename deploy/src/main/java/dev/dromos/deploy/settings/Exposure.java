package dev.dromos.deploy.settings;

/** How routers that are Deployments are reached from outside the cluster. Knative exposes its own. */
public sealed interface Exposure {

    /** What names of routers end in; empty where they have none outside. */
    String domain();

    /** Not at all. */
    record Inside() implements Exposure {
        @Override
        public String domain() {
            return "";
        }
    }

    /** By an Ingress; {@code className} is empty for the cluster's default. */
    record ByIngress(String domain, String className) implements Exposure {}

    /** By an HTTPRoute at a Gateway. */
    record ByGateway(String domain, String namespace, String name) implements Exposure {}
}
