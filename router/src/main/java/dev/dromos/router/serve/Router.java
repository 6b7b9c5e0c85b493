package dev.dromos.router.serve;

import dev.dromos.graph.Graph;
import dev.dromos.nodes.call.StepFailure;
import dev.dromos.router.compile.CompiledGraph;
import dev.dromos.router.ingress.Ingress;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * A graph served over HTTP.
 *
 * <pre>
 *   start --> serving --drain--> draining (/readyz is 503, requests are still served) --close--> stopped
 *             serving --replace--> serving another graph
 * </pre>
 */
public final class Router implements Stoppable, AutoCloseable {
    /** For a graph without a limit: longer than any platform lets a stopping process live. */
    private static final Duration LONGEST_GRACE = Duration.ofMinutes(10);

    /** Its path is every path. */
    private static final GraphPath ONLY = new GraphPath("", "");

    private final Edges edges;
    private final Ingress ingress;
    private final CurrentGraph current;
    private final Starter starter;
    private final GraphChanges changes;

    /** Compiles a graph and starts its routes, with all that a router was told. */
    @FunctionalInterface
    private interface Starter {
        RunningGraph start(Graph graph, DefaultCamelContext camel) throws Exception;
    }

    private Router(Edges edges, Ingress ingress, CurrentGraph current, Starter starter, GraphChanges changes) {
        this.edges = edges;
        this.ingress = ingress;
        this.current = current;
        this.starter = starter;
        this.changes = changes;
    }

    /** Returns once it listens; throws, leaving nothing behind, when it cannot. */
    public static Router start(Graph graph, RouterSettings settings) throws Exception {
        return Starting.begin(settings).serve(graph);
    }

    static Router start(Graph graph, RouterSettings settings, Callable<Edges> coming) throws Exception {
        var camel = RunningGraph.bareCamel(); // first, so that it comes up while the edges do
        var edges = coming.call();
        try {
            var changes = new GraphChanges();
            var wakes = new WakeCounts();
            var meters = Meters.ofOneGraph(settings, edges, changes, wakes);
            var waker = Waker.create(settings.wake(), edges.client().scheduler(), wakes);
            var shared = new RunningGraph.Shared(
                    edges.client(), settings, meters.ofVersions().of(ONLY), waker);
            Starter starter = (next, context) -> RunningGraph.start(next, shared, context);
            var current = new CurrentGraph(starter.start(graph, camel), new StepFailure.ShuttingDown());
            var ingress = listen(edges, graph, settings, meters, current);
            return new Router(edges, ingress, current, starter, changes);
        } catch (Exception e) {
            edges.close();
            throw e;
        }
    }

    private static Ingress listen(
            Edges edges, Graph graph, RouterSettings settings, Meters meters, CurrentGraph current) throws Exception {
        try {
            return edges.listen(settings, graph.timeouts(), meters.ofEdge(), _ -> current);
        } catch (Exception e) {
            current.close();
            throw e;
        }
    }

    public int port() {
        return ingress.port();
    }

    /** What clients have of it at this moment. */
    public Ingress.Load load() {
        return ingress.load();
    }

    public CompiledGraph compiled() {
        return current.graph().compiled();
    }

    /** How many servers the steps call that are served or still run, of all versions of the graph together. */
    public int targets() {
        return edges.client().targets();
    }

    /** How many calls to steps run, those that wait for a connection included. */
    public long stepCalls() {
        return edges.client().runningCalls();
    }

    /** Serves another graph from the next request on. Its server timeouts take effect when the router next starts. */
    public void replace(Graph graph) throws Exception {
        current.replace(starter.start(graph, RunningGraph.bareCamel()));
        changes.served();
    }

    /** Counts a change of the graph that cannot be served: the graph stays as it is. */
    public void countKept() {
        changes.kept();
    }

    @Override
    public void drain() {
        ingress.drain();
    }

    /** Answers what runs, for no longer than a graph may take, then lets everything go. */
    @Override
    public void close() {
        close(LONGEST_GRACE);
    }

    @Override
    public void close(Duration longest) {
        var deadline = current.graph().deadline();
        Edges.shutdown(ingress, deadline.compareTo(longest) < 0 ? deadline : longest);
        current.close();
        edges.close();
    }
}
