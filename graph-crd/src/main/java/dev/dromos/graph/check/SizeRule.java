package dev.dromos.graph.check;

import dev.dromos.graph.problem.Mistake;
import dev.dromos.graph.problem.Path;

/** A graph has at most so many nodes, and a node so many steps. */
final class SizeRule {

    /** Reports what is too large; whether nothing is. */
    boolean admits(Subject subject, Findings findings) {
        var limits = subject.limits();
        boolean small = within(
                "nodes", subject.nodes().size(), limits.nodes(), Path.spec().field("nodes"), findings);
        for (var node : subject.nodes()) {
            small &= within("steps", node.router().steps().size(), limits.steps(), node.stepsPath(), findings);
        }
        return small;
    }

    private static boolean within(String what, int found, int most, Path path, Findings findings) {
        if (found > most) {
            findings.add(path, new Mistake.OverLimit(what, what, found, most));
        }
        return found <= most;
    }
}
