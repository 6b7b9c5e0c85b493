package dev.dromos.graph.check;

import dev.dromos.graph.problem.Mistake;
import dev.dromos.graph.problem.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;

/**
 * No node leads back to itself. Each step that closes a circle is drawn once, from the circle's first name in the alphabet, so the order of the
 * nodes in the file does not matter. (All circles that share steps would be too many to draw; of these, too, only the first are.)
 * The walk keeps its own stack: a chain of nodes may be longer than a thread's.
 */
final class CycleRule implements Rule {
    /** Circles drawn of one graph; whoever has mended so many checks again. */
    private static final int MOST = 100;

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
        /** The way to the node that is looked at, each with the steps not yet followed. */
        private final SequencedMap<String, Iterator<String>> open = new LinkedHashMap<>();

        private final Set<String> done = new HashSet<>();
        private final Set<List<String>> cycles = new LinkedHashSet<>();

        Walk(SequencedMap<String, List<String>> edges) {
            this.edges = edges;
        }

        void from(String start) {
            enter(start);
            while (!open.isEmpty()) {
                var last = open.lastEntry();
                if (last.getValue().hasNext()) {
                    enter(last.getValue().next());
                } else {
                    open.remove(last.getKey());
                    done.add(last.getKey());
                }
            }
        }

        private void enter(String node) {
            if (done.contains(node)) {
                return;
            }
            if (!open.containsKey(node)) {
                open.put(node, edges.getOrDefault(node, List.of()).iterator());
            } else if (cycles.size() < MOST) {
                cycles.add(cycle(node));
            }
        }

        private List<String> cycle(String node) {
            var cycle = new ArrayList<>(
                    open.keySet().stream().dropWhile(name -> !name.equals(node)).toList());
            int first = cycle.indexOf(Collections.min(cycle, Comparator.naturalOrder()));
            Collections.rotate(cycle, -first);
            cycle.add(cycle.getFirst());
            return List.copyOf(cycle);
        }
    }
}
