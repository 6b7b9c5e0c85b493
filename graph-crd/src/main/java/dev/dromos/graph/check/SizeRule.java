package dev.dromos.graph.check;

import dev.dromos.graph.problem.Mistake;
import dev.dromos.graph.problem.Path;

/** A graph has at most so many nodes, and a node so many steps. */
final class SizeRule implements Rule {

    @Override
    public void check(Subject subject, Findings findings) {
        var limits = subject.limits();
        within("nodes", subject.nodes().size(), limits.nodes(), Path.spec().field("nodes"), findings);
        for (var node : subject.nodes()) {
            within("steps", node.router().steps().size(), limits.steps(), node.stepsPath(), findings);
        }
    }

    private static void within(String what, int found, int most, Path path, Findings findings) {
        if (found > most) {
            findings.add(path, new Mistake.OverLimit(what, what, found, most));
        }
    }
}
