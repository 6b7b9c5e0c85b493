package dev.dromos.graph.crd;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** {@code spec.defaults}, as written: for every step that calls a server and says nothing itself. */
public record StepDefaults(
        @Described("The limit of one attempt, such as 800ms.") @Nullable
        Duration timeout,

        @Described("When a failed call is made again.") @Nullable
        RetryPolicy retry,

        @Described("When a slow call gets a second one beside it.") @Nullable
        HedgePolicy hedge) {}
