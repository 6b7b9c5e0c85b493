package dev.dromos.nodes.policy;

import dev.dromos.nodes.call.Call;
import dev.dromos.nodes.call.Scheduler;
import dev.dromos.nodes.call.StepRequest;
import dev.dromos.nodes.call.StepResult;
import io.vertx.core.Future;

/** Tells a meter how each call ended and how long it took. */
record MeteredCall(Call inner, StepMeter meter, Scheduler scheduler) implements Call {

    static Call around(Call inner, StepMeter meter, Scheduler scheduler) {
        return meter instanceof StepMeter.Off ? inner : new MeteredCall(inner, meter, scheduler);
    }

    @Override
    public Future<StepResult> call(StepRequest request) {
        long begun = scheduler.nanos();
        return inner.call(request).onSuccess(result -> meter.called(result, scheduler.nanos() - begun));
    }

    @Override
    public String toString() {
        return "MeteredCall[inner=%s]".formatted(inner);
    }
}
