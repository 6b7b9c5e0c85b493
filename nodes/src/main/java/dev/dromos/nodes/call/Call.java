package dev.dromos.nodes.call;

import io.vertx.core.Future;

/**
 * Sends a step's request and gets its answer. The future always succeeds: what can go wrong is a {@link StepResult.Failed}.
 * Each concern (time limit, connection, decoding) is one implementation that wraps another.
 */
@FunctionalInterface
public interface Call {
    Future<StepResult> call(StepRequest request);
}
