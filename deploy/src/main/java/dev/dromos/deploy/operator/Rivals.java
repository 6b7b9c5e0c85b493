package dev.dromos.deploy.operator;

import dev.dromos.deploy.graph.GraphObject;
import dev.dromos.deploy.router.Annotations;
import dev.dromos.deploy.settings.DeploymentMode;
import dev.dromos.deploy.status.StatusFactory;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Graphs that would have one host, which nothing leads to yet: the one that answered there last has it, and where none did the oldest that is to. */
final class Rivals {
    private final String url;
    private final Comparator<GraphResource> rank;

    Rivals(String host) {
        this.url = "http://" + host;
        this.rank = Comparator.comparing((GraphResource graph) -> !isThere(graph))
                .thenComparing(graph -> graph.getMetadata().getCreationTimestamp())
                // Those of one second by something that does not change.
                .thenComparing(graph -> graph.getMetadata().getUid());
    }

    /** The first of the others, when it comes before the graph. */
    <P extends GraphResource> Optional<P> ahead(P graph, Stream<P> others) {
        return others.filter(other -> isThere(other) || isToBe(other))
                .filter(other -> rank.compare(other, graph) < 0)
                .min(rank);
    }

    private boolean isThere(GraphResource graph) {
        return url.equals(graph.lastStatus().url());
    }

    /** Whether it has, or will have, a router that is a Deployment, as far as is known of another graph. */
    private static boolean isToBe(GraphResource graph) {
        GraphObject object = graph.asGraph();
        var annotations = new Annotations(object.annotations());
        var status = graph.lastStatus();
        var mode = annotations
                .mode()
                .or(() -> Optional.ofNullable(status.deploymentMode()).flatMap(DeploymentMode::of));
        boolean isInvalid = status.condition(StatusFactory.GRAPH_VALID)
                .filter(condition -> "False".equals(condition.getStatus()))
                .isPresent();
        return !annotations.stop() && !isInvalid && !mode.equals(Optional.of(DeploymentMode.KNATIVE));
    }
}
