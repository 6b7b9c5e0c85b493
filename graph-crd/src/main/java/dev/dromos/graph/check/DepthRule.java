package dev.dromos.graph.check;

import dev.dromos.graph.Graph;
import dev.dromos.graph.problem.Mistake;
import dev.dromos.graph.problem.Path;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.SequencedMap;

/** Nodes call nodes only so deep: each level is one more route on the way of every request. */
final class DepthRule implements Rule {

    @Override
    public void check(Subject subject, Findings findings) {
        int deepest = depth(Graph.ROOT, subject.edges());
        int most = subject.limits().depth();
        if (deepest > most) {
            Path root = Path.spec().field("nodes").field(Graph.ROOT);
            findings.add(root, new Mistake.OverLimit("depth", "nodes below each other", deepest, most));
        }
    }

    /**
     * The longest way down; an edge back into it counts nothing, since {@link CycleRule} speaks of that. Each node is met twice on the
     * stack: to put what is below it there, then to add that up.
     */
    private static int depth(String root, SequencedMap<String, List<String>> edges) {
        var known = new HashMap<String, Integer>(); // looked up by name only
        var entered = new HashSet<String>();
        var waiting = new ArrayDeque<>(List.of(root));
        while (!waiting.isEmpty()) {
            String node = waiting.peek();
            var below = edges.getOrDefault(node, List.of());
            if (entered.add(node)) {
                below.stream().filter(next -> !entered.contains(next)).forEach(waiting::push);
            } else {
                waiting.pop();
                int deepest = below.stream()
                        .mapToInt(next -> known.getOrDefault(next, 0))
                        .max()
                        .orElse(0);
                known.putIfAbsent(node, deepest + 1);
            }
        }
        return known.getOrDefault(root, 0);
    }
}
