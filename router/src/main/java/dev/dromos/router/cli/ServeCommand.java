package dev.dromos.router.cli;

import dev.dromos.graph.Graph;
import dev.dromos.graph.read.GraphReader;
import dev.dromos.nodes.call.ClientSettings;
import dev.dromos.router.ingress.HeaderPropagation;
import dev.dromos.router.logging.LogKeys;
import dev.dromos.router.run.FileWatch;
import dev.dromos.router.serve.Router;
import dev.dromos.router.serve.RouterSettings;
import dev.dromos.router.serve.RouterSettings.ErrorStatusChoice;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code dromos serve}: what the container runs. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = "Serves one graph until it is told to stop. Takes PROPAGATE_HEADERS from the environment.",
        footerHeading = "%nExample:%n",
        footer = {
            "  $ dromos serve --graph-json "
                    + "'{\"nodes\":{\"root\":{\"routerType\":\"Sequence\",\"steps\":[{\"serviceUrl\":\"http://iris/\"}]}}}'",
            "  $ curl -d @request.json localhost:8080"
        })
final class ServeCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

    private final Surroundings surroundings;

    @Mixin
    private final ServeOptions options;

    ServeCommand(Surroundings surroundings) {
        this(surroundings, new ServeOptions());
    }

    /** Serves with options that were read elsewhere. */
    ServeCommand(Surroundings surroundings, ServeOptions options) {
        this.surroundings = surroundings;
        this.options = options;
    }

    @Override
    public Integer call() throws Exception {
        var watched = options.watched();
        var graph = graph();
        if (graph.isEmpty()) {
            return ExitCode.PROBLEMS;
        }
        OutOfMemory.endsTheProcess();
        Router router;
        try {
            router = Router.start(graph.get(), settings(options, surroundings));
        } catch (BindException taken) {
            surroundings
                    .err()
                    .println("port %d cannot be listened on: %s".formatted(options.port(), taken.getMessage()));
            return ExitCode.PROBLEMS;
        }
        // Before it says that it serves: a change made on hearing it must not be missed.
        if (watched.isPresent() && !startWatching(watched.get(), router)) {
            router.close();
            return ExitCode.PROBLEMS;
        }
        boolean underKnative = surroundings.environment().containsKey("K_SERVICE");
        var grace = options.gracePeriod(underKnative, graph.get().timeouts());
        var stopping = Stopping.onSignal(router, options.quietPeriod(underKnative), grace);
        LOG.atInfo().addKeyValue(LogKeys.PORT, router.port()).log("serving");
        stopping.await();
        return ExitCode.GOOD;
    }

    private boolean startWatching(Path file, Router router) {
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

    private Optional<Graph> graph() {
        var err = surroundings.err();
        if (options.graphJson().isPresent()) {
            var file = GraphReader.readSpec(options.graphJson().get());
            return Loaded.from(file, options.graph().forControllersGraph()).report(err);
        }
        if (options.graphFile().isPresent()) {
            return Loaded.from(
                            options.graphFile().get(),
                            surroundings.in(),
                            options.graph().forControllersGraph())
                    .report(err);
        }
        err.println("no graph: give --graph-json or --graph-file");
        return Optional.empty();
    }

    static RouterSettings settings(ServeOptions options, Surroundings surroundings) {
        var environment = surroundings.environment();
        var propagation = HeaderPropagation.parse(environment.getOrDefault("PROPAGATE_HEADERS", ""));
        propagation
                .ignored()
                .forEach(pattern -> LOG.atWarn()
                        .addKeyValue(LogKeys.PATTERN, pattern)
                        .log("PROPAGATE_HEADERS has a pattern that is not RE2; it is ignored, the others count"));
        return new RouterSettings(
                options.host(),
                options.port(),
                options.limits(),
                options.errorStatus()
                        .<ErrorStatusChoice>map(ErrorStatusChoice.Always::new)
                        .orElseGet(ErrorStatusChoice.ByGraph::new),
                propagation,
                options.steps()
                        .applyTo(ClientSettings.from(environment))
                        .withMaxResponseBytes(options.maxResponseBytes())
                        .withLongestWait(options.maxWait())
                        .withTellsDeadline(options.tellsDeadline()),
                options.metricsPath());
    }
}
