package dev.dromos.router.cli;

import dev.dromos.nodes.call.ClientSettings;
import dev.dromos.nodes.call.ErrorStatus;
import dev.dromos.router.cli.ServeSettings.Ending;
import dev.dromos.router.cli.ServeSettings.Flags;
import dev.dromos.router.cli.ServeSettings.GraphSource;
import dev.dromos.router.cli.ServeSettings.Listen;
import dev.dromos.router.cli.ServeSettings.Steps;
import dev.dromos.router.ingress.IngressLimits;
import dev.dromos.router.serve.WakeSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The flags of {@code serve}; {@code --graph-json} is KServe's, the others have its router's fixed values as defaults. A flag that a
 * router in a cluster is likely to get is added to {@link ServeArguments} too.
 */
final class ServeOptions {
    /** More connections, requests or MiB than one process will ever have. */
    private static final int MANY = 1_000_000;

    /** Segments that no client would write in another way, and neither the probe's nor the one that everybody asks for the graph. */
    private static final Pattern METRICS_PATH = Pattern.compile("(?!/readyz$)(/[A-Za-z0-9_-]+)+");

    @Option(
            names = "--graph-json",
            paramLabel = "JSON",
            description = "The graph: an InferenceGraph, or its spec alone.")
    private Optional<String> graphJson = Optional.empty();

