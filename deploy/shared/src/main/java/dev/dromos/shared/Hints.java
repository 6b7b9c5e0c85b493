package dev.dromos.shared;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.dromos.deploy.steps.Cluster.Kind;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.function.Supplier;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.kubernetes.KubernetesConfiguration;
import org.apache.camel.component.kubernetes.customresources.KubernetesCustomResourcesComponent;
import org.apache.camel.component.kubernetes.customresources.KubernetesCustomResourcesEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.slf4j.LoggerFactory;

/**
 * Rings when the API server tells that a graph has come, changed or gone: a route of Camel's kubernetes component for each namespace. Its watch
 * may die without a word; then it is to be closed and started anew.
 */
final class Hints implements AutoCloseable {
    private static final String COMPONENT = "kubernetes-custom-resources";

    private final DefaultCamelContext camel;
    private final KubernetesClient client;

    private Hints(DefaultCamelContext camel, KubernetesClient client) {
        this.camel = camel;
        this.client = client;
    }

    /** @param clients the one that is taken is closed with the hints, which ends its watches */
    static Hints start(Supplier<KubernetesClient> clients, List<String> namespaces, Bell bell) {
        keepQuiet("org.apache.camel.component.kubernetes"); // complains of a missing namespace where there is one
        keepQuiet("io.fabric8.kubernetes.client.dsl.internal.VersionUsageUtils"); // of a version that is ours
        var hints = new Hints(new DefaultCamelContext(), clients.get());
        try {
            hints.startRoutes(namespaces, bell);
            return hints;
        } catch (Exception e) {
            hints.close();
            throw new IllegalStateException("Camel does not start", e);
        }
    }

    private static void keepQuiet(String name) {
        if (LoggerFactory.getLogger(name) instanceof Logger logger) {
            logger.setLevel(Level.OFF);
        }
    }

    private void startRoutes(List<String> namespaces, Bell bell) throws Exception {
        var component = new KubernetesCustomResourcesComponent();
        camel.addComponent(COMPONENT, component);
        camel.addRoutes(new RouteBuilder(camel) {
            @Override
            public void configure() {
                for (int i = 0; i < namespaces.size(); i++) {
                    var uri = COMPONENT + ":" + i;
                    from(new KubernetesCustomResourcesEndpoint(uri, component, graphsOf(namespaces.get(i))))
                            .process(_ -> bell.ring());
                }
            }
        });
        camel.start();
    }

    private KubernetesConfiguration graphsOf(String namespace) {
        var plural = Kind.GRAPH.plural();
        var configuration = new KubernetesConfiguration();
        configuration.setKubernetesClient(client);
        configuration.setNamespace(namespace);
        configuration.setCrdGroup(Kind.GRAPH.group());
        configuration.setCrdVersion(Kind.GRAPH.version());
        configuration.setCrdPlural(plural);
        configuration.setCrdName(plural + "." + Kind.GRAPH.group());
        configuration.setCrdScope("Namespaced");
        return configuration;
    }

    @Override
    public void close() {
        camel.stop();
        client.close();
    }
}
