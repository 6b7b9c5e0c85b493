package dev.dromos.graph.check;

import dev.dromos.graph.crd.RetryPolicy;
import dev.dromos.graph.crd.Size;
import dev.dromos.graph.problem.Mistake;
import dev.dromos.graph.problem.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A {@code retry} says how often and for what, within bounds that keep it from becoming a second load. */
final class RetryRule implements Rule {
    @Override
    public void check(Subject subject, Findings findings) {
        subject.policies().forEach(at -> {
            RetryPolicy retry = at.retry();
            if (retry != null) {
                check(retry, at.path().field("retry"), findings);
            }
        });
    }

    private static void check(RetryPolicy retry, Path path, Findings findings) {
        if (retry.maxRetries() == null) {
            findings.add(path.field("maxRetries"), new Mistake.MissingField());
        }
        Bounds.within(retry.maxRetries(), 0, Size.RETRIES, "", path.field("maxRetries"), findings);
        Bounds.within(retry.initialDelayMs(), 1, Size.DELAY_MS, " ms", path.field("initialDelayMs"), findings);
        Bounds.within(retry.maxDelayMs(), 1, Size.DELAY_MS, " ms", path.field("maxDelayMs"), findings);
        long initial = PolicyBuilder.initialDelayMs(retry);
        long max = PolicyBuilder.maxDelayMs(retry);
        if (initial > max) {
            findings.add(path.field("initialDelayMs"), new Mistake.DelayOrder(initial, max));
        }
        List<@Nullable String> causes = retry.causes();
        if (causes != null && causes.isEmpty()) {
            findings.add(path.field("causes"), new Mistake.MissingField());
        }
    }
}
