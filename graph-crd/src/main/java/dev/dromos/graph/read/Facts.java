package dev.dromos.graph.read;

import dev.dromos.graph.ApiGroup;
import dev.dromos.graph.crd.InferenceGraph;
import dev.dromos.graph.problem.Path;
import dev.dromos.graph.problem.Problem;
import java.util.List;
import java.util.Set;

/**
 * One graph as written, with what is wrong with its form.
 *
 * @param group whose language it is in; KServe's when it does not say
 * @param problems of form only: types, unknown fields; the meaning is for the checker. In the order of the text
 * @param unreadable paths whose value was refused; that they are null in the graph says nothing
 */
public record Facts(
        InferenceGraph graph, ApiGroup group, Form form, List<Problem> problems, Set<Path> unreadable, Places places) {

    /** What of a graph was written. */
    public enum Form {
        /** {@code apiVersion}, {@code kind}, {@code metadata}, {@code spec}. */
        OBJECT,
        /** The spec alone, as KServe's controller hands it to a router. */
        BARE_SPEC
    }

    public Facts {
        problems = List.copyOf(problems);
        unreadable = Set.copyOf(unreadable);
    }

    /** Whether the value at a path, or one around it, could not be read. */
    public boolean isUnreadable(Path path) {
        return path.lineage().stream().anyMatch(unreadable::contains);
    }
}
