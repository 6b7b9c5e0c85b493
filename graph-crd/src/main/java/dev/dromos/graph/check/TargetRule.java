package dev.dromos.graph.check;

import dev.dromos.graph.crd.InferenceStep;
import dev.dromos.graph.problem.Mistake;
import java.util.ArrayList;
import java.util.List;

/** A step calls one thing. */
final class TargetRule implements Rule {
    private static final List<String> FIELDS = List.of("nodeName", "serviceName", "serviceUrl");

    @Override
    public void check(Subject subject, Findings findings) {
        boolean controllerForm = subject.options().controllerForm();
        subject.steps().forEach(at -> {
            var given = given(at.step());
            boolean unreadable = FIELDS.stream()
                    .anyMatch(field -> subject.facts().isUnreadable(at.path().field(field)));
            if (given.isEmpty() && !unreadable) {
                findings.add(at.path(), new Mistake.NoTarget());
            }
            boolean resolved = controllerForm && given.equals(List.of("serviceName", "serviceUrl"));
            if (given.size() > 1 && !resolved) {
                findings.add(at.path(), new Mistake.ManyTargets(given));
            }
        });
    }

    private static List<String> given(InferenceStep step) {
        var given = new ArrayList<String>();
        if (step.nodeName() != null) {
            given.add("nodeName");
        }
        if (step.serviceName() != null) {
            given.add("serviceName");
        }
        if (step.serviceUrl() != null) {
            given.add("serviceUrl");
        }
        return given;
    }
}
