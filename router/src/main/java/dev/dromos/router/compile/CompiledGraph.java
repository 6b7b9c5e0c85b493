package dev.dromos.router.compile;

import dev.dromos.graph.Graph;
import java.util.List;
import org.apache.camel.model.RouteDefinition;

/**
 * A graph and the routes that run it.
 *
 * @param routes one per node, in the graph's order
 * @param entry the endpoint that a request enters at
 */
public record CompiledGraph(Graph graph, List<RouteDefinition> routes, String entry) {
    public CompiledGraph {
        routes = List.copyOf(routes);
    }

    /** The graph as a picture of text, the same for the same graph. */
    public String explain() {
        return PlanText.of(graph);
    }
}
