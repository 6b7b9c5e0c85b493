package dev.dromos.router.serve;

import dev.dromos.graph.Graph;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * A router that is coming up. Its edges are made on a thread of their own while its graph is read and Camel starts: with two processors
 * the first answer comes a tenth of a second sooner when the machine is slow.
 */
public final class Starting {
    private final RouterSettings settings;
    private final FutureTask<Edges> edges;

    private Starting(RouterSettings settings, FutureTask<Edges> edges) {
        this.settings = settings;
        this.edges = edges;
    }

    /** Begins; {@link #serve} or {@link #abandon} has to follow. */
    public static Starting begin(RouterSettings settings) {
        var edges = new FutureTask<>(() -> Edges.create(settings.client()));
        Thread.ofPlatform().name("start-edges").daemon().start(edges);
        return new Starting(settings, edges);
    }

    /** Returns once the router listens; throws, leaving nothing behind, when it cannot. */
    public Router serve(Graph graph) throws Exception {
        return Router.start(graph, settings, this::edges);
    }

    /** When there is no graph to serve. */
    public void abandon() throws Exception {
        edges().close();
    }

    private Edges edges() throws Exception {
        try {
            return edges.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error fault) {
                throw fault; // out of memory, say: whoever would have heard of it on this thread does
            }
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
