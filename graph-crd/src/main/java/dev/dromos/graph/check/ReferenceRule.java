package dev.dromos.graph.check;

import dev.dromos.graph.problem.Mistake;

/** Every {@code nodeName} is that of a node. */
final class ReferenceRule implements Rule {

    @Override
    public void check(Subject subject, Findings findings) {
        var known = subject.nodeNames(); // one list for all problems: there may be thousands of each
        subject.targets().forEach(at -> {
            String name = at.nodeName();
            if (name != null && !subject.edges().containsKey(name)) {
                findings.add(at.path().field("nodeName"), new Mistake.UnknownNode(name, known));
            }
        });
    }
}
