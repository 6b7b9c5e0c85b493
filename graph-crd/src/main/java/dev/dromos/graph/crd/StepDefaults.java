package dev.dromos.graph.crd;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** {@code spec.defaults}, as written: for every step that calls a server and says nothing itself. */
public record StepDefaults(
        @Nullable Duration timeout,
        @Nullable RetryPolicy retry,
        @Nullable HedgePolicy hedge) {}
