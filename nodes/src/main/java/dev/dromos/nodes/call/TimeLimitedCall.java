package dev.dromos.nodes.call;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ends a call, connection included, when the step's own limit or the whole request's deadline is over, whichever is first. It
 * does so by cancelling its own part of the request, so that the inner call needs to know only cancellation.
 *
 * @param limit of this one call, zero for none but the deadline
 */
record TimeLimitedCall(Call inner, StepRef step, Duration limit, Vertx vertx) implements Call {

    @Override
    public Future<StepResult> call(StepRequest request) {
        var context = request.context();
        var left = context.deadline().nanosLeft();
        if (left <= 0) {
            return Future.succeededFuture(new StepResult.Failed(new StepFailure.DeadlinePassed()));
        }
        var ownIsFirst = !limit.isZero() && limit.compareTo(Duration.ofNanos(left)) < 0;
        var part = new Cancellation();
        var expired = new AtomicBoolean();
        var registration = context.cancellation().attach(part);
        var timer = vertx.setTimer(millis(ownIsFirst ? limit.toNanos() : left), _ -> {
            expired.set(true);
            part.cancel();
        });
        return inner.call(new StepRequest(request.body(), context.with(part))).map(result -> {
            vertx.cancelTimer(timer);
            registration.remove();
            return expired.get() ? inTime(result, ownIsFirst) : result;
        });
    }

    /** An answer that raced with the end of time is still an answer. */
    private StepResult inTime(StepResult result, boolean ownIsFirst) {
        return switch (result) {
            case StepResult.Answered answered -> answered;
            case StepResult.Failed _ ->
                new StepResult.Failed(ownIsFirst ? new StepFailure.TimedOut(step) : new StepFailure.DeadlinePassed());
        };
    }

    /** Rounded up: a call must not fail before its time, and a timer of zero does not exist. */
    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos - 1) + 1;
    }

    @Override
    public String toString() {
        return "TimeLimitedCall[inner=%s, limit=%s]".formatted(inner, limit.isZero() ? "none" : limit);
    }
}
