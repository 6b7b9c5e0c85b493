package dev.dromos.router.serve;

import dev.dromos.graph.Graph;
import dev.dromos.router.compile.CompiledGraph;
import dev.dromos.router.ingress.Ingress;
import dev.dromos.router.ingress.IngressSettings;
import dev.dromos.router.logging.LogKeys;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

    private final Edges edges;
    private final Ingress ingress;
    private final CurrentGraph current;
    private final RouterSettings settings;

    private Router(Edges edges, Ingress ingress, CurrentGraph current, RouterSettings settings) {
        this.edges = edges;
        this.ingress = ingress;
        this.current = current;
        this.settings = settings;
    }

    /** Returns once it listens; throws, leaving nothing behind, when it cannot. */
    public static Router start(Graph graph, RouterSettings settings) throws Exception {
        return Starting.begin(settings).serve(graph);
    }

    static Router start(Graph graph, RouterSettings settings, Callable<Edges> coming) throws Exception {
        var camel = RunningGraph.bareCamel(); // first, so that it comes up while the edges do
        var edges = coming.call();
        try {
            var running = RunningGraph.start(graph, edges.client(), settings, camel);
            return listen(graph, settings, edges, new CurrentGraph(running));
        } catch (Exception e) {
            close(edges.vertx());
            throw e;
        }
    }

    private static Router listen(Graph graph, RouterSettings settings, Edges edges, CurrentGraph current)
            throws Exception {
        try {
            var ingress = Ingress.listen(edges.vertx(), ingressSettings(graph, settings), current, Edges.eventLoops())
                    .await(CLOSE_SECONDS, TimeUnit.SECONDS);
            return new Router(edges, ingress, current, settings);
        } catch (Exception e) {
            current.close();
            throw e;
        }
    }

    public int port() {
        return ingress.port();
    }

    public CompiledGraph compiled() {
        return current.graph().compiled();
    }

    /** Serves another graph from the next request on. Its server timeouts take effect when the router next starts. */
    public void replace(Graph graph) throws Exception {
        current.replace(RunningGraph.start(graph, edges.client(), settings, RunningGraph.bareCamel()));
    }

    /** Tells whoever asks {@code /readyz} to send requests elsewhere, and goes on serving those that come. */
    public void drain() {
        ingress.drain();
    }

    /** Answers what runs, for no longer than a graph may take, then lets everything go. */
    @Override
    public void close() {
        var grace = current.graph().deadline();
        var longest = grace.compareTo(LONGEST_GRACE) < 0 ? grace : LONGEST_GRACE;
        await(ingress.shutdown(longest), longest.plusSeconds(CLOSE_SECONDS));
        current.close();
        close(edges.vertx());
    }

    static void close(Vertx vertx) {
        await(vertx.close(), Duration.ofSeconds(CLOSE_SECONDS));
    }

    private static void await(Future<?> end, Duration limit) {
        try {
            end.await(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            LOG.atWarn().addKeyValue(LogKeys.LIMIT, limit).log("gave up waiting for requests to end");
        }
    }

    private static IngressSettings ingressSettings(Graph graph, RouterSettings settings) {
        var timeouts = graph.timeouts();
        return new IngressSettings(
                settings.host(),
                settings.port(),
                settings.maxRequestBytes(),
                timeouts.serverRead(),
                timeouts.serverIdle(),
                System::nanoTime);
    }
}
