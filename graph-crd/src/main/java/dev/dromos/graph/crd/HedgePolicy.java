package dev.dromos.graph.crd;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A step's {@code hedge}, as written. */
public record HedgePolicy(@Nullable Delay after, @Nullable Long budgetPercent) {

    /** When the second call is made. */
    public sealed interface Delay {

        /** The word {@code p95}. */
        record P95() implements Delay {}

        /** A fixed time. */
        record Fixed(Duration time) implements Delay {}
    }
}
