package dev.dromos.router.cli;

import dev.dromos.graph.Graph;
import dev.dromos.graph.check.CheckOptions;
import dev.dromos.graph.check.Checked;
import dev.dromos.graph.check.Checker;
import dev.dromos.graph.problem.Problem;
import dev.dromos.graph.read.GraphFile;
import dev.dromos.graph.read.GraphReader;
import dev.dromos.graph.read.Places;
import dev.dromos.graph.read.ProblemText;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The one graph of a text, or everything that is wrong with it. */
sealed interface Loaded {

    /** @param warnings lines to show */
    record Good(Graph graph, List<String> warnings) implements Loaded {}

    /** @param lines to show, one a problem */
    record Refused(List<String> lines) implements Loaded {}

    /** @param file a path, or {@code -} for {@code in} */
    static Loaded from(Path file, InputStream in, CheckOptions options) {
        return switch (InputText.of(file.toString(), in)) {
            case InputText.Read(var text) -> from(GraphReader.read(file.toString(), text), options);
            case InputText.Unreadable(var line) -> new Refused(List.of(line));
        };
    }

    static Loaded from(GraphFile file, CheckOptions options) {
        if (!file.problems().isEmpty()) {
            return new Refused(lines(file.problems(), file.places()));
        }
        if (file.graphs().size() != 1) {
            return new Refused(List.of("%s: expected one graph, found %d"
                    .formatted(file.places().source().name(), file.graphs().size())));
        }
        var facts = file.graphs().getFirst();
        return switch (Checker.check(facts, options)) {
            case Checked.Valid(var graph, var warnings) -> new Good(graph, lines(warnings, facts.places()));
            case Checked.Invalid(var problems) -> new Refused(lines(problems, facts.places()));
        };
    }

    /** Says what there is to say; the graph, if there is one. */
    default Optional<Graph> report(PrintWriter err) {
        return switch (this) {
            case Good(var graph, var warnings) -> {
                warnings.forEach(err::println);
                yield Optional.of(graph);
            }
            case Refused(var lines) -> {
                lines.forEach(err::println);
                yield Optional.empty();
            }
        };
    }

    private static List<String> lines(List<Problem> problems, Places places) {
        return problems.stream()
                .map(problem -> ProblemText.line(problem, places))
                .toList();
    }
}
