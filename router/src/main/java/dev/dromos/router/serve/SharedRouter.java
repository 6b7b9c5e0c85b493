package dev.dromos.router.serve;

import dev.dromos.graph.Timeouts;
import dev.dromos.router.ingress.Ingress;
import java.time.Duration;

/**
 * Many graphs served over HTTP by one process, each at its own path.
 *
 * <pre>
 *   prepare (graphs can be served, nobody can ask for them) --listen--> serving --drain, close--> stopped
 * </pre>
 */
public final class SharedRouter implements Stoppable {
    private final Preparation prepared;
    private final Ingress ingress;

    /** A router whose graphs are known before anybody can ask for them, so that none is missing to the first who does. */
    public static final class Preparation {
        private final RouterSettings settings;
        private final Edges edges;
        private final Meters meters;
        private final GraphTable table;

        private Preparation(RouterSettings settings, Edges edges, Meters meters, GraphTable table) {
            this.settings = settings;
            this.edges = edges;
            this.meters = meters;
            this.table = table;
        }

        /** The graphs, now and for as long as the router is there. */
        public GraphTable graphs() {
            return table;
        }

        /** Throws when it cannot; it has to be closed then. */
        public SharedRouter listen() throws Exception {
            return new SharedRouter(this, edges.listen(settings, Timeouts.DEFAULT, meters.ofEdge(), table));
        }

        /** For a router that is never to listen. */
        public void close() {
            table.close();
            edges.close();
        }
    }

    private SharedRouter(Preparation prepared, Ingress ingress) {
        this.prepared = prepared;
        this.ingress = ingress;
    }

    /** Begins; {@link Preparation#listen} or {@link Preparation#close} has to follow. */
    public static Preparation prepare(RouterSettings settings) {
        var edges = Edges.create(settings.client());
        var changes = new GraphChanges();
        var wakes = new WakeCounts();
        var meters = Meters.ofManyGraphs(settings, edges, changes, wakes);
        var waker = Waker.create(settings.wake(), edges.client().scheduler(), wakes);
        var table = new GraphTable(
                path -> new RunningGraph.Shared(
                        edges.client(), settings, meters.ofVersions().of(path), waker),
                changes);
        return new Preparation(settings, edges, meters, table);
    }

    public int port() {
        return ingress.port();
    }

    @Override
    public void drain() {
        ingress.drain();
    }

    @Override
    public void close(Duration longest) {
        // As long as there is: some graph may need it.
        Edges.shutdown(ingress, longest);
        prepared.close();
    }
}
