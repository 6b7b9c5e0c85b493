package dev.dromos.router.cli;

import dev.dromos.nodes.call.ErrorStatus;
import dev.dromos.router.cli.ServeSettings.Bodies;
import dev.dromos.router.cli.ServeSettings.GraphSource;
import dev.dromos.router.cli.ServeSettings.Listen;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The flags of {@code serve}; {@code --graph-json} is KServe's, the others have its router's fixed values as defaults. A flag that is
 * added here is added to {@link ServeArguments} too.
 */
final class ServeOptions {
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
            names = "--tell-deadline",
            description = "Tell each step's server in X-Request-Timeout how long its answer is waited for.")
    private boolean tellDeadline;

    @Option(
            names = "--quiet-period",
            paramLabel = "DURATION",
            description = "How long requests are still taken after SIGTERM. Default: 15s, 1s under Knative.")
    private Optional<Duration> quietPeriod = Optional.empty();

    @Mixin
    private final GraphOptions graph = new GraphOptions();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    ServeSettings settings() {
        return new ServeSettings(
                source(),
                graph.forControllersGraph(),
                new Listen(host, inRange("--port", port, 0, ServeSettings.LARGEST_PORT)),
                new Bodies(
                        inRange("--max-request-mib", maxRequestMib, 1, ServeSettings.LARGEST_MIB),
                        inRange("--max-response-mib", maxResponseMib, 1, ServeSettings.LARGEST_MIB)),
                errorStatus,
                quietPeriod,
                tellDeadline);
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

    private int inRange(String option, int value, int smallest, int largest) {
        if (value < smallest || value > largest) {
            throw new ParameterException(
                    command.commandLine(),
                    "%s: expected %d to %d, found %d".formatted(option, smallest, largest, value));
        }
        return value;
    }
}
