package dev.dromos.graph.check;

import dev.dromos.graph.Graph;
import dev.dromos.graph.problem.Mistake;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;

/** Every node can be come to from the root. */
final class ReachabilityRule implements Rule {

    @Override
    public void check(Subject subject, Findings findings) {
        if (!subject.edges().containsKey(Graph.ROOT)) {
            return;
        }
        var reached = new HashSet<String>();
        var waiting = new ArrayDeque<>(List.of(Graph.ROOT));
        while (!waiting.isEmpty()) {
            String node = waiting.remove();
            if (reached.add(node)) {
                waiting.addAll(subject.edges().getOrDefault(node, List.of()));
            }
        }
        if (subject.nodes().stream()
                .anyMatch(node -> reached.contains(node.name()) && mayLeadAnywhere(node, subject))) {
            return;
        }
        for (var node : subject.nodes()) {
            if (!reached.contains(node.name())) {
                findings.add(node.path(), new Mistake.Unreachable());
            }
        }
    }

    /** Whether what a node calls could not be read, and so may be any node. */
    private static boolean mayLeadAnywhere(Subject.NodeAt node, Subject subject) {
        return subject.facts().isUnreadable(node.stepsPath())
                || node.steps().stream()
                        .flatMap(Subject.StepAt::targets)
                        .anyMatch(at -> subject.facts().isUnreadable(at.path().field("nodeName")));
    }
}
