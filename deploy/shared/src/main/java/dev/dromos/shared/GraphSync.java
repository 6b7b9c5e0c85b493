package dev.dromos.shared;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dromos.deploy.graph.GraphObject;
import dev.dromos.deploy.graph.RouterGraph;
import dev.dromos.deploy.router.Annotations;
import dev.dromos.deploy.settings.Settings;
import dev.dromos.deploy.steps.Cluster;
import dev.dromos.deploy.steps.Cluster.Kind;
import dev.dromos.deploy.steps.Resolution;
import dev.dromos.deploy.steps.ServiceFinder;
import dev.dromos.router.logging.LogKeys;
import dev.dromos.router.serve.GraphPath;
import dev.dromos.router.serve.GraphTable;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.URI;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a router's graphs those of the cluster. A graph that cannot be served as it is now, because it is not valid or a step's service has no
 * address, is served as it last could be; what is the matter is said once. A namespace that cannot be heard of stays as it is.
 */
final class GraphSync {
    private static final Logger LOG = LoggerFactory.getLogger(GraphSync.class);

    private final GraphTable table;
    private final GraphText text;
    private final Map<GraphPath, Served> served = new HashMap<>();

    /** What was last the matter with a graph. */
    private final Map<GraphPath, Complaint> complaints = new HashMap<>();

    /** Which version of each graph was there at the last look. */
    private Map<GraphPath, Version> versions = new HashMap<>();

    /** @param found the addresses in it that are not the user's */
    private record Served(RouterGraph graph, Map<String, URI> found) {}

    /** What is the matter with a graph. */
    private sealed interface Complaint {
        String why();

        /** The graph itself, so that it need not be read again while it is the same. */
        record Invalid(RouterGraph graph, String why) implements Complaint {}

        /** Something around it, which may be in its place at the next look: a service's address, a file that is not mounted yet. */
        record Hindered(String why) implements Complaint {}
    }

    private record Version(String uid, long generation) {}

    /**
     * What a look has come to.
     *
     * @param graphsHaveChanged since the last one, whatever became of them
     * @param unheard namespaces that could not be asked
     */
    record Outcome(boolean graphsHaveChanged, SequencedMap<String, KubernetesClientException> unheard) {}

    GraphSync(GraphTable table, GraphText text) {
        this.table = table;
        this.text = text;
    }

    Outcome take(Lists lists, List<String> namespaces) {
        var before = versions;
        versions = new HashMap<>();
        var unheard = new LinkedHashMap<String, KubernetesClientException>();
        var everyones = new EnumMap<Kind, Map<String, JsonNode>>(Kind.class);
        for (var namespace : namespaces) {
            try {
                take(lists.graphs(namespace), new ListedCluster(lists, namespace, everyones), namespace);
            } catch (KubernetesClientException failure) {
                unheard.put(namespace, failure);
                before.forEach((path, version) -> {
                    if (path.namespace().equals(namespace)) {
                        versions.put(path, version);
                    }
                });
            }
        }
        return new Outcome(!versions.equals(before), unheard);
    }

    private void take(List<GraphObject> graphs, Cluster cluster, String namespace) {
        var wanted = new HashSet<GraphPath>();
        for (var graph : graphs) {
            var path = new GraphPath(namespace, graph.name());
            versions.put(path, new Version(graph.metadata().getUid(), graph.generation()));
            if (isWanted(graph)) {
                wanted.add(path);
                takeSafely(path, graph, cluster);
            }
        }
        removeOthers(namespace, wanted);
    }

    private static boolean isWanted(GraphObject graph) {
        return graph.metadata().getDeletionTimestamp() == null && !new Annotations(graph.annotations()).stop();
    }

    private void removeOthers(String namespace, Set<GraphPath> wanted) {
        for (var path : table.paths()) {
            if (path.namespace().equals(namespace) && !wanted.contains(path)) {
                table.remove(path);
                served.remove(path);
                LOG.atInfo().addKeyValue(LogKeys.GRAPH, path.label()).log("graph is served no longer");
            }
        }
        complaints.keySet().removeIf(path -> path.namespace().equals(namespace) && !wanted.contains(path));
    }

    /** What is wrong with one graph, or with us, is no other graph's concern. */
    private void takeSafely(GraphPath path, GraphObject graph, Cluster cluster) {
        try {
            take(path, graph, cluster);
        } catch (KubernetesClientException failure) {
            throw failure; // which is the whole namespace's
        } catch (RuntimeException fault) {
            if (keep(path, new Complaint.Hindered("internal error: " + fault))) {
                LOG.atError()
                        .addKeyValue(LogKeys.GRAPH, path.label())
                        .setCause(fault)
                        .log("internal error");
            }
        }
    }

    private void take(GraphPath path, GraphObject graph, Cluster cluster) {
        var finder = new ServiceFinder(cluster, Settings.DEFAULT.clusterDomain(), graph);
        var found = new LinkedHashMap<String, URI>();
        var missing = new LinkedHashMap<String, String>();
        for (var name : graph.services()) {
            switch (finder.find(name)) {
                case Resolution.Found there -> found.put(name, there.address());
                case Resolution.Missing(var why) -> missing.put(name, why);
            }
        }
        var before = served.get(path);
        if (before != null) {
            missing.keySet().stream()
                    .filter(before.found()::containsKey)
                    .forEach(name -> found.put(name, before.found().get(name)));
        }
        var written = graph.withAddresses(found);
        var why = missing.values().stream().collect(Collectors.joining("; "));
        if (!found.keySet().containsAll(missing.keySet())) {
            keep(path, new Complaint.Hindered(why));
        } else if (before == null || !before.graph().equals(written)) {
            serve(path, new Served(written, found), why);
        } else if (why.isEmpty()) {
            forgive(path);
        } else {
            keep(path, new Complaint.Hindered(why));
        }
    }

    /** @param why a service has no address any more and keeps the one that it had; empty when all have one */
    private void serve(GraphPath path, Served next, String why) {
        if (complaints.get(path) instanceof Complaint.Invalid(var graph, var _) && graph.equals(next.graph())) {
            return;
        }
        switch (text.read(path, next.graph())) {
            case GraphText.Refused(var problems) -> keep(path, new Complaint.Invalid(next.graph(), problems));
            case GraphText.Good(var graph) -> {
                try {
                    table.serve(path, graph);
                } catch (Exception e) {
                    keep(path, new Complaint.Hindered("it cannot be started: " + e.getMessage()));
                    return;
                }
                served.put(path, next);
                complaints.remove(path);
                LOG.atInfo().addKeyValue(LogKeys.GRAPH, path.label()).log("graph is served");
                if (!why.isEmpty()) {
                    keep(path, new Complaint.Hindered(why));
                }
            }
        }
    }

    private void forgive(GraphPath path) {
        if (complaints.remove(path) != null) {
            LOG.atInfo().addKeyValue(LogKeys.GRAPH, path.label()).log("graph is served as it is");
        }
    }

    /** True when it is news. */
    private boolean keep(GraphPath path, Complaint complaint) {
        var last = complaints.put(path, complaint);
        if (last != null && last.why().equals(complaint.why())) {
            return false;
        }
        table.countKept();
        LOG.atWarn()
                .addKeyValue(LogKeys.GRAPH, path.label())
                .addKeyValue(LogKeys.REASON, complaint.why())
                .log(served.containsKey(path) ? "graph is served as it last could be" : "graph cannot be served");
        return true;
    }
}
