package dev.dromos.graph.read;

import dev.dromos.graph.problem.Mistake;
import java.util.List;

/** What a text holds, and what stopped its reading, if anything did. */
record Documents(List<Located> trees, List<Mistake.InText> mistakes) {
    Documents {
        trees = List.copyOf(trees);
        mistakes = List.copyOf(mistakes);
    }
}
