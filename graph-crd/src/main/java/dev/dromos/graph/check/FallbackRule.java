package dev.dromos.graph.check;

import dev.dromos.graph.crd.FallbackPolicy;
import dev.dromos.graph.problem.Mistake;

/** A {@code fallback} is one target or one answer. Its target is judged as a step's is, by the same rules. */
final class FallbackRule implements Rule {

    @Override
    public void check(Subject subject, Findings findings) {
        subject.steps().forEach(at -> {
            FallbackPolicy fallback = at.step().fallback();
            if (fallback != null) {
                check(fallback, at.targets().toList().getLast(), subject, findings);
            }
        });
    }

    private static void check(FallbackPolicy fallback, Subject.TargetAt at, Subject subject, Findings findings) {
        var given = at.given();
        boolean resolved = TargetRule.isResolved(given, subject.options().controllerForm());
        if (fallback.response() != null) {
            given.add("response");
        }
        boolean unreadable = at.isUnreadable(subject.facts())
                || subject.facts().isUnreadable(at.path().field("response"));
        boolean none = given.isEmpty() && !unreadable;
        boolean many = given.size() > 1 && !(resolved && fallback.response() == null);
        if (none || many) {
            findings.add(at.path(), new Mistake.NotOneFallback(given));
        }
    }
}
