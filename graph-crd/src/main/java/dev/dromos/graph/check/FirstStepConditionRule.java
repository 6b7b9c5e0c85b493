package dev.dromos.graph.check;

import dev.dromos.graph.crd.RouterType;
import dev.dromos.graph.problem.Mistake;

/** The first step of a Sequence has no condition: it would be asked about the previous answer, and there is none. */
final class FirstStepConditionRule implements Rule {

    @Override
    public void check(Subject subject, Findings findings) {
        subject.nodes(RouterType.Sequence)
                .forEach(node -> node.steps().stream()
                        .limit(1)
                        .filter(at -> at.step().condition() != null)
                        .forEach(at -> findings.add(at.path().field("condition"), new Mistake.FirstStepCondition())));
    }
}
