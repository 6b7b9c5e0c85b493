package dev.dromos.graph.check;

import dev.dromos.graph.problem.Mistake;
import dev.dromos.graph.problem.Path;
import dev.dromos.graph.problem.Problem;
import dev.dromos.graph.read.Facts;
import java.util.ArrayList;
import java.util.List;

/** The problems of one graph so far. */
final class Findings {
    private final Facts facts;
    private final List<Problem> problems;

    Findings(Facts facts) {
        this.facts = facts;
        this.problems = new ArrayList<>(facts.problems());
    }

    /** Adds a mistake, unless the value there could not be read: then that is the mistake, and it has been said. */
    void add(Path path, Mistake mistake) {
        if (!facts.isUnreadable(path)) {
            problems.add(Problem.of(path, mistake, facts.group()));
        }
    }

    List<Problem> sorted() {
        return Problem.sorted(problems);
    }
}
