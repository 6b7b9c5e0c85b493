package dev.dromos.router.cli;

import dev.dromos.router.compile.PlanText;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dromos explain}: the compiled plan of a graph, as a tree. */
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description = "Prints what a graph does, as a tree.",
        footerHeading = "%nExample:%n",
        footer = {
            "  $ dromos explain examples/iris-ensemble/graph.yaml",
            "  root  Ensemble",
            "  ├─ logistic  service iris-logistic",
            "  ├─ tree  service iris-tree",
            "  └─ forest  service iris-forest"
        })
final class ExplainCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "FILE", description = "The graph, YAML or JSON; - for stdin.")
    private Path file = Path.of("");

    @Spec
    private CommandSpec command = CommandSpec.create();

    ExplainCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var graph = Loaded.from(
                        file, surroundings.in(), GraphFlags.forReading(FlagOptions.values(command, GraphFlags.ALL)))
                .report(surroundings.err());
        graph.ifPresent(known -> surroundings.out().print(PlanText.of(known)));
        surroundings.out().flush();
        return graph.isPresent() ? ExitCode.GOOD : ExitCode.PROBLEMS;
    }
}
