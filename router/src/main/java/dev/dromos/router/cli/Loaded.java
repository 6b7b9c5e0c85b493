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
    record Good(Graph graph, List<String> warnings) implements Loaded {
        @Override
        public Optional<Graph> report(PrintWriter err) {
            warnings.forEach(err::println);
            return Optional.of(graph);
        }
    }

    /** @param lines to show, one a problem */
    record Refused(List<String> lines) implements Loaded {
        @Override
        public Optional<Graph> report(PrintWriter err) {
            lines.forEach(err::println);
            return Optional.empty();
        }
    }

    /** @param file a path, or {@code -} for {@code in} */
    static Loaded from(Path file, InputStream in, CheckOptions options) {
        return InputText.of(file.toString(), in)
                .map(
                        text -> from(GraphReader.read(file.toString(), text), options),
                        line -> new Refused(List.of(line)));
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
        var checked = Checker.check(facts, options);
        var lines = lines(checked.problems(), facts.places());
        return checked instanceof Checked.Valid(var graph, var _) ? new Good(graph, lines) : new Refused(lines);
    }

    /** Says what there is to say; the graph, if there is one. */
    Optional<Graph> report(PrintWriter err);

    private static List<String> lines(List<Problem> problems, Places places) {
        return problems.stream()
                .map(problem -> ProblemText.line(problem, places))
                .toList();
    }
}
