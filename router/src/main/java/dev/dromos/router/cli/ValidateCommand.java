package dev.dromos.router.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dromos validate}: every problem of every graph in the files, one line each. */
@Command(
        name = "validate",
        mixinStandardHelpOptions = true,
        description = "Says everything that is wrong with graphs. Exit 1 when one of them would be refused.",
        footerHeading = "%nExample:%n",
        footer = {
            "  $ dromos validate graph.yaml",
            "  graph.yaml:6:5: error: spec.nodes.root.steps: weights must sum to 100, found 90"
        })
final class ValidateCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "YAML or JSON, one or more graphs each; - for stdin.")
    private List<String> files = List.of();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORM",
            defaultValue = "line",
            description = "line, wide (with the source), or json. Default: ${DEFAULT-VALUE}.")
    private ProblemReport.Form form = ProblemReport.Form.LINE;

    @Spec
    private CommandSpec command = CommandSpec.create();

    ValidateCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        var reviews = new ArrayList<Review>();
        for (var file : files) {
            reviews.add(Review.of(
                    file, surroundings.in(), GraphFlags.forReading(FlagOptions.values(command, GraphFlags.ALL))));
        }
        surroundings.out().print(ProblemReport.of(reviews, form));
        surroundings.out().flush();
        for (var review : reviews) {
            surroundings.err().println(review.summary());
        }
        return reviews.stream().allMatch(Review::isGood) ? ExitCode.GOOD : ExitCode.PROBLEMS;
    }
}
