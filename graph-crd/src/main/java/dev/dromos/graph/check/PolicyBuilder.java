package dev.dromos.graph.check;

import dev.dromos.graph.Fallback;
import dev.dromos.graph.Hedge;
import dev.dromos.graph.Policy;
import dev.dromos.graph.Retry;
import dev.dromos.graph.Target;
import dev.dromos.graph.crd.FallbackPolicy;
import dev.dromos.graph.crd.HedgePolicy;
import dev.dromos.graph.crd.InferenceStep;
import dev.dromos.graph.crd.RetryPolicy;
import dev.dromos.graph.crd.Size;
import dev.dromos.graph.crd.StepDefaults;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a step does about slow and failed calls, out of what it says and, where it says nothing and calls a server, the graph's
 * defaults. A field that is given replaces the default one as a whole.
 */
final class PolicyBuilder {
    private static final long INITIAL_DELAY_MS = 100;
    private static final long HEDGE_PERCENT = 5;

    /** Nothing was answered, or a gateway says that nothing was: not what a server says about the request itself. */
    private static final List<String> CAUSES = List.of("connect", "reset", "502", "503", "504");

    private static final StepDefaults NO_DEFAULTS = new StepDefaults(null, null, null);

    private final StepDefaults defaults;

    /** What a fallback's fields name, which is judged as a step's own. */
    private final Function<FallbackPolicy, Target> target;

    /** @param defaults of the graph, absent perhaps: they are the facts' */
    PolicyBuilder(@Nullable StepDefaults defaults, Function<FallbackPolicy, Target> target) {
        this.defaults = defaults == null ? NO_DEFAULTS : defaults;
        this.target = target;
    }

    Policy policy(InferenceStep step) {
        var inherited = step.nodeName() == null ? defaults : NO_DEFAULTS;
        Duration timeout = step.timeout() == null ? inherited.timeout() : step.timeout();
        return new Policy(
                timeout == null ? Duration.ZERO : timeout,
                retry(step.retry() == null ? inherited.retry() : step.retry()),
                hedge(step.hedge() == null ? inherited.hedge() : step.hedge()),
                fallback(step.fallback()));
    }

    static long initialDelayMs(RetryPolicy retry) {
        return otherwise(retry.initialDelayMs(), Math.min(INITIAL_DELAY_MS, maxDelayMs(retry)));
    }

    static long maxDelayMs(RetryPolicy retry) {
        return otherwise(retry.maxDelayMs(), Size.DELAY_MS);
    }

    private static Retry retry(@Nullable RetryPolicy retry) {
        if (retry == null || otherwise(retry.maxRetries(), 0) == 0) {
            return new Retry.Never();
        }
        List<@Nullable String> given = retry.causes();
        List<String> causes = given == null
                ? CAUSES
                : given.stream().filter(Objects::nonNull).distinct().toList();
        return new Retry.UpTo(
                Math.toIntExact(otherwise(retry.maxRetries(), 0)),
                Duration.ofMillis(initialDelayMs(retry)),
                Duration.ofMillis(maxDelayMs(retry)),
                causes.stream().map(PolicyBuilder::cause).toList());
    }

    private static Retry.Cause cause(String text) {
        for (var fault : Retry.Cause.Fault.values()) {
            if (fault.text().equals(text)) {
                return fault;
            }
        }
        return new Retry.Cause.Status(Integer.parseInt(text));
    }

    private static Hedge hedge(@Nullable HedgePolicy hedge) {
        if (hedge == null || otherwise(hedge.budgetPercent(), HEDGE_PERCENT) == 0) {
            return new Hedge.Never();
        }
        int percent = Math.toIntExact(otherwise(hedge.budgetPercent(), HEDGE_PERCENT));
        return hedge.after() instanceof HedgePolicy.Delay.Fixed(var time)
                ? new Hedge.After(time, percent)
                : new Hedge.AfterP95(percent);
    }

    private Fallback fallback(@Nullable FallbackPolicy fallback) {
        if (fallback == null) {
            return new Fallback.None();
        }
        List<Integer> given = fallback.statuses();
        List<Integer> statuses =
                given == null ? List.of() : given.stream().distinct().toList();
        String response = fallback.response();
        return response == null
                ? new Fallback.To(target.apply(fallback), statuses)
                : new Fallback.Response(response, statuses);
    }

    private static long otherwise(@Nullable Long given, long otherwise) {
        return given == null ? otherwise : given;
    }
}
