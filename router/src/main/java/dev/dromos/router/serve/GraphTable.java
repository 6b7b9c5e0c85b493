package dev.dromos.router.serve;

import dev.dromos.graph.Graph;
import dev.dromos.nodes.call.ErrorStatus;
import dev.dromos.nodes.call.StepFailure;
import dev.dromos.router.ingress.Entry;
import dev.dromos.router.ingress.Graphs;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The graphs of a router that serves many, each where its {@link GraphPath} says. They come, change and go while requests are served; each
 * request gets one version of its graph from beginning to end.
 */
public final class GraphTable implements Graphs {
    private static final StepFailure NO_GRAPH = new StepFailure.NoSuchGraph();
    private static final Entry NOTHING = new Refusing(NO_GRAPH, ErrorStatus.PRECISE);

    private final ConcurrentMap<GraphPath, CurrentGraph> graphs = new ConcurrentHashMap<>();
    private final Function<GraphPath, RunningGraph.Shared> shared;
    private final GraphChanges changes;
    private final ReentrantLock changing = new ReentrantLock();
    private boolean closed;

    /** @param shared for one version of a graph */
    GraphTable(Function<GraphPath, RunningGraph.Shared> shared, GraphChanges changes) {
        this.shared = shared;
        this.changes = changes;
    }

    @Override
    public Supplier<Entry> at(String path) {
        return () -> GraphPath.of(path).map(graphs::get).map(CurrentGraph::get).orElse(NOTHING);
    }

    /** Where graphs are served now. */
    public Set<GraphPath> paths() {
        return Set.copyOf(graphs.keySet());
    }

    /** Serves a graph, in the place of the one that is there, from the next request on. Throws, changing nothing, when it cannot run. */
    public void serve(GraphPath path, Graph graph) throws Exception {
        var next = RunningGraph.start(graph, shared.apply(path), RunningGraph.bareCamel());
        changing.lock();
        try {
            if (closed) {
                next.close();
                return;
            }
            var current = graphs.get(path);
            if (current == null) {
                graphs.put(path, new CurrentGraph(next, NO_GRAPH));
            } else {
                current.replace(next);
            }
        } finally {
            changing.unlock();
        }
        changes.served();
    }

    /** Counts a change of a graph that cannot be served: what is served there stays. */
    public void countKept() {
        changes.kept();
    }

    /** Serves a graph no longer; requests that have begun are answered. */
    public void remove(GraphPath path) {
        changing.lock();
        try {
            var gone = graphs.remove(path);
            if (gone != null) {
                gone.close();
            }
        } finally {
            changing.unlock();
        }
    }

    void close() {
        changing.lock();
        try {
            closed = true;
            paths().forEach(this::remove);
        } finally {
            changing.unlock();
        }
    }
}
