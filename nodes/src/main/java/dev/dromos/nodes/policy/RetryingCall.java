package dev.dromos.nodes.policy;

import dev.dromos.graph.Retry;
import dev.dromos.nodes.call.Call;
import dev.dromos.nodes.call.Scheduler;
import dev.dromos.nodes.call.StepRef;
import dev.dromos.nodes.call.StepRequest;
import dev.dromos.nodes.call.StepResult;
import io.vertx.core.Future;

/**
 * Makes a call again that failed for one of the causes its step lists: after a pause, within the request's deadline, and within the
 * budget that all steps of the graph share.
 */
record RetryingCall(Call inner, StepRef step, Retry.UpTo policy, Means means, StepMeter meter) implements Call {

    /** What a graph has for the retries of all its steps. */
    record Means(Backoff backoff, TokenBucket budget, Scheduler scheduler) {}

    static Call around(Call inner, StepRef step, Retry retry, Means means, StepMeter meter) {
        return retry instanceof Retry.UpTo upTo ? new RetryingCall(inner, step, upTo, means, meter) : inner;
    }

    @Override
    public Future<StepResult> call(StepRequest request) {
        means.budget().earn();
        var round = new RetryRound(this, request);
        return inner.call(request).compose(round::judge);
    }

    @Override
    public String toString() {
        return "RetryingCall[inner=%s, times=%d, budget=%s]".formatted(inner, policy.times(), means.budget());
    }
}
