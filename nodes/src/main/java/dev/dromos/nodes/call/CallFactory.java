package dev.dromos.nodes.call;

import java.net.URI;
import java.time.Duration;

/** Makes the {@link Call} of one step; {@link PredictorClient#call} does. */
@FunctionalInterface
public interface CallFactory {

    /** @param limit of each call, zero for none */
    Call call(StepRef step, URI target, Duration limit);
}
