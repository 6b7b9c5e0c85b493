package dev.dromos.graph;

import java.time.Duration;

/**
 * What a step does about calls that are slow or fail.
 *
 * @param timeout of one attempt; zero when the step gives none
 */
public record Policy(Duration timeout, Retry retry, Hedge hedge, Fallback fallback) {

    /** Each call is made once and its outcome stands. */
    public static final Policy NONE =
            new Policy(Duration.ZERO, new Retry.Never(), new Hedge.Never(), new Fallback.None());

    public Policy withTimeout(Duration other) {
        return new Policy(other, retry, hedge, fallback);
    }

    /** True when a step behaves as KServe's would. */
    public boolean isNone() {
        // Not by equals: JDK 25 makes a class for a record's when it is first met (ADR 2).
        return timeout.isZero()
                && retry instanceof Retry.Never
                && hedge instanceof Hedge.Never
                && fallback instanceof Fallback.None;
    }
}
