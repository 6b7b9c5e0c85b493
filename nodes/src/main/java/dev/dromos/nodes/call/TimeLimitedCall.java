package dev.dromos.nodes.call;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ends a call, connection included, when the step's own limit or the whole request's deadline is over, whichever is first. It
 * does so by cancelling its own part of the request, so that the inner call needs to know only cancellation.
 *
 * @param limit of this one call, zero for none but the deadline
 */
public record TimeLimitedCall(Call inner, StepRef step, Duration limit, Scheduler scheduler) implements Call {

    @Override
    public Future<StepResult> call(StepRequest request) {
        var context = request.context();
        var left = context.deadline().nanosLeft();
        if (left <= 0) {
            return Future.succeededFuture(new StepResult.Failed(new StepFailure.DeadlinePassed(step, Duration.ZERO)));
        }
        var ownIsFirst = !limit.isZero() && limit.compareTo(Duration.ofNanos(left)) < 0;
        var part = new Cancellation();
        var expired = new AtomicBoolean();
        var registration = context.cancellation().attach(part);
        var timer = scheduler.after(ownIsFirst ? limit : Duration.ofNanos(left), () -> {
            expired.set(true);
            part.cancel();
        });
        return inner.call(new StepRequest(request.body(), context.with(part))).map(result -> {
            timer.cancel();
            registration.remove();
            return expired.get()
                    ? inTime(
                            result,
                            ownIsFirst ? new StepFailure.TimedOut(step) : deadlinePassed(context.deadline(), left))
                    : result;
        });
    }

    /** An answer that raced with the end of time is still an answer. */
    private static StepResult inTime(StepResult result, StepFailure otherwise) {
        return switch (result) {
            case StepResult.Answered answered -> answered;
            case StepResult.Failed _ -> new StepResult.Failed(otherwise);
        };
    }

    private StepFailure deadlinePassed(Deadline deadline, long leftAtStart) {
        return new StepFailure.DeadlinePassed(step, Duration.ofNanos(leftAtStart - deadline.nanosLeft()));
    }

    @Override
    public String toString() {
        return "TimeLimitedCall[inner=%s, limit=%s]".formatted(inner, limit.isZero() ? "none" : limit);
    }
}
