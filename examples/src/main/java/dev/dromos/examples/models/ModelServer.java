package dev.dromos.examples.models;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The model server on its own, for a graph that runs elsewhere. */
@Command(
        name = "model-server",
        mixinStandardHelpOptions = true,
        description = "Trains the examples' models and serves them by KServe V1 and Open Inference Protocol V2.")
public final class ModelServer implements Callable<Integer> {
    private static final int DEFAULT_PORT = 8081;

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

    /** Serves until the process is stopped. */
    public static void main(String... args) {
        var exitCode = new CommandLine(new ModelServer()).execute(args);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    /** Returns once the server answers; the server's own thread keeps the process alive. */
    @Override
    public Integer call() {
        try {
            var models = models();
            var listener = HttpListener.open(Catalog.train(models), port);
            System.err.printf("%s: %s%n", listener.address(), String.join(", ", models));
            return CommandLine.ExitCode.OK;
        } catch (IOException e) {
            System.err.println(e.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    private Collection<String> models() throws IOException {
        return directory == null
                ? Catalog.RECIPES.sequencedKeySet()
                : ModelsFile.read(directory).models();
    }
}
