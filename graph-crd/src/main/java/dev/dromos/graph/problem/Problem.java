package dev.dromos.graph.problem;

import dev.dromos.graph.ApiGroup;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/** A mistake, where it was made, and how bad it is. */
public record Problem(Path path, Mistake mistake, Severity severity) {

    /** Problems told of one graph before the rest is only counted. */
    public static final int MOST = 1000;

    /** A problem of a graph in this language; KServe's takes some mistakes that ours refuses. */
    public static Problem of(Path path, Mistake mistake, ApiGroup group) {
        return new Problem(path, mistake, Judgement.of(mistake, group));
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** {@code path: text}, or the text alone for a mistake that has no path. */
    public String message() {
        return path.equals(Path.root()) ? mistake.text() : path + ": " + mistake.text();
    }

    /**
     * Each problem once, sorted by path, then by text, so that the same graph gives the same list. Of very many only the first are
     * told, errors before warnings, and the last of the list says how many more there are.
     */
    public static List<Problem> sorted(Collection<Problem> problems) {
        var each = problems.stream().distinct().toList();
        int hidden = each.size() - MOST;
        if (hidden <= 0) {
            return sort(each.stream());
        }
        var errors = sort(each.stream().filter(Problem::isError)).stream();
        var warnings = sort(each.stream().filter(problem -> !problem.isError())).stream();
        var told = new ArrayList<>(sort(Stream.concat(errors, warnings).limit(MOST)));
        var severity = each.stream().filter(Problem::isError).count() > MOST ? Severity.ERROR : Severity.WARNING;
        told.add(new Problem(Path.root(), new Mistake.MoreProblems(hidden), severity));
        return List.copyOf(told);
    }

    private static List<Problem> sort(Stream<Problem> problems) {
        return problems.map(Sortable::new).sorted().map(Sortable::problem).toList();
    }

    /** A problem whose text is made at most once, and only when nothing else parts it from another. */
    private static final class Sortable implements Comparable<Sortable> {
        private final Problem problem;
        private String text = "";

        Sortable(Problem problem) {
            this.problem = problem;
        }

        Problem problem() {
            return problem;
        }

        // No equals of its own: what is sorted is distinct already.
        @Override
        public int compareTo(Sortable other) {
            int order = problem.path.compareTo(other.problem.path);
            if (order == 0) {
                order = problem.severity.compareTo(other.problem.severity);
            }
            return order == 0 ? text().compareTo(other.text()) : order;
        }

        private String text() {
            if (text.isEmpty()) {
                text = problem.mistake.text();
            }
            return text;
        }
    }
}
