package dev.dromos.shared;

import dev.dromos.router.serve.GraphFeed;
import dev.dromos.router.serve.GraphTable;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The graphs of some namespaces, as the API server has them that the process's own configuration names. */
public final class ClusterFeed implements GraphFeed {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterFeed.class);

    private final Supplier<KubernetesClient> clients;

    /** Asks as {@code kubectl} would in the same pod or shell. */
    public ClusterFeed() {
        this(() -> new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder()
                        .withRequestRetryBackoffLimit(0) // we try again ourselves, and say so
                        .build())
                .build());
    }

    /** @param clients makes one, which is closed by whoever uses it */
    ClusterFeed(Supplier<KubernetesClient> clients) {
        this.clients = clients;
    }

    @Override
    public Running start(GraphTable graphs, Scope scope) throws InterruptedException {
        var client = clients.get();
        var lists = new ClusterLists(client, scope.selector());
        var sync = new GraphSync(graphs, new GraphText(scope.check()));
        var feeding = new Feeding(lists, sync, scope.namespaces(), scope.period(), System::nanoTime);
        feeding.look();
        while (!feeding.hasHeard()) { // until then a graph that is only not known yet would be answered 404
            Thread.sleep(feeding.pause());
            feeding.look();
        }
        var thread = Thread.ofPlatform().name("graph-feed").daemon().start(() -> goOn(feeding, scope));
        return () -> {
            thread.interrupt();
            client.close();
        };
    }

    private void goOn(Feeding feeding, Scope scope) {
        var bell = new Bell();
        Optional<Hints> hints = Optional.empty();
        while (!Thread.currentThread().isInterrupted()) {
            try {
                hints = hints.or(() -> hints(scope, bell));
                boolean rung = await(feeding, bell);
                if (feeding.look() && !rung) {
                    LOG.info("a graph has changed and nobody has told; changes are asked for anew");
                    hints.ifPresent(Hints::close);
                    hints = Optional.empty();
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException fault) {
                // The next turn may go well, and a router that hears of nothing any more must not come of this one.
                LOG.atError().setCause(fault).log("internal error");
            }
        }
        hints.ifPresent(Hints::close);
    }

    /** None for now where they cannot be had: looking from time to time finds everything too. */
    private Optional<Hints> hints(Scope scope, Bell bell) {
        try {
            return Optional.of(Hints.start(clients, scope.namespaces(), bell));
        } catch (RuntimeException fault) {
            LOG.atWarn().setCause(fault).log("changes are not told, but looked for");
            return Optional.empty();
        }
    }

    /** A cluster that cannot be asked is not asked the sooner for what it tells. */
    private static boolean await(Feeding feeding, Bell bell) throws InterruptedException {
        if (!feeding.hasHeard()) {
            Thread.sleep(feeding.pause());
            return true;
        }
        return bell.await(feeding.pause(), feeding.rest());
    }
}
