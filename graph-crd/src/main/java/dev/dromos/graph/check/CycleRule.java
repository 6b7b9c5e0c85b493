package dev.dromos.graph.check;

import dev.dromos.graph.problem.Mistake;
import dev.dromos.graph.problem.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;

/**
 * No node leads back to itself. Each step that closes a circle is drawn once, from the circle's first name in the alphabet, so the order of the
 * nodes in the file does not matter. (All circles that share steps would be too many to draw.)
 */
final class CycleRule implements Rule {

    @Override
    public void check(Subject subject, Findings findings) {
        var walk = new Walk(subject.edges());
        subject.edges().keySet().stream().sorted().forEach(walk::from);
        for (List<String> cycle : walk.cycles) {
            Path path = Path.spec().field("nodes").field(cycle.getFirst());
            findings.add(path, new Mistake.Cycle(cycle));
        }
    }

    /** A depth-first walk; an edge to a node that is still open closes a cycle. */
    private static final class Walk {
        private final SequencedMap<String, List<String>> edges;
        private final LinkedHashSet<String> open = new LinkedHashSet<>();
        private final Set<String> done = new HashSet<>();
        private final Set<List<String>> cycles = new LinkedHashSet<>();

        Walk(SequencedMap<String, List<String>> edges) {
            this.edges = edges;
        }

        void from(String node) {
            if (open.contains(node)) {
                cycles.add(cycle(node));
                return;
            }
            if (done.contains(node)) {
                return;
            }
            open.add(node);
            edges.getOrDefault(node, List.of()).forEach(this::from);
            open.remove(node);
            done.add(node);
        }

        private List<String> cycle(String node) {
            var cycle = new ArrayList<>(
                    open.stream().dropWhile(name -> !name.equals(node)).toList());
            int first = cycle.indexOf(Collections.min(cycle, Comparator.naturalOrder()));
            Collections.rotate(cycle, -first);
            cycle.add(cycle.getFirst());
            return List.copyOf(cycle);
        }
    }
}
