package dev.dromos.shared;

import dev.dromos.deploy.graph.RouterGraph;
import dev.dromos.graph.Graph;
import dev.dromos.graph.check.CheckOptions;
import dev.dromos.graph.check.Checked;
import dev.dromos.graph.check.Checker;
import dev.dromos.graph.problem.Problem;
import dev.dromos.graph.read.GraphReader;
import dev.dromos.router.serve.GraphPath;
import java.util.List;
import java.util.stream.Collectors;

/** Reads a graph that has its addresses, as a router of one graph reads its argument. */
record GraphText(CheckOptions check) {

    /** A graph, or why it is none. */
    sealed interface Read {}

    record Good(Graph graph) implements Read {}

    /** @param problems all of them, in one line */
    record Refused(String problems) implements Read {}

    Read read(GraphPath path, RouterGraph written) {
        var file = GraphReader.read(path.name() + ".json", written.text());
        if (file.graphs().isEmpty()) {
            return refused(file.problems());
        }
        return switch (Checker.check(file.graphs().getFirst(), check)) {
            case Checked.Valid(var graph, var _) -> new Good(graph);
            case Checked.Invalid invalid -> refused(invalid.problems());
        };
    }

    private static Refused refused(List<Problem> problems) {
        return new Refused(
                problems.stream().filter(Problem::isError).map(Problem::message).collect(Collectors.joining("; ")));
    }
}
