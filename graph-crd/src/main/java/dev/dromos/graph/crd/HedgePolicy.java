package dev.dromos.graph.crd;

import dev.dromos.graph.KubernetesDuration;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A step's {@code hedge}, as written. */
public record HedgePolicy(
        @Described(
                value =
                        "How long the first call takes before a second one is made: a duration such as 200ms, or p95, longer than 95"
                                + " of 100 calls of this step. Default: p95.",
                pattern = P95 + "|" + KubernetesDuration.PATTERN)
        @Nullable
        Delay after,

        @Described(
                value = "Second calls, of all calls of the step. 0: none, whatever the defaults say. Default: 5.",
                least = 0,
                most = 100)
        @Nullable
        Long budgetPercent) {

    /** The word for a delay that is learnt. */
    public static final String P95 = "p95";

    /** When the second call is made. */
    public sealed interface Delay {

        /** The word {@code p95}. */
        record P95() implements Delay {}

        /** A fixed time. */
        record Fixed(Duration time) implements Delay {}
    }
}
