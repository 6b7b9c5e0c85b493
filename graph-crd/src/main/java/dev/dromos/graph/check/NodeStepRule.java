package dev.dromos.graph.check;

import dev.dromos.graph.problem.Mistake;

/**
 * A step that calls a node does not repeat it: each of the node's own steps would be repeated with it, and their own retries times
 * that. A {@code timeout} and a {@code fallback} of a node are as good as those of a server.
 */
final class NodeStepRule implements Rule {

    @Override
    public void check(Subject subject, Findings findings) {
        subject.steps().filter(at -> at.step().nodeName() != null).forEach(at -> {
            if (at.step().retry() != null) {
                findings.add(at.path().field("retry"), new Mistake.NotForNode("retry"));
            }
            if (at.step().hedge() != null) {
                findings.add(at.path().field("hedge"), new Mistake.NotForNode("hedge"));
            }
        });
    }
}
