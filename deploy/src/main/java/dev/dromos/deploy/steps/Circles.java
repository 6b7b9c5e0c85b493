package dev.dromos.deploy.steps;

import dev.dromos.deploy.graph.GraphObject;
import dev.dromos.deploy.steps.Cluster.Kind;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Graphs that call each other in a circle. Each of them would wait for the next one's address, and a request that found one would go
 * round until a router ends it.
 */
final class Circles {
    /**
     * As many as a router lets a request pass, by {@code Depth} of the nodes, which are not known here: a longer circle is none that a
     * request could go round.
     */
    private static final int MOST_HOPS = 8;

    private final Cluster cluster;
    private final String graph;

    /** @param graph the one that the circles begin and end with */
    Circles(Cluster cluster, String graph) {
        this.cluster = cluster;
        this.graph = graph;
    }

    /** The names on the shortest way from the graph back to itself, when there is one that begins with this service. */
    Optional<List<String>> by(String service) {
        var passed = new HashSet<String>();
        List<List<String>> ways = onwards(List.of(graph), Set.of(service));
        for (int hops = 1; hops <= MOST_HOPS; hops++) {
            var circle =
                    ways.stream().filter(way -> way.getLast().equals(graph)).findFirst();
            if (circle.isPresent()) {
                return circle;
            }
            ways = ways.stream()
                    .filter(way -> passed.add(way.getLast()))
                    .flatMap(way -> onwards(way, services(way.getLast())).stream())
                    .toList();
        }
        return Optional.empty();
    }

    private List<List<String>> onwards(List<String> way, Set<String> services) {
        return services.stream()
                .flatMap(service -> graphOf(service).stream())
                .map(name -> Stream.concat(way.stream(), Stream.of(name)).toList())
                .toList();
    }

    /** The graph that is called by a service's name: by another object of that name only where that is no router of the graph's. */
    private Optional<String> graphOf(String service) {
        if (service.startsWith(ServiceFinder.GRAPH_PREFIX)) {
            return Optional.of(service.substring(ServiceFinder.GRAPH_PREFIX.length()));
        }
        boolean isModel = cluster.find(Kind.INFERENCE_SERVICE, service).isPresent();
        return isModel ? Optional.empty() : cluster.find(Kind.GRAPH, service).map(_ -> service);
    }

    private Set<String> services(String name) {
        return cluster.find(Kind.GRAPH, name)
                .<Set<String>>map(object -> GraphObject.services(object.path("spec")))
                .orElse(Set.of());
    }
}
