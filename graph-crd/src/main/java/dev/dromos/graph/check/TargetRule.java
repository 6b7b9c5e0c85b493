package dev.dromos.graph.check;

import dev.dromos.graph.problem.Mistake;
import java.util.List;

/** A step calls one thing. */
final class TargetRule implements Rule {

    @Override
    public void check(Subject subject, Findings findings) {
        boolean controllerForm = subject.options().controllerForm();
        subject.steps().forEach(at -> {
            var target = at.target();
            var given = target.given();
            if (given.isEmpty() && !target.isUnreadable(subject.facts())) {
                findings.add(at.path(), new Mistake.NoTarget());
            }
            if (given.size() > 1 && !isResolved(given, controllerForm)) {
                findings.add(at.path(), new Mistake.ManyTargets(given));
            }
        });
    }

    /** A name and the address that KServe's controller has found for it. */
    static boolean isResolved(List<String> given, boolean controllerForm) {
        return controllerForm && given.equals(List.of("serviceName", "serviceUrl"));
    }
}
