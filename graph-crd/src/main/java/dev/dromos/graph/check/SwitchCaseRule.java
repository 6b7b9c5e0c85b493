package dev.dromos.graph.check;

import dev.dromos.graph.crd.RouterType;
import dev.dromos.graph.problem.Mistake;
import java.util.HashMap;

/** Every step of a Switch can be taken: it has a condition, and no earlier step takes all that it would. */
final class SwitchCaseRule implements Rule {
    /** Exists in every JSON document. */
    private static final String ALWAYS = "@this";

    private static final int NONE = -1;

    @Override
    public void check(Subject subject, Findings findings) {
        subject.nodes(RouterType.Switch).forEach(node -> check(node, findings));
    }

    private static void check(Subject.NodeAt node, Findings findings) {
        var firsts = new HashMap<String, Integer>(); // looked up by condition only
        int always = NONE;
        for (var at : node.steps()) {
            var path = at.path().field("condition");
            String condition = at.step().condition();
            if (condition == null) {
                findings.add(path, new Mistake.NoCondition());
                continue;
            }
            var first = firsts.putIfAbsent(condition, at.index());
            if (always != NONE) {
                findings.add(path, new Mistake.AfterAlways(always));
            } else if (first != null) {
                findings.add(path, new Mistake.RepeatedCondition(first));
            } else if (condition.equals(ALWAYS)) {
                always = at.index();
            }
        }
    }
}
