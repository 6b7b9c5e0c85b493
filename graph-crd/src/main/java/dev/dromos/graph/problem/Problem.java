package dev.dromos.graph.problem;

import dev.dromos.graph.ApiGroup;
import java.util.Comparator;

/** A mistake, where it was made, and how bad it is. Sorted by path, then by text, so that the same graph gives the same list. */
public record Problem(Path path, Mistake mistake, Severity severity) implements Comparable<Problem> {

    private static final Comparator<Problem> ORDER =
            Comparator.comparing(Problem::path).thenComparing(Problem::severity).thenComparing(Problem::message);

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

    @Override
    public int compareTo(Problem other) {
        return ORDER.compare(this, other);
    }
}
