package dev.dromos.graph.check;

import dev.dromos.graph.crd.InferenceGraphSpec;
import dev.dromos.graph.crd.RouterTimeouts;
import dev.dromos.graph.problem.Mistake;
import dev.dromos.graph.problem.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A {@code deadline} is a time, and one that Knative and {@code serverWrite}, where they are given, let the router keep. */
final class DeadlineRule implements Rule {
    private static final Path PATH = Path.spec().field("deadline");

    @Override
    public void check(Subject subject, Findings findings) {
        subject.spec().ifPresent(spec -> check(spec, findings));
    }

    private static void check(InferenceGraphSpec spec, Findings findings) {
        Duration deadline = spec.deadline();
        if (deadline == null) {
            return;
        }
        Bounds.atLeastOneMilli(deadline, PATH, findings);
        within(deadline, "timeout", spec.timeout(), findings);
        RouterTimeouts timeouts = spec.routerTimeouts();
        if (timeouts != null) {
            within(deadline, "routerTimeouts.serverWrite", timeouts.serverWrite(), findings);
        }
    }

    /** Takes a limit of the facts as it is there, absent perhaps; another rule judges it. */
    private static void within(Duration deadline, String limit, @Nullable Long seconds, Findings findings) {
        if (seconds != null && seconds > 0 && deadline.compareTo(Duration.ofSeconds(seconds)) > 0) {
            findings.add(PATH, new Mistake.DeadlineOver(deadline, limit, Duration.ofSeconds(seconds)));
        }
    }
}
