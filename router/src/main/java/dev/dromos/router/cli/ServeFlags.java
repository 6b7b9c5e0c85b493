package dev.dromos.router.cli;

import dev.dromos.graph.check.CheckOptions;
import dev.dromos.nodes.call.ErrorStatus;
import dev.dromos.router.cli.ServeSettings.Ending;
import dev.dromos.router.cli.ServeSettings.Flags;
import dev.dromos.router.cli.ServeSettings.GraphSource;
import dev.dromos.router.cli.ServeSettings.Listen;
import dev.dromos.router.cli.ServeSettings.Steps;
import dev.dromos.router.ingress.IngressLimits;
import dev.dromos.router.serve.GraphFeed;
import dev.dromos.router.serve.WakeSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The flags of {@code serve}; {@code --graph-json} is KServe's, the others have its router's fixed values as defaults. */
final class ServeFlags {
    /** More connections, requests or MiB than one process will ever have. */
    private static final int MANY = 1_000_000;

    /** Segments that no client would write in another way, and neither the probe's nor the one that everybody asks for the graph. */
    private static final String METRICS_PATHS = "(?!/readyz$)(/[A-Za-z0-9_-]+)+";

    /** RFC 1123, a label. */
    private static final String NAMESPACE = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";

    private static final Path STDIN = Path.of("-");

    private static final Flag GRAPH_JSON =
            Flag.withValue("--graph-json", "JSON", "The graph: an InferenceGraph, or its spec alone.");
    private static final Flag GRAPH_FILE =
            Flag.withValue("--graph-file", "FILE", "The graph, in a file, YAML or JSON.");
    private static final Flag HOST = Flag.withValue("--host", "ADDRESS", "Default: 0.0.0.0.");
    private static final Flag PORT = Flag.withValue("--port", "N", "0 for any free one. Default: 8080.");
    private static final Flag ERROR_STATUS = Flag.withValue(
            "--error-status",
            "MODE",
            "kserve: 500 for every failure; precise: 502, 503 or 504. Default: what the graph says.");
    private static final Flag MAX_REQUEST =
            Flag.withValue("--max-request-mib", "N", "A larger request is answered 413. Default: 10.");
    private static final Flag MAX_RESPONSE =
            Flag.withValue("--max-response-mib", "N", "A step's larger answer is a failure. Default: 32.");
    private static final Flag MAX_REQUESTS =
            Flag.withValue("--max-concurrent-requests", "N", "One more is answered 503. Default: 1000.");
    private static final Flag MAX_CONNECTIONS =
            Flag.withValue("--max-connections", "N", "For one more, the longest idle one is closed. Default: 1000.");
    private static final Flag MAX_HELD = Flag.withValue(
            "--max-held-mib",
            "N",
            "Bodies of all requests together; one that does not fit is answered 503. Default: 30% of the heap.");
    private static final Flag HEADER_TIMEOUT = Flag.withValue(
            "--header-timeout", "DURATION", "A connection whose request's head takes longer is closed. Default: 10s.");
    private static final Flag METRICS_PATH = Flag.withValue(
            "--metrics-path",
            "PATH",
            "Where metrics are shown, as in /metrics. Default: nowhere; every path is the graph.");
    private static final Flag MAX_WAIT = Flag.withValue(
            "--max-wait", "DURATION", "How long a call waits for a connection to a busy server. Default: 30s.");
    private static final Flag TELL_DEADLINE = Flag.withoutValue(
            "--tell-deadline", "Tell each step's server in X-Request-Timeout how long its answer is waited for.");
    private static final Flag QUIET_PERIOD = Flag.withValue(
            "--quiet-period",
            "DURATION",
            "How long requests are still taken after SIGTERM. Default: 15s, 1s under Knative.");
    private static final Flag GRACE_PERIOD = Flag.withValue(
            "--grace-period",
            "DURATION",
            "How long after SIGTERM the pod is killed; what runs is answered before. "
                    + "Default: 30s; under Knative the graph's timeout, else 300s.");
    private static final Flag WAKE = Flag.withValue(
            "--wake",
            "STEPS",
            "Which steps to wake at once when the graph has not been asked for --stable-window: all, likely or none. Default: none.");
    private static final Flag STABLE_WINDOW = Flag.withValue(
            "--stable-window",
            "DURATION",
            "How long a step is without requests before it is scaled to zero. Default: 60s, Knative's.");
    private static final Flag WATCH =
            Flag.withoutValue("--watch", "Serve the new version of --graph-file whenever it changes.");

    private static final Flag WATCH_NAMESPACE = Flag.repeated(
            "--watch-namespace",
            "NAME",
            "Serve the graphs of a namespace, at /graphs/NAMESPACE/NAME; may be given several times.");
    private static final Flag SELECTOR =
            Flag.withValue("--selector", "LABELS", "Of these, only graphs with such labels, as in team=a.");
    private static final Flag LIST_PERIOD = Flag.withValue(
            "--list-period",
            "DURATION",
            "How soon a change is seen at the latest, when the cluster has not told of it. Default: 30s.");

    /** Those that are not for one graph. */
    static final List<Flag> OF_NAMESPACES = List.of(WATCH_NAMESPACE, SELECTOR, LIST_PERIOD);

    private static final Duration STANDARD_LIST_PERIOD = Duration.ofSeconds(30);

