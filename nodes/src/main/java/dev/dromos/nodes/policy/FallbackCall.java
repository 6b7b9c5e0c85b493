package dev.dromos.nodes.policy;

import dev.dromos.graph.Fallback;
import dev.dromos.graph.Target;
import dev.dromos.nodes.body.Payload;
import dev.dromos.nodes.call.Call;
import dev.dromos.nodes.call.HttpStatus;
import dev.dromos.nodes.call.StepRequest;
import dev.dromos.nodes.call.StepResult;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/**
 * Puts another answer in the place of a failure, or of an answer with certain statuses. When there is none either, the step's own
 * outcome stands: it says more about what is wrong.
 *
 * @param needsTime whether {@code instead} calls somebody
 */
record FallbackCall(Call inner, Call instead, List<Integer> statuses, boolean needsTime, StepMeter meter)
        implements Call {

    static Call around(Call inner, Fallback fallback, StepMeter meter, Function<Target, Call> calls) {
        if (fallback instanceof Fallback.None) {
            return inner; // before the switch, for the sake of the first answer (ADR 2)
        }
        return switch (fallback) {
            case Fallback.None() -> inner;
            case Fallback.To(var target, var statuses) ->
                new FallbackCall(inner, calls.apply(target), statuses, true, meter);
            case Fallback.Response(var json, var statuses) ->
                new FallbackCall(inner, FixedAnswer.of(json), statuses, false, meter);
        };
    }

    @Override
    public Future<StepResult> call(StepRequest request) {
        return inner.call(request)
                .compose(result -> FailureTable.isToBeReplaced(result, statuses, needsTime)
                        ? replace(request, result)
                        : Future.succeededFuture(result));
    }

    private Future<StepResult> replace(StepRequest request, StepResult result) {
        meter.replaced();
        return instead.call(request).map(other -> {
            if (other instanceof StepResult.Answered) {
                result.letGo();
                return other;
            }
            return result;
        });
    }

    @Override
    public String toString() {
        return "FallbackCall[inner=%s, instead=%s, statuses=%s]".formatted(inner, instead, statuses);
    }

    /** The same answer every time, without asking anybody. */
    private record FixedAnswer(StepResult answer) implements Call {
        static FixedAnswer of(String json) {
            var body = Payload.json(json.getBytes(StandardCharsets.UTF_8));
            return new FixedAnswer(new StepResult.Answered(HttpStatus.OK, body));
        }

        @Override
        public Future<StepResult> call(StepRequest request) {
            return Future.succeededFuture(answer);
        }

        /** Without the body, which is the user's. */
        @Override
        public String toString() {
            return "FixedAnswer[status=%d]".formatted(HttpStatus.OK);
        }
    }
}
