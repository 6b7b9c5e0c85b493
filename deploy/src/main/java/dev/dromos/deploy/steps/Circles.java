package dev.dromos.deploy.steps;

import dev.dromos.deploy.graph.GraphObject;
import dev.dromos.deploy.steps.Cluster.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Graphs that call each other in a circle. Each of them would wait for the next one's address, and a request that found one would go
 * round until a router ends it.
 */
final class Circles {
    private final Cluster cluster;
    private final String graph;

    /** @param graph the one that the circles begin and end with */
    Circles(Cluster cluster, String graph) {
        this.cluster = cluster;
        this.graph = graph;
    }

    /** The names on the way from the graph back to itself, when there is one that begins with this service. */
    Optional<List<String>> by(String service) {
        var way = new ArrayList<>(List.of(graph));
        return leadsBack(service, way, new HashSet<>()) ? Optional.of(List.copyOf(way)) : Optional.empty();
    }

    /** @param passed graphs that do not lead back, or are being looked at */
    private boolean leadsBack(String service, List<String> way, Set<String> passed) {
        var called = graphOf(service);
        if (called.isEmpty()) {
            return false;
        }
        String name = called.get();
        way.add(name);
        if (name.equals(graph)) {
            return true;
        }
        if (passed.add(name)) {
            for (String next : services(name)) {
                if (leadsBack(next, way, passed)) {
                    return true;
                }
            }
        }
        way.removeLast();
        return false;
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