    static final List<Flag> ALL = Stream.of(
                    List.of(GRAPH_JSON, GRAPH_FILE, HOST, PORT, ERROR_STATUS, MAX_REQUEST, MAX_RESPONSE),
                    List.of(MAX_REQUESTS, MAX_CONNECTIONS, MAX_HELD, HEADER_TIMEOUT, METRICS_PATH, MAX_WAIT),
                    List.of(TELL_DEADLINE, QUIET_PERIOD, GRACE_PERIOD, WAKE, STABLE_WINDOW, WATCH),
                    OF_NAMESPACES,
                    StepFlags.ALL,
                    GraphFlags.ALL)
            .flatMap(List::stream)
            .toList();

    private ServeFlags() {}

    static ServeSettings settings(FlagValues given) {
        var flags = new Flags(
                listen(given), limits(given), steps(given), errorStatus(given), metricsPath(given), wake(given));
        var ending = new Ending(given.duration(QUIET_PERIOD), given.duration(GRACE_PERIOD));
        var source = source(given);
        if (given.has(WATCH) && !(source instanceof GraphSource.File(var file) && !file.equals(STDIN))) {
            throw new UnusableFlagException("--watch needs a --graph-file");
        }
        var check = GraphFlags.forControllersGraph(given);
        return new ServeSettings(source, check, flags, ending, given.has(WATCH), shared(given, check));
    }

    private static Optional<GraphFeed.Scope> shared(FlagValues given, CheckOptions check) {
        if (!given.has(WATCH_NAMESPACE)) {
            if (given.has(SELECTOR) || given.has(LIST_PERIOD)) {
                throw new UnusableFlagException("--selector and --list-period need a --watch-namespace");
            }
            return Optional.empty();
        }
        if (given.has(GRAPH_JSON) || given.has(GRAPH_FILE)) {
            throw new UnusableFlagException("--watch-namespace serves the cluster's graphs and takes no other one");
        }
        if (!GraphFlags.services(given).isEmpty()) {
            throw new UnusableFlagException("--watch-namespace finds services in the cluster and takes no --service");
        }
        return Optional.of(new GraphFeed.Scope(
                namespaces(given),
                given.text(SELECTOR).orElse(""),
                positive(LIST_PERIOD, given).orElse(STANDARD_LIST_PERIOD),
                check));
    }

    private static List<String> namespaces(FlagValues given) {
        var names = given.texts(WATCH_NAMESPACE);
        names.stream()
                .filter(name -> !Pattern.matches(NAMESPACE, name))
                .findFirst()
                .ifPresent(name -> {
                    throw UnusableFlagException.forValue(WATCH_NAMESPACE, "the name of a namespace", name);
                });
        return names.stream().distinct().toList();
    }

    private static GraphSource source(FlagValues given) {
        if (given.has(GRAPH_JSON) && given.has(GRAPH_FILE)) {
            throw new UnusableFlagException("--graph-json and --graph-file exclude each other");
        }
        return given.text(GRAPH_JSON)
                .<GraphSource>map(GraphSource.Json::new)
                .or(() -> given.path(GRAPH_FILE).map(GraphSource.File::new))
                .orElseGet(GraphSource.Nowhere::new);
    }

    private static Listen listen(FlagValues given) {
        return new Listen(
                given.text(HOST).orElse(Listen.DEFAULT.host()),
                given.number(PORT, 0, ServeSettings.LARGEST_PORT).orElse(Listen.DEFAULT.port()));
    }

    private static IngressLimits limits(FlagValues given) {
        var standard = IngressLimits.DEFAULT;
        int requestBytes = given.number(MAX_REQUEST, 1, ServeSettings.LARGEST_MIB)
                .map(mib -> mib * ServeSettings.MIB)
                .orElse(standard.requestBytes());
        return new IngressLimits(
                requestBytes,
                given.number(MAX_REQUESTS, 1, MANY).orElse(standard.requests()),
                given.number(MAX_CONNECTIONS, 1, MANY).orElse(standard.connections()),
                given.number(MAX_HELD, 1, MANY)
                        .map(mib -> (long) mib * ServeSettings.MIB)
                        .orElseGet(() -> IngressLimits.heldBytesByDefault(requestBytes)),
                given.duration(HEADER_TIMEOUT).orElse(standard.headTime()));
    }

    private static Steps steps(FlagValues given) {
        var standard = Steps.DEFAULT;
        var steps = new Steps(
                given.number(MAX_RESPONSE, 1, ServeSettings.LARGEST_MIB).orElse(standard.responseMib()),
                positive(MAX_WAIT, given).orElse(standard.longestWait()),
                given.has(TELL_DEADLINE),
                standard.egress(),
                standard.authorities(),
                standard.identity());
        return StepFlags.applyTo(steps, given);
    }

    private static Optional<Duration> positive(Flag flag, FlagValues given) {
        var duration = given.duration(flag);
        if (duration.isPresent() && !duration.get().isPositive()) {
            throw new UnusableFlagException("%s: expected more than 0, found 0".formatted(flag.name()));
        }
        return duration;
    }

    private static WakeSettings wake(FlagValues given) {
        return new WakeSettings(
                given.choice(WAKE, WakeSettings.Policy.values()).orElse(WakeSettings.NONE.policy()),
                positive(STABLE_WINDOW, given).orElse(WakeSettings.STABLE_WINDOW));
    }

    private static Optional<ErrorStatus> errorStatus(FlagValues given) {
        return given.choice(ERROR_STATUS, ErrorStatus.values());
    }

    /** Empty for nowhere. */
    private static String metricsPath(FlagValues given) {
        var path = given.text(METRICS_PATH).orElse("");
        if (!path.isEmpty() && !Pattern.matches(METRICS_PATHS, path)) {
            throw UnusableFlagException.forValue(
                    METRICS_PATH, "a path as in `/metrics`, other than `/` and `/readyz`", path);
        }
        return path;
    }
}
