package dev.dromos.graph.check;

import dev.dromos.graph.problem.Mistake;
import java.util.HashMap;

/** No two steps of a node have one name. */
final class StepNameRule implements Rule {

    @Override
    public void check(Subject subject, Findings findings) {
        for (var node : subject.nodes()) {
            var firsts = new HashMap<String, Integer>(); // looked up by name only
            for (var at : node.steps()) {
                String name = at.step().name();
                if (name != null) {
                    var first = firsts.putIfAbsent(name, at.index());
                    if (first != null) {
                        findings.add(at.path().field("name"), new Mistake.DuplicateStepName(name, first));
                    }
                }
            }
        }
    }
}
