package dev.dromos.router.cli;

import dev.dromos.graph.Graph;
import dev.dromos.nodes.call.ClientSettings;
import dev.dromos.router.cli.ServeSettings.Flags;
import dev.dromos.router.ingress.HeaderPropagation;
import dev.dromos.router.logging.LogKeys;
import dev.dromos.router.serve.Router;
import dev.dromos.router.serve.RouterSettings;
import dev.dromos.router.serve.RouterSettings.ErrorStatusChoice;
import dev.dromos.router.serve.Starting;
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
        return new Serving(settings, surroundings).run();
    }

    private int run() throws Exception {
        var starting = Starting.begin(routerSettings());
        Optional<Graph> graph = Optional.empty();
        try {
            graph = settings.graph().load(surroundings.in(), settings.check()).report(surroundings.err());
        } finally {
            if (graph.isEmpty()) {
                starting.abandon();
            }
        }
        if (graph.isEmpty()) {
            return ExitCode.PROBLEMS;
        }
        Router router;
        try {
            router = starting.serve(graph.get());
        } catch (BindException taken) {
            surroundings
                    .err()
                    .println("port %d cannot be listened on: %s"
                            .formatted(settings.flags().listen().port(), taken.getMessage()));
            return ExitCode.PROBLEMS;
        }
        boolean underKnative = surroundings.environment().containsKey("K_SERVICE");
        var stopping = Stopping.onSignal(router, settings.quietPeriod(underKnative));
        AotCache.warnWhenUnfit(); // it listens already
        LOG.atInfo().addKeyValue(LogKeys.PORT, router.port()).log("serving");
        stopping.await();
        return ExitCode.GOOD;
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
                flags.metricsPath());
    }
}
