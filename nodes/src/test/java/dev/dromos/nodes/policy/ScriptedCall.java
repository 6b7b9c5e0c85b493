package dev.dromos.nodes.policy;

import dev.dromos.nodes.body.ByteBudget;
import dev.dromos.nodes.body.Payload;
import dev.dromos.nodes.call.Call;
import dev.dromos.nodes.call.Cancellation;
import dev.dromos.nodes.call.Deadline;
import dev.dromos.nodes.call.RequestContext;
import dev.dromos.nodes.call.StepFailure;
import dev.dromos.nodes.call.StepRef;
import dev.dromos.nodes.call.StepRequest;
import dev.dromos.nodes.call.StepResult;
import dev.dromos.nodes.testing.VirtualTime;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A call that ends as the test says, after as much virtual time as the test says; the last script is for all further calls. */
final class ScriptedCall implements Call {
    static final StepRef STEP = new StepRef("root", 0, "model");

    private final VirtualTime time;
    private final List<Ending> script = new ArrayList<>();
    private final List<Duration> calledAt = new ArrayList<>();
    private int cancelled;

    private record Ending(StepResult result, Duration after) {}

    ScriptedCall(VirtualTime time) {
        this.time = time;
    }

    ScriptedCall then(StepResult result, Duration after) {
        script.add(new Ending(result, after));
        return this;
    }

    ScriptedCall then(StepResult result) {
        return then(result, Duration.ZERO);
    }

    @Override
    public Future<StepResult> call(StepRequest request) {
        var ending = script.get(Math.min(calledAt.size(), script.size() - 1));
        calledAt.add(time.sinceStart());
        var promise = Promise.<StepResult>promise();
        var timer = time.after(ending.after(), () -> promise.complete(ending.result()));
        var registration = request.context().cancellation().onCancel(() -> {
            timer.cancel();
            if (promise.tryComplete(new StepResult.Failed(new StepFailure.Cancelled(STEP)))) {
                cancelled++;
            }
        });
        return promise.future().onComplete(_ -> registration.remove());
    }

    /** When each call was made. */
    List<Duration> calledAt() {
        return List.copyOf(calledAt);
    }

    int cancelled() {
        return cancelled;
    }

    static StepResult answered(int status) {
        return new StepResult.Answered(status, Payload.of(String.valueOf(status).getBytes(StandardCharsets.UTF_8), ""));
    }

    static StepResult failed(StepFailure failure) {
        return new StepResult.Failed(failure);
    }

    static StepResult refused() {
        return failed(new StepFailure.Refused(STEP, StepFailure.Refused.Phase.CONNECT));
    }

    /** An answer whose body takes as many bytes. */
    static StepResult answered(int status, ByteBudget.Lease lease, long bytes) {
        lease.tryTake(bytes);
        return new StepResult.Answered(
                status, Payload.json("{}".getBytes(StandardCharsets.UTF_8)).countedBy(lease, bytes));
    }

    static StepRequest request(VirtualTime time, Duration deadline, Cancellation cancellation) {
        var context = new RequestContext("test", List.of(), Deadline.in(deadline, time::nanos), cancellation);
        return new StepRequest(Payload.EMPTY, context);
    }

    @Override
    public String toString() {
        return "ScriptedCall";
    }
}
