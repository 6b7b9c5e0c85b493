package dev.dromos.router.serve;

import dev.dromos.graph.Graph;
import dev.dromos.nodes.call.PredictorClient;
import dev.dromos.nodes.policy.StepMeter;
import dev.dromos.router.compile.CompiledGraph;
import dev.dromos.router.ingress.EdgeMeter;
import dev.dromos.router.ingress.Ingress;
import dev.dromos.router.ingress.IngressSettings;
import dev.dromos.router.logging.LogKeys;
import dev.dromos.router.metrics.PrometheusMetrics;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.impl.DefaultCamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A graph served over HTTP.
 *
 * <pre>
 *   start --> serving --drain--> draining (/readyz is 503, requests are still served) --close--> stopped
 *             serving --replace--> serving another graph
 * </pre>
 */
public final class Router implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Router.class);

    /** For what a close cannot hurry: calls that end by their own deadlines have been cancelled by then. */
    private static final long CLOSE_SECONDS = 10;

    /** For a graph without a limit: longer than any platform lets a stopping process live. */
    private static final Duration LONGEST_GRACE = Duration.ofMinutes(10);

    /** For requests that have not arrived whole when the router closes: a client may have stopped sending. */
    private static final Duration UPLOADS = Duration.ofSeconds(5);

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
            var meters = Meters.of(settings, edges.client(), changes, wakes);
            var waker = Waker.create(settings.wake(), edges.client().scheduler(), wakes);
            var shared = new RunningGraph.Shared(edges.client(), settings, meters.ofSteps(), waker);
            Starter starter = (next, context) -> RunningGraph.start(next, shared, context);
            var current = new CurrentGraph(starter.start(graph, camel));
            return new Router(
                    edges, listen(edges, ingressSettings(graph, settings, meters), current), current, starter, changes);
        } catch (Exception e) {
            close(edges.vertx());
            throw e;
        }
    }

    private static Ingress listen(Edges edges, IngressSettings settings, CurrentGraph current) throws Exception {
        try {
            return Ingress.listen(edges.vertx(), settings, current, Edges.eventLoops())
                    .await(CLOSE_SECONDS, TimeUnit.SECONDS);
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

    /** Serves another graph from the next request on. Its server timeouts take effect when the router next starts. */
    public void replace(Graph graph) throws Exception {
        current.replace(starter.start(graph, RunningGraph.bareCamel()));
        changes.served();
    }

    /** Counts a change of the graph that cannot be served: the graph stays as it is. */
    public void countKept() {
        changes.kept();
    }

    /** Tells whoever asks {@code /readyz} to send requests elsewhere, and goes on serving those that come. */
    public void drain() {
        ingress.drain();
    }

    /** Answers what runs, for no longer than a graph may take, then lets everything go. */
    @Override
    public void close() {
        close(LONGEST_GRACE);
    }

    /** The same, for no longer than {@code longest} either: what still runs then is answered that the router shuts down. */
    public void close(Duration longest) {
        var deadline = current.graph().deadline();
        var grace = deadline.compareTo(longest) < 0 ? deadline : longest;
        await(ingress.shutdown(grace, UPLOADS), grace.plusSeconds(CLOSE_SECONDS));
        current.close();
        close(edges.vertx());
    }

    static void close(Vertx vertx) {
        await(vertx.close(), Duration.ofSeconds(CLOSE_SECONDS));
    }

    /** Who counts; nothing of the library that counts is loaded for nobody. */
    private record Meters(EdgeMeter ofEdge, StepMeter.Factory ofSteps) {
        static Meters of(RouterSettings settings, PredictorClient client, GraphChanges changes, WakeCounts wakes) {
            if (settings.metricsPath().isEmpty()) {
                return new Meters(EdgeMeter.NONE, _ -> StepMeter.NONE);
            }
            var metrics = PrometheusMetrics.at(settings.metricsPath(), System::nanoTime, client);
            metrics.watchChanges(changes::countServed, changes::countKept);
            metrics.watchWakes(wakes::countRounds, wakes::countAnswered, wakes::countFailed);
            return new Meters(metrics, metrics);
        }
    }

    private static void await(Future<?> end, Duration limit) {
        try {
            end.await(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            LOG.atWarn().addKeyValue(LogKeys.LIMIT, limit).log("gave up waiting for requests to end");
        }
    }

    private static IngressSettings ingressSettings(Graph graph, RouterSettings settings, Meters meters) {
        var timeouts = graph.timeouts();
        return new IngressSettings(
                settings.host(),
                settings.port(),
                settings.limits(),
                new IngressSettings.Times(timeouts.serverRead(), timeouts.serverWrite(), timeouts.serverIdle()),
                meters.ofEdge(),
                System::nanoTime);
    }
}
