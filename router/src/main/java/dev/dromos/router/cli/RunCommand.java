package dev.dromos.router.cli;

import dev.dromos.graph.Graph;
import dev.dromos.router.cli.ServeSettings.Flags;
import dev.dromos.router.cli.ServeSettings.Listen;
import dev.dromos.router.cli.ServeSettings.Steps;
import dev.dromos.router.ingress.IngressLimits;
import dev.dromos.router.run.ExampleModels;
import dev.dromos.router.run.FileWatch;
import dev.dromos.router.serve.Router;
import dev.dromos.router.serve.RouterSettings;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dromos run}: a graph and its models, on this machine, with one command. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Serves a graph on this machine, with the models of its example directory, until Ctrl-C.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  $ dromos run examples/iris-ensemble",
            "  $ dromos run graph.yaml --watch --service iris=http://localhost:8081/v1/models/iris:predict"
        })
final class RunCommand implements Callable<Integer> {
    /** Those that it shares with other verbs. */
    static final List<Flag> FLAGS =
            Stream.of(StepFlags.ALL, GraphFlags.ALL).flatMap(List::stream).toList();

    /** Of whoever has pressed Ctrl-C; they may press it again. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Surroundings surroundings;

    @Parameters(paramLabel = "PATH", description = "A graph, or a directory with a graph.yaml.")
    private Path path = Path.of("");

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8080",
            description = "0 for any free one. Default: ${DEFAULT-VALUE}.")
    private int port = 8080;

    @Option(names = "--watch", description = "Serve the graph's new version whenever its file changes.")
    private boolean watch;

    @Spec
    private CommandSpec command = CommandSpec.create();

    RunCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        var file = Files.isDirectory(path) ? path.resolve("graph.yaml") : path;
        var services = new LinkedHashMap<String, URI>();
        try (var models = startModels(directoryOf(file))) {
            services.putAll(models.services());
            services.putAll(GraphFlags.services(given()));
            var graph = load(file, services);
            return graph.isPresent() ? serve(file, graph.get(), services) : ExitCode.PROBLEMS;
        }
    }

    private FlagValues given() {
        return FlagOptions.values(command, FLAGS);
    }

    private Optional<Graph> load(Path file, Map<String, URI> services) {
        return Loaded.from(file, surroundings.in(), GraphFlags.forRunning(given(), services))
                .report(surroundings.err());
    }

    private int serve(Path file, Graph graph, Map<String, URI> services) throws Exception {
        Router router;
        try {
            router = Router.start(graph, settings());
        } catch (BindException _) {
            surroundings.err().println("port %d is taken; try --port 0".formatted(port));
            return ExitCode.PROBLEMS;
        }
        // Before anyone is told that it serves: a change made on hearing it must not be missed.
        if (watch && !startWatching(file, router, services)) {
            router.close();
            return ExitCode.PROBLEMS;
        }
        var stopping = Stopping.onSignal(router, Duration.ZERO, PATIENCE);
        greet(file, router);
        stopping.await();
        return ExitCode.GOOD;
    }

    private RouterSettings settings() {
        if (port < 0 || port > ServeSettings.LARGEST_PORT) {
            throw new ParameterException(
                    command.commandLine(),
                    "--port: expected 0 to %d, found %d".formatted(ServeSettings.LARGEST_PORT, port));
        }
        var flags = new Flags(
                Listen.onThisMachine(port),
                IngressLimits.DEFAULT,
                StepFlags.applyTo(Steps.DEFAULT, given()),
                Optional.empty(),
                "");
        return Serving.routerSettings(flags, surroundings.environment());
    }

    private boolean startWatching(Path file, Router router, Map<String, URI> services) {
        try {
            FileWatch.start(file, new Reload(router, () -> load(file, services), () -> replaced(file), this::kept));
            return true;
        } catch (IOException e) {
            surroundings.err().println("%s: cannot be watched: %s".formatted(file, e.getMessage()));
            return false;
        }
    }

    private void greet(Path file, Router router) {
        var out = surroundings.out();
        var url = "http://127.0.0.1:" + router.port();
        var request = directoryOf(file).resolve("request.json");
        out.println(router.compiled().explain());
        out.println("serving " + file + " at " + url);
        out.println("try it:");
        out.println("  curl -s %s -H 'Content-Type: application/json' --data-binary %s"
                .formatted(url, Files.exists(request) ? "'@" + request + "'" : "'{\"instances\":[]}'"));
        out.flush();
    }

    private void replaced(Path file) {
        surroundings.out().println("serving the new " + file);
        surroundings.out().flush();
    }

    private void kept(String why) {
        surroundings.err().println(why);
    }

    private static ExampleModels.Running startModels(Path directory) throws IOException {
        for (var models : ServiceLoader.load(ExampleModels.class)) {
            if (models.handles(directory)) {
                return models.start(directory);
            }
        }
        return new NoModels();
    }

    private static Path directoryOf(Path file) {
        var parent = file.getParent();
        return parent == null ? Path.of(".") : parent;
    }

    /** A graph whose steps are elsewhere. */
    private record NoModels() implements ExampleModels.Running {
        @Override
        public Map<String, URI> services() {
            return Map.of();
        }

        @Override
        public void close() {}
    }
}
