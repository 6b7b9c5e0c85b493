package dev.dromos.nodes.policy;

import dev.dromos.nodes.call.Cancellation;
import dev.dromos.nodes.call.Scheduler;
import dev.dromos.nodes.call.StepFailure;
import dev.dromos.nodes.call.StepRequest;
import dev.dromos.nodes.call.StepResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One request through a {@link HedgedCall}. Its calls and its timer may be on different threads; one of them decides.
 *
 * <pre>
 *   first --done------------------------------> decided: its outcome
 *   first --slow, and the budget has a token--> both
 *   both  --a good answer---------------------> decided: that one; the other call is cancelled
 *   both  --neither is good-------------------> decided: the first call's outcome
 * </pre>
 */
final class HedgeRace {
    private final HedgedCall call;
    private final StepRequest request;
    private final Leg first = new Leg();
    private final Leg second = new Leg();
    private final Promise<StepResult> promise = Promise.promise();
    private final ReentrantLock lock = new ReentrantLock();
    private final long begun;
    private int running = 1;
    private boolean decided;

    /** One of the two calls. */
    private static final class Leg {
        private final Cancellation part = new Cancellation();
        private @Nullable StepResult result;
    }

    HedgeRace(HedgedCall call, StepRequest request) {
        this.call = call;
        this.request = request;
        this.begun = call.scheduler().nanos();
    }

    Future<StepResult> run() {
        var timer = call.delay().current().map(delay -> call.scheduler().after(delay, this::hedge));
        start(first);
        return promise.future().onComplete(_ -> timer.ifPresent(Scheduler.Timer::cancel));
    }

    private void hedge() {
        if (mayHedge()) {
            call.meter().hedged();
            start(second);
        }
    }

    private boolean mayHedge() {
        lock.lock();
        try {
            boolean may = !decided
                    && !request.context().cancellation().isCancelled()
                    && call.budget().spend();
            running += may ? 1 : 0;
            return may;
        } finally {
            lock.unlock();
        }
    }

    private void start(Leg leg) {
        var context = request.context();
        var registration = context.cancellation().attach(leg.part);
        call.inner()
                .call(new StepRequest(request.body(), context.with(leg.part)))
                .onComplete(done -> {
                    registration.remove();
                    arrived(leg, done.succeeded() ? done.result() : new StepResult.Failed(new StepFailure.Internal()));
                });
    }

    private void arrived(Leg leg, StepResult result) {
        boolean decides;
        boolean late;
        lock.lock();
        try {
            leg.result = result;
            running--;
            late = decided;
            decides = !decided && (running == 0 || FailureTable.endsTheRace(result));
            decided |= decides;
        } finally {
            lock.unlock();
        }
        if (decides) {
            decide(FailureTable.endsTheRace(result) || first.result == null ? result : first.result);
        } else if (late) {
            result.letGo();
        }
    }

    @SuppressWarnings("ReferenceEquality") // an equal result has a body of its own
    private static void end(Leg leg, StepResult outcome) {
        leg.part.cancel();
        var result = leg.result;
        if (result != null && result != outcome) {
            result.letGo();
        }
    }

    /** A loser's time counts as what it was when it was given up: it would have been more. */
    private void decide(StepResult outcome) {
        if (FailureTable.endsTheRace(outcome) || outcome instanceof StepResult.Failed(StepFailure.TimedOut _)) {
            call.delay().took(Duration.ofNanos(call.scheduler().nanos() - begun));
        }
        end(first, outcome);
        end(second, outcome);
        promise.complete(outcome);
    }
}
