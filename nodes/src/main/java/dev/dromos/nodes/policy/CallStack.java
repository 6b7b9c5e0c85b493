package dev.dromos.nodes.policy;

import dev.dromos.graph.Policy;
import dev.dromos.graph.Target;
import dev.dromos.nodes.call.Call;
import dev.dromos.nodes.call.Scheduler;
import dev.dromos.nodes.call.StepRef;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** Puts the layers of a step's policy around its call. One for each graph, whose steps share a budget of retries. */
public final class CallStack {
    private static final int RETRY_PERCENT = 20;
    private static final int RETRIES_PER_SECOND = 1;

    private final Scheduler scheduler;
    private final StepMeter.Factory meters;
    private final RetryingCall.Means retries;

    /** @param random for one thread at a time, or safe for several if the scheduler has several */
    public CallStack(Scheduler scheduler, RandomGenerator random, StepMeter.Factory meters) {
        this.scheduler = scheduler;
        this.meters = meters;
        var budget = new TokenBucket(RETRY_PERCENT, RETRIES_PER_SECOND, scheduler);
        this.retries = new RetryingCall.Means(new Backoff(random), budget, scheduler);
    }

    public static CallStack forGraph(Scheduler scheduler, StepMeter.Factory meters) {
        return new CallStack(scheduler, () -> ThreadLocalRandom.current().nextLong(), meters);
    }

    /** One whose calls nobody counts. */
    public static CallStack forGraph(Scheduler scheduler) {
        return forGraph(scheduler, _ -> StepMeter.NONE);
    }

    public Scheduler scheduler() {
        return scheduler;
    }

    /**
     * The whole stack, innermost first; a layer that is off is not in it.
     *
     * @param attempt one call, already limited by the step's timeout, so that each retry and each hedge has its own
     * @param calls one call of a fallback's target, limited in the same way
     */
    public Call around(Call attempt, StepRef step, Policy policy, Function<Target, Call> calls) {
        var meter = meters.of(step);
        Call call = attempt;
        // Innermost: what is counted is what the step's server sees, each retry and each hedge of it.
        call = MeteredCall.around(call, meter, scheduler);
        // Inside the retries: a hedge is for a call that is slow, a retry for one that has failed, which a hedged
        // one has only when both have. The other way round a hedge would start retries of its own.
        call = HedgedCall.around(call, policy.hedge(), meter, scheduler);
        call = RetryingCall.around(call, step, policy.retry(), retries, meter);
        // Outermost: what stands in for a step does so when all else has failed.
        call = FallbackCall.around(call, policy.fallback(), meter, calls);
        return call;
    }
}
