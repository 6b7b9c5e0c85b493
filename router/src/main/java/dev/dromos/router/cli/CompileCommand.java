package dev.dromos.router.cli;

import dev.dromos.router.compile.CamelYaml;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dromos compile}: a graph as routes of Camel's YAML DSL. */
@Command(
        name = "compile",
        mixinStandardHelpOptions = true,
        description = "Prints a graph as Camel routes (YAML DSL), for a Camel application with dromos-nodes.",
        footerHeading = "%nExample:%n",
        footer = "  $ dromos compile graph.yaml --service iris=http://iris/v1/models/iris:predict > routes.camel.yaml")
final class CompileCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "FILE", description = "The graph, YAML or JSON; - for stdin.")
    private Path file = Path.of("");

    @Spec
    private CommandSpec command = CommandSpec.create();

    CompileCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        var graph = Loaded.from(
                        file, surroundings.in(), GraphFlags.forRunning(FlagOptions.values(command, GraphFlags.ALL)))
                .report(surroundings.err());
        if (graph.isEmpty()) {
            return ExitCode.PROBLEMS;
        }
        surroundings.out().print(CamelYaml.of(graph.get()));
        surroundings.out().flush();
        return ExitCode.GOOD;
    }
}
