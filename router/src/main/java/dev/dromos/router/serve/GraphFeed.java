package dev.dromos.router.serve;

import dev.dromos.graph.check.CheckOptions;
import java.time.Duration;
import java.util.List;

/**
 * Where a router of many graphs hears of them. Found with a {@link java.util.ServiceLoader}, so that the router of one graph carries
 * no client of Kubernetes.
 */
public interface GraphFeed {

    /**
     * What to hear of.
     *
     * @param namespaces whose graphs are served
     * @param selector of labels, as {@code kubectl} writes it; empty for all graphs
     * @param period at the latest after which everything is looked at again
     * @param check how a graph is checked that has its addresses
     */
    record Scope(List<String> namespaces, String selector, Duration period, CheckOptions check) {
        public Scope {
            namespaces = List.copyOf(namespaces);
        }
    }

    /** A feed that goes on, until it is closed. */
    @FunctionalInterface
    interface Running extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Has all graphs served that there are, however long it takes to hear of them, and from then on those that come, change and go.
     *
     * @throws InterruptedException when it is interrupted before it has heard of them
     * @throws dev.dromos.nodes.call.UnusableEnvironmentException when it cannot hear of them whatever happens
     */
    Running start(GraphTable graphs, Scope scope) throws InterruptedException;
}