    @Option(names = "--graph-file", paramLabel = "FILE", description = "The graph, in a file, YAML or JSON.")
    private Optional<Path> graphFile = Optional.empty();

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "0.0.0.0",
            description = "Default: ${DEFAULT-VALUE}.")
    private String host = "0.0.0.0";

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8080",
            description = "0 for any free one. Default: ${DEFAULT-VALUE}.")
    private int port = 8080;

    @Option(
            names = "--error-status",
            paramLabel = "MODE",
            description = "kserve: 500 for every failure; precise: 502, 503 or 504. Default: what the graph says.")
    private Optional<ErrorStatus> errorStatus = Optional.empty();

    @Option(
            names = "--max-request-mib",
            paramLabel = "N",
            defaultValue = "10",
            description = "A larger request is answered 413. Default: ${DEFAULT-VALUE}.")
    private int maxRequestMib = 10;

    @Option(
            names = "--max-response-mib",
            paramLabel = "N",
            defaultValue = "32",
            description = "A step's larger answer is a failure. Default: ${DEFAULT-VALUE}.")
    private int maxResponseMib = 32;

    @Option(
            names = "--max-concurrent-requests",
            paramLabel = "N",
            defaultValue = "1000",
            description = "One more is answered 503. Default: ${DEFAULT-VALUE}.")
    private int maxConcurrentRequests = 1000;

    @Option(
            names = "--max-connections",
            paramLabel = "N",
            defaultValue = "1000",
            description = "For one more, the longest idle one is closed. Default: ${DEFAULT-VALUE}.")
    private int maxConnections = 1000;

    @Option(
            names = "--max-held-mib",
            paramLabel = "N",
            description = "Bodies of all requests together; one that does not fit is answered 503. "
                    + "Default: 30%% of the heap.")
    private Optional<Integer> maxHeldMib = Optional.empty();

    @Option(
            names = "--header-timeout",
            paramLabel = "DURATION",
            defaultValue = "10s",
            description = "A connection whose request's head takes longer is closed. Default: ${DEFAULT-VALUE}.")
    private Duration headerTimeout = Duration.ofSeconds(10);

    @Option(
            names = "--metrics-path",
            paramLabel = "PATH",
            description = "Where metrics are shown, as in /metrics. Default: nowhere; every path is the graph.")
    private Optional<String> metricsPath = Optional.empty();

    @Option(
            names = "--max-wait",
            paramLabel = "DURATION",
            defaultValue = "30s",
            description = "How long a call waits for a connection to a busy server. Default: ${DEFAULT-VALUE}.")
    private Duration maxWait = ClientSettings.DEFAULT.pool().longestWait();

    @Mixin
    private final StepOptions steps = new StepOptions();

    @Option(
            names = "--tell-deadline",
            description = "Tell each step's server in X-Request-Timeout how long its answer is waited for.")
    private boolean tellDeadline;

    @Option(
            names = "--quiet-period",
            paramLabel = "DURATION",
            description = "How long requests are still taken after SIGTERM. Default: 15s, 1s under Knative.")
    private Optional<Duration> quietPeriod = Optional.empty();

    @Option(
            names = "--grace-period",
            paramLabel = "DURATION",
            description = "How long after SIGTERM the pod is killed; what runs is answered before. "
                    + "Default: 30s; under Knative the graph's timeout, else 300s.")
    private Optional<Duration> gracePeriod = Optional.empty();

    @Option(
            names = "--wake",
            paramLabel = "STEPS",
            defaultValue = "none",
            description = "Which steps to wake at once when the graph has not been asked for --stable-window: "
                    + "all, likely or none. Default: ${DEFAULT-VALUE}.")
    private WakeSettings.Policy wake = WakeSettings.Policy.NONE;

    @Option(
            names = "--stable-window",
            paramLabel = "DURATION",
            defaultValue = "60s",
            description = "How long a step is without requests before it is scaled to zero. "
                    + "Default: ${DEFAULT-VALUE}, Knative's.")
    private Duration stableWindow = WakeSettings.STABLE_WINDOW;

    @Option(names = "--watch", description = "Serve the new version of --graph-file whenever it changes.")
    private boolean watch;

    @Mixin
    private final GraphOptions graph = new GraphOptions();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    ServeSettings settings() {
        var flags = new Flags(
                new Listen(host, inRange("--port", port, 0, ServeSettings.LARGEST_PORT)),
                limits(),
                steps.applyTo(new Steps(
                        inRange("--max-response-mib", maxResponseMib, 1, ServeSettings.LARGEST_MIB),
                        longestWait(),
                        tellDeadline,
                        Steps.DEFAULT.egress(),
                        Steps.DEFAULT.authorities(),
                        Steps.DEFAULT.identity())),
                errorStatus,
                metricsPath(),
                wake());
        var source = source();
        return new ServeSettings(
                source, graph.forControllersGraph(), flags, new Ending(quietPeriod, gracePeriod), watches(source));
    }

    private GraphSource source() {
        if (graphJson.isPresent() && graphFile.isPresent()) {
            throw new ParameterException(command.commandLine(), "--graph-json and --graph-file exclude each other");
        }
        return graphJson
                .<GraphSource>map(GraphSource.Json::new)
                .or(() -> graphFile.map(GraphSource.File::new))
                .orElseGet(GraphSource.Nowhere::new);
    }

    private IngressLimits limits() {
        int requestBytes =
                inRange("--max-request-mib", maxRequestMib, 1, ServeSettings.LARGEST_MIB) * ServeSettings.MIB;
        return new IngressLimits(
                requestBytes,
                inRange("--max-concurrent-requests", maxConcurrentRequests, 1, MANY),
                inRange("--max-connections", maxConnections, 1, MANY),
                heldBytes(requestBytes),
                headerTimeout);
    }

    private long heldBytes(int requestBytes) {
        return maxHeldMib
                .map(mib -> (long) inRange("--max-held-mib", mib, 1, MANY) * ServeSettings.MIB)
                .orElseGet(() -> IngressLimits.heldBytesByDefault(requestBytes));
    }

    /** Empty for nowhere. */
    private String metricsPath() {
        var path = metricsPath.orElse("");
        if (!path.isEmpty() && !METRICS_PATH.matcher(path).matches()) {
            throw new ParameterException(
                    command.commandLine(),
                    "--metrics-path: expected a path as in `/metrics`, other than `/` and `/readyz`, found `%s`"
                            .formatted(path));
        }
        return path;
    }

    private Duration longestWait() {
        return positive("--max-wait", maxWait);
    }

    private WakeSettings wake() {
        return new WakeSettings(wake, positive("--stable-window", stableWindow));
    }

    private Duration positive(String option, Duration value) {
        if (!value.isPositive()) {
            throw new ParameterException(command.commandLine(), "%s: expected more than 0, found 0".formatted(option));
        }
        return value;
    }

    /** The file that was asked to be watched is the graph's. */
    private boolean watches(GraphSource source) {
        boolean isFile = source instanceof GraphSource.File file
                && !file.path().toString().equals("-");
        if (watch && !isFile) {
            throw new ParameterException(command.commandLine(), "--watch needs a --graph-file");
        }
        return watch;
    }

    private int inRange(String option, int value, int smallest, int largest) {
        if (value < smallest || value > largest) {
            throw new ParameterException(
                    command.commandLine(),
                    "%s: expected %d to %d, found %d".formatted(option, smallest, largest, value));
        }
        return value;
    }
}
