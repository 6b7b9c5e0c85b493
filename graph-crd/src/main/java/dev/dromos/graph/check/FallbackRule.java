package dev.dromos.graph.check;

import dev.dromos.graph.problem.Mistake;

/** A {@code fallback} is one target or one answer. Its target is judged as a step's is, by the same rules. */
final class FallbackRule implements Rule {

    @Override
    public void check(Subject subject, Findings findings) {
        subject.steps().flatMap(at -> at.fallback().stream()).forEach(fallback -> check(fallback, subject, findings));
    }

    private static void check(Subject.FallbackAt fallback, Subject subject, Findings findings) {
        var target = fallback.target();
        var given = target.given();
        boolean answers = fallback.policy().response() != null;
        boolean resolved = TargetRule.isResolved(given, subject.options().controllerForm());
        if (answers) {
            given.add("response");
        }
        boolean unreadable = target.isUnreadable(subject.facts())
                || subject.facts().isUnreadable(fallback.path().field("response"));
        boolean none = given.isEmpty() && !unreadable;
        boolean many = given.size() > 1 && !(resolved && !answers);
        if (none || many) {
            findings.add(fallback.path(), new Mistake.NotOneFallback(given));
        }
    }
}
