package dev.dromos.graph.read;

import dev.dromos.graph.problem.Problem;
import java.util.List;

/**
 * What one text holds.
 *
 * @param graphs in the order written
 * @param skipped documents of other kinds
 * @param problems of the text as a whole; when there is one the graphs may be incomplete
 * @param places for rendering {@code problems}; each graph has its own for the rest
 */
public record GraphFile(List<Facts> graphs, List<Skipped> skipped, List<Problem> problems, Places places) {
    public GraphFile {
        graphs = List.copyOf(graphs);
        skipped = List.copyOf(skipped);
        problems = List.copyOf(problems);
    }
}
