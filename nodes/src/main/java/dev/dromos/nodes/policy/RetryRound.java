package dev.dromos.nodes.policy;

import dev.dromos.nodes.call.StepFailure;
import dev.dromos.nodes.call.StepRequest;
import dev.dromos.nodes.call.StepResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;

/**
 * One request through a {@link RetryingCall}: one call or one pause at a time.
 *
 * <pre>
 *   calling --an outcome that stands, or no retry is left, affordable or in time--> done
 *      |  ^
 *      |  `--pause over--.
 *      `--worth a retry--> pausing --cancelled--> done
 * </pre>
 */
final class RetryRound {
    private final RetryingCall call;
    private final StepRequest request;
    private final long leftAtStart;
    private int made;

    RetryRound(RetryingCall call, StepRequest request) {
        this.call = call;
        this.request = request;
        this.leftAtStart = request.context().deadline().nanosLeft();
    }

    Future<StepResult> judge(StepResult result) {
        var policy = call.policy();
        if (made == policy.times() || !FailureTable.isWorthARetry(result, policy.causes())) {
            return Future.succeededFuture(timed(result));
        }
        var asked = result instanceof StepResult.Answered(var _, var _, var retryAfter) ? retryAfter : Duration.ZERO;
        var pause = call.means().backoff().pause(policy, made, asked);
        // Who cannot be helped in time is told at once; and what cannot be used must not be paid for.
        boolean inTime = asked.compareTo(policy.maxDelay()) <= 0
                && pause.toNanos() < request.context().deadline().nanosLeft();
        return inTime && call.means().budget().spend() ? callAfter(pause, result) : Future.succeededFuture(result);
    }

    private Future<StepResult> callAfter(Duration pause, StepResult useless) {
        useless.letGo();
        made++;
        call.meter().retried();
        var over = Promise.<Boolean>promise();
        var timer = call.means().scheduler().after(pause, () -> over.tryComplete(true));
        var registration = request.context().cancellation().onCancel(() -> {
            timer.cancel();
            over.tryComplete(false);
        });
        return over.future().compose(goOn -> {
            registration.remove();
            return goOn
                    ? call.inner().call(request).compose(this::judge)
                    : Future.succeededFuture(new StepResult.Failed(new StepFailure.Cancelled(call.step())));
        });
    }

    /** When the whole request is too late, the step has had it since its first attempt, not only since its last. */
    private StepResult timed(StepResult result) {
        if (made == 0 || !(result instanceof StepResult.Failed(StepFailure.DeadlinePassed(var step, var _)))) {
            return result;
        }
        var ran = Duration.ofNanos(leftAtStart - request.context().deadline().nanosLeft());
        return new StepResult.Failed(new StepFailure.DeadlinePassed(step, ran));
    }
}
