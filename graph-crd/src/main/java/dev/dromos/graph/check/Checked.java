package dev.dromos.graph.check;

import dev.dromos.graph.Graph;
import dev.dromos.graph.problem.Problem;
import java.util.List;

/** What checking a graph came to. */
public sealed interface Checked {

    /** Everything there is to say, sorted by path. */
    List<Problem> problems();

    /** A graph that can be used; its problems are all warnings. */
    record Valid(Graph graph, List<Problem> warnings) implements Checked {
        public Valid {
            warnings = List.copyOf(warnings);
        }

        @Override
        public List<Problem> problems() {
            return warnings;
        }
    }

    /** A graph that is refused: at least one problem is an error, and all are here, warnings among them. */
    record Invalid(List<Problem> problems) implements Checked {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }
}
