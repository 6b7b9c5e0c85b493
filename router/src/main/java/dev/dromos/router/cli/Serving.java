package dev.dromos.router.cli;

import dev.dromos.graph.Graph;
import dev.dromos.nodes.call.ClientSettings;
import dev.dromos.router.cli.ServeSettings.Flags;
import dev.dromos.router.cli.ServeSettings.GraphSource;
import dev.dromos.router.ingress.HeaderPropagation;
import dev.dromos.router.logging.LogKeys;
import dev.dromos.router.run.FileWatch;
import dev.dromos.router.serve.Router;
import dev.dromos.router.serve.RouterSettings;
import dev.dromos.router.serve.RouterSettings.ErrorStatusChoice;
import dev.dromos.router.serve.Starting;
import java.io.IOException;
import java.net.BindException;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What {@code serve} does: one graph, until the process is told to stop. */
final class Serving {
    private static final Logger LOG = LoggerFactory.getLogger(Serving.class);

    private final ServeSettings settings;
    private final Surroundings surroundings;

    private Serving(ServeSettings settings, Surroundings surroundings) {
        this.settings = settings;
        this.surroundings = surroundings;
    }

    /** Returns the exit code. */
    static int run(ServeSettings settings, Surroundings surroundings) throws Exception {
        if (settings.shared().isPresent()) {
            return SharedServing.run(settings.shared().get(), settings, surroundings);
        }
        return new Serving(settings, surroundings).run();
    }

    static String portTaken(ServeSettings settings, BindException taken) {
        return "port %d cannot be listened on: %s"
                .formatted(settings.flags().listen().port(), taken.getMessage());
    }

    private int run() throws Exception {
        OutOfMemory.endsTheProcess();
        var starting = Starting.begin(routerSettings());
        Optional<Graph> graph = Optional.empty();
        try {
            graph = graph();
        } finally {
            if (graph.isEmpty()) {
                starting.abandon();
            }
        }
        return graph.isEmpty() ? ExitCode.PROBLEMS : serve(graph.get(), starting);
    }

    private Optional<Graph> graph() {
        return settings.graph().load(surroundings.in(), settings.check()).report(surroundings.err());
    }

    private int serve(Graph graph, Starting starting) throws Exception {
        Router router;
        try {
            router = starting.serve(graph);
        } catch (BindException taken) {
            surroundings.err().println(portTaken(settings, taken));
            return ExitCode.PROBLEMS;
        }
        // Before it says that it serves: a change made on hearing it must not be missed.
        if (settings.watch() && !startWatching(router)) {
            router.close();
            return ExitCode.PROBLEMS;
        }
        boolean underKnative = surroundings.environment().containsKey("K_SERVICE");
        var ending = settings.ending();
        var stopping =
                Stopping.onSignal(router, ending.quiet(underKnative), ending.grace(underKnative, graph.timeouts()));
        AotCache.warnWhenUnfit(); // it listens already
        LOG.atInfo().addKeyValue(LogKeys.PORT, router.port()).log("serving");
        stopping.await();
        return ExitCode.GOOD;
    }

    private boolean startWatching(Router router) {
        if (!(settings.graph() instanceof GraphSource.File(var file))) {
            return false; // the options have refused it
        }
        try {
            FileWatch.start(
                    file,
                    new Reload(router, this::graph, () -> LOG.info("serving the new graph"), why -> LOG.warn(why)));
            return true;
        } catch (IOException e) {
            surroundings.err().println("%s: cannot be watched: %s".formatted(file, e.getMessage()));
            return false;
        }
    }

    private RouterSettings routerSettings() {
        return routerSettings(settings.flags(), surroundings.environment());
    }

    static RouterSettings routerSettings(Flags flags, Map<String, String> environment) {
        var propagation = HeaderPropagation.parse(environment.getOrDefault("PROPAGATE_HEADERS", ""));
        propagation
                .ignored()
                .forEach(pattern -> LOG.atWarn()
                        .addKeyValue(LogKeys.PATTERN, pattern)
                        .log("PROPAGATE_HEADERS has a pattern that is not RE2; it is ignored, the others count"));
        return new RouterSettings(
                flags.listen().host(),
                flags.listen().port(),
                flags.limits(),
                flags.errorStatus()
                        .<ErrorStatusChoice>map(ErrorStatusChoice.Always::new)
                        .orElseGet(ErrorStatusChoice.ByGraph::new),
                propagation,
                flags.steps().applyTo(ClientSettings.from(environment)),
                flags.metricsPath(),
                flags.wake());
    }
}
