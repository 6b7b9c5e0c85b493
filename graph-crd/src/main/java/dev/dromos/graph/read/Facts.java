package dev.dromos.graph.read;

import dev.dromos.graph.ApiGroup;
import dev.dromos.graph.crd.InferenceGraph;
import dev.dromos.graph.problem.Path;
import dev.dromos.graph.problem.Problem;
import java.util.List;

/**
 * One graph as written, with what is wrong with its form.
 *
 * @param group whose language it is in; KServe's when it does not say
 * @param problems of form only: types, unknown fields; the meaning is for the checker
 */
public record Facts(InferenceGraph graph, ApiGroup group, Form form, List<Problem> problems, Places places) {

    /** What of a graph was written. */
    public enum Form {
        /** {@code apiVersion}, {@code kind}, {@code metadata}, {@code spec}. */
        OBJECT,
        /** The spec alone, as KServe's controller hands it to a router. */
        BARE_SPEC
    }

    public Facts {
        problems = List.copyOf(problems);
    }

    /** Whether the value at a path could not be read; that it is null in the facts then says nothing. */
    public boolean isUnreadable(Path path) {
        return problems.stream().anyMatch(problem -> problem.isError() && problem.path().equals(path));
    }
}
