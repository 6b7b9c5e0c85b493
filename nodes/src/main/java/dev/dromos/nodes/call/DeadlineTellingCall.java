package dev.dromos.nodes.call;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells the step's server how long its answer is waited for: {@value RequestTimeout#HEADER}, in milliseconds, {@code 1500ms}. A client's own header
 * of either name does not get through: what is left counts, not what there was.
 *
 * @param limit of one attempt, zero for none but the request's deadline
 */
record DeadlineTellingCall(Call inner, Duration limit) implements Call {
    static Call around(Call inner, Duration limit, boolean tells) {
        return tells ? new DeadlineTellingCall(inner, limit) : inner;
    }

    @Override
    public Future<StepResult> call(StepRequest request) {
        var context = request.context();
        var headers = new ArrayList<Header>(context.headers().size() + 1);
        for (var header : context.headers()) {
            if (!RequestTimeout.isOne(header.name())) {
                headers.add(header);
            }
        }
        headers.add(new Header(RequestTimeout.HEADER, RequestTimeout.text(left(context.deadline()))));
        return inner.call(new StepRequest(request.body(), context.with(List.copyOf(headers))));
    }

    private Duration left(Deadline deadline) {
        var left = Duration.ofNanos(deadline.nanosLeft());
        return limit.isPositive() && limit.compareTo(left) < 0 ? limit : left;
    }
}
