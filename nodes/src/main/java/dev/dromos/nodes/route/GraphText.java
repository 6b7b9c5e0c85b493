package dev.dromos.nodes.route;

import dev.dromos.graph.Graph;
import dev.dromos.graph.check.CheckOptions;
import dev.dromos.graph.check.Checked;
import dev.dromos.graph.check.Checker;
import dev.dromos.graph.check.Limits;
import dev.dromos.graph.check.Services;
import dev.dromos.graph.problem.Problem;
import dev.dromos.graph.read.GraphReader;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A graph out of text that a program wrote: problems are exceptions here, since no user is there to mend them. */
final class GraphText {
    /** Whoever wrote the text has checked its size. */
    private static final Limits NO_LIMITS =
            new Limits(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);

    private GraphText() {}

    static Graph read(String json) {
        var file = GraphReader.readSpec(json);
        if (!file.problems().isEmpty()) {
            throw refused(file.problems());
        }
        var options = new CheckOptions(NO_LIMITS, new Services.Bound(Map.of()), true);
        return switch (Checker.check(file.graphs().getFirst(), options)) {
            case Checked.Valid valid -> valid.graph();
            case Checked.Invalid(var problems) -> throw refused(problems);
        };
    }

    private static IllegalArgumentException refused(List<Problem> problems) {
        return new IllegalArgumentException(problems.stream()
                .map(Problem::message)
                .collect(Collectors.joining("; ", "not a graph that can run: ", "")));
    }
}
