package dev.dromos.graph.check;

import dev.dromos.graph.Graph;
import dev.dromos.graph.problem.Mistake;
import dev.dromos.graph.problem.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** Nodes call nodes only so deep: each level is one more route on the way of every request. */
final class DepthRule implements Rule {

    @Override
    public void check(Subject subject, Findings findings) {
        int deepest = depth(Graph.ROOT, subject.edges(), new HashMap<>());
        int most = subject.limits().depth();
        if (deepest > most) {
            Path root = Path.spec().field("nodes").field(Graph.ROOT);
            findings.add(root, new Mistake.OverLimit("depth", "nodes below each other", deepest, most));
        }
    }

    /** The longest way down; an edge back into it counts nothing, since {@link CycleRule} speaks of that. */
    private static int depth(String node, SequencedMap<String, List<String>> edges, Map<String, Integer> known) {
        var found = known.putIfAbsent(node, 0);
        if (found != null) {
            return found;
        }
        int below = 0;
        for (String next : edges.getOrDefault(node, List.of())) {
            below = Math.max(below, depth(next, edges, known));
        }
        known.put(node, below + 1);
        return below + 1;
    }
}
