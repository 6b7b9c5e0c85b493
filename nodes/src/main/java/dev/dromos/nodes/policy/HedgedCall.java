package dev.dromos.nodes.policy;

import dev.dromos.graph.Hedge;
import dev.dromos.nodes.call.Call;
import dev.dromos.nodes.call.Scheduler;
import dev.dromos.nodes.call.StepRequest;
import dev.dromos.nodes.call.StepResult;
import io.vertx.core.Future;

/** Makes a second call when the first is slow, within a budget of the step's own; the first good answer counts, the other call ends. */
record HedgedCall(Call inner, HedgeDelay delay, TokenBucket budget, StepMeter meter, Scheduler scheduler)
        implements Call {

    static Call around(Call inner, Hedge hedge, StepMeter meter, Scheduler scheduler) {
        if (hedge instanceof Hedge.Never) {
            return inner; // before the switch, for the sake of the first answer (ADR 2)
        }
        return switch (hedge) {
            case Hedge.Never() -> inner;
            case Hedge.After(var time, var percent) ->
                new HedgedCall(
                        inner, new HedgeDelay.Fixed(time), new TokenBucket(percent, 0, scheduler), meter, scheduler);
            case Hedge.AfterP95(var percent) ->
                new HedgedCall(
                        inner,
                        new HedgeDelay.P95(new LatencyHistogram()),
                        new TokenBucket(percent, 0, scheduler),
                        meter,
                        scheduler);
        };
    }

    @Override
    public Future<StepResult> call(StepRequest request) {
        budget.earn();
        return new HedgeRace(this, request).run();
    }

    @Override
    public String toString() {
        return "HedgedCall[inner=%s, after=%s, budget=%s]".formatted(inner, delay, budget);
    }
}
