package dev.dromos.examples.models;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The model server on its own, for a graph that runs elsewhere. */
@Command(
        name = "model-server",
        description = "Trains the examples' models and serves them by KServe V1 and Open Inference Protocol V2.")
public final class ModelServer implements Callable<Integer> {
    private static final int DEFAULT_PORT = 8081;
    private static final int LAST_PORT = 65_535;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls
    private CommandSpec spec;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Port on 127.0.0.1; 0 takes a free one. Default: ${DEFAULT-VALUE}.")
    private int port = DEFAULT_PORT;

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description = "Only the models of this example. Default: every model there is.")
    private @Nullable Path directory;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this and exit.")
    @SuppressWarnings("UnusedVariable") // picocli looks at the option, not at the field
    private boolean help;

    /** Serves until the process is stopped. */
    public static void main(String... args) {
        var exitCode = new CommandLine(new ModelServer()).execute(args);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    /**
     * Returns once the server answers; the server's own thread keeps the process alive.
     *
     * @return 0, or 1 when the models cannot be read or the port is taken
     */
    @Override
    public Integer call() {
        if (port < 0 || port > LAST_PORT) {
            throw new ParameterException(spec.commandLine(), "--port: must be 0 to 65535, found " + port);
        }
        try {
            var models = models();
            var listener = HttpListener.open(Catalog.train(models), port);
            spec.commandLine().getErr().printf("%s: %s%n", listener.address(), String.join(", ", models));
            return CommandLine.ExitCode.OK;
        } catch (IOException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    private Collection<String> models() throws IOException {
        return directory == null
                ? Catalog.RECIPES.sequencedKeySet()
                : ModelsFile.read(directory).models();
    }
}
