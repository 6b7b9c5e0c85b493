package dev.dromos.graph.check;

import java.time.Duration;

/** A step's {@code timeout}, and the default one, is a time. */
final class StepTimeoutRule implements Rule {

    @Override
    public void check(Subject subject, Findings findings) {
        subject.policies().forEach(at -> {
            Duration timeout = at.timeout();
            if (timeout != null) {
                Bounds.atLeastOneMilli(timeout, at.path().field("timeout"), findings);
            }
        });
    }
}
