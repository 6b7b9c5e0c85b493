package dev.dromos.router.cli;

import dev.dromos.graph.Timeouts;
import dev.dromos.nodes.call.ClientSettings;
import dev.dromos.nodes.call.ErrorStatus;
import dev.dromos.router.ingress.IngressLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The flags of {@code serve}; {@code --graph-json} is KServe's, the others have its router's fixed values as defaults. */
final class ServeOptions {
    private static final int MIB = 1024 * 1024;

    /** A body is one array of bytes. */
    private static final int LARGEST_MIB = 2047;

    /** More connections, requests or MiB than one process will ever have. */
    private static final int MANY = 1_000_000;

    private static final int LARGEST_PORT = 65_535;

    /** Segments that no client would write in another way, and neither the probe's nor the one that everybody asks for the graph. */
    private static final Pattern METRICS_PATH = Pattern.compile("(?!/readyz$)(/[A-Za-z0-9_-]+)+");

    /** Before a router that Knative runs is told to stop, its traffic has been led away already. */
    private static final Duration KNATIVE_QUIET = Duration.ofSeconds(1);

    /** Kubernetes leads a pod's traffic away while the pod is already stopping. */
    private static final Duration PLAIN_QUIET = Duration.ofSeconds(15);

    /** Kubernetes' default. */
    private static final Duration PLAIN_GRACE = Duration.ofSeconds(30);

    /** Knative gives a pod as long as a request; this is its default for one. */
    private static final Duration KNATIVE_GRACE = Duration.ofMinutes(5);

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
    private final StepOptions steps;

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

    @Option(names = "--watch", description = "Serve the new version of --graph-file whenever it changes.")
    private boolean watch;

    @Mixin
    private final GraphOptions graph = new GraphOptions();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    ServeOptions() {
        this(new StepOptions());
    }

    private ServeOptions(StepOptions steps) {
        this.steps = steps;
    }

    /** For {@code run}: loopback only. */
    static ServeOptions onThisMachine(int port, StepOptions steps, CommandSpec command) {
        var options = new ServeOptions(steps);
        options.command = command;
        options.host = "127.0.0.1";
        options.port = port;
        return options;
    }

    Optional<String> graphJson() {
        if (graphJson.isPresent() && graphFile.isPresent()) {
            throw new ParameterException(command.commandLine(), "--graph-json and --graph-file exclude each other");
        }
        return graphJson;
    }

    Optional<Path> graphFile() {
        return graphFile;
    }

    String host() {
        return host;
    }

    int port() {
        return inRange("--port", port, 0, LARGEST_PORT);
    }

    Optional<ErrorStatus> errorStatus() {
        return errorStatus;
    }

    IngressLimits limits() {
        int requestBytes = inRange("--max-request-mib", maxRequestMib, 1, LARGEST_MIB) * MIB;
        return new IngressLimits(
                requestBytes,
                inRange("--max-concurrent-requests", maxConcurrentRequests, 1, MANY),
                inRange("--max-connections", maxConnections, 1, MANY),
                heldBytes(requestBytes),
                headerTimeout);
    }

    private long heldBytes(int requestBytes) {
        return maxHeldMib
                .map(mib -> (long) inRange("--max-held-mib", mib, 1, MANY) * MIB)
                .orElseGet(() -> IngressLimits.heldBytesByDefault(requestBytes));
    }

    int maxResponseBytes() {
        return inRange("--max-response-mib", maxResponseMib, 1, LARGEST_MIB) * MIB;
    }

    /** Empty for nowhere. */
    String metricsPath() {
        var path = metricsPath.orElse("");
        if (!path.isEmpty() && !METRICS_PATH.matcher(path).matches()) {
            throw new ParameterException(
                    command.commandLine(),
                    "--metrics-path: expected a path as in `/metrics`, other than `/` and `/readyz`, found `%s`"
                            .formatted(path));
        }
        return path;
    }

    Duration maxWait() {
        if (!maxWait.isPositive()) {
            throw new ParameterException(command.commandLine(), "--max-wait: expected more than 0, found 0");
        }
        return maxWait;
    }

    StepOptions steps() {
        return steps;
    }

    boolean tellsDeadline() {
        return tellDeadline;
    }

    /** @param underKnative whether the environment has {@code K_SERVICE}, which Knative sets */
    Duration quietPeriod(boolean underKnative) {
        return quietPeriod.orElse(underKnative ? KNATIVE_QUIET : PLAIN_QUIET);
    }

    /** From the signal until the platform kills the process. */
    Duration gracePeriod(boolean underKnative, Timeouts timeouts) {
        var knative = timeouts.revision().isZero() ? KNATIVE_GRACE : timeouts.revision();
        return gracePeriod.orElse(underKnative ? knative : PLAIN_GRACE);
    }

    /** The file to watch, if any. */
    Optional<Path> watched() {
        if (watch && graphFile.filter(file -> !file.toString().equals("-")).isEmpty()) {
            throw new ParameterException(command.commandLine(), "--watch needs a --graph-file");
        }
        return watch ? graphFile : Optional.empty();
    }

    GraphOptions graph() {
        return graph;
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
