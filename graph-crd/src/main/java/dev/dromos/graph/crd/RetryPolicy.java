package dev.dromos.graph.crd;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A step's {@code retry}, as written.
 *
 * @param causes words and statuses, each as text; null where an item could not be read
 */
public record RetryPolicy(
        @Nullable Long maxRetries,
        @Nullable Long initialDelayMs,
        @Nullable Long maxDelayMs,
        @Nullable List<@Nullable String> causes) {}
