package dev.dromos.deploy.operator;

import dev.dromos.deploy.graph.GraphObject;
import dev.dromos.deploy.router.Annotations;
import dev.dromos.deploy.router.RouterModel;
import dev.dromos.deploy.settings.DeploymentMode;
import dev.dromos.deploy.settings.Platform;
import dev.dromos.deploy.settings.Settings;
import dev.dromos.deploy.status.StatusFactory;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Graphs that would have one host, which nothing leads to yet: the one that answered there last has it, and where none did the oldest that
 * is to.
 *
 * @param settings by which, on the platform, a graph is deployed that does not say how
 */
record Rivals(String host, Settings settings, Platform platform) {

    /** The first of the others, when it comes before the graph. */
    <P extends GraphResource> Optional<P> ahead(P graph, Stream<P> others) {
        var rank = Comparator.comparing((GraphResource one) -> !isThere(one))
                .thenComparing(one -> one.getMetadata().getCreationTimestamp())
                // Those of one second by something that does not change.
                .thenComparing(one -> one.getMetadata().getUid());
        return others.filter(other -> isThere(other) || isToBe(other))
                .filter(other -> rank.compare(other, graph) < 0)
                .min(rank);
    }

    private boolean isThere(GraphResource graph) {
        return RouterModel.url(host).equals(graph.lastStatus().url());
    }

    /** Whether it has, or will have, a router that is a Deployment, as far as is known of another graph. */
    private boolean isToBe(GraphResource graph) {
        GraphObject object = graph.asGraph();
        var annotations = new Annotations(object.annotations());
        var status = graph.lastStatus();
        String running = Optional.ofNullable(status.deploymentMode()).orElse("");
        var mode = annotations
                .mode()
                .orElseGet(() -> settings.keeping(running, platform).mode().on(platform));
        boolean isInvalid = status.condition(StatusFactory.GRAPH_VALID)
                .filter(condition -> "False".equals(condition.getStatus()))
                .isPresent();
        return !annotations.stop() && !isInvalid && mode == DeploymentMode.STANDARD;
    }
}
