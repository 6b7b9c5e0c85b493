package dev.dromos.graph.crd;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A step's {@code retry}, as written.
 *
 * @param causes words and statuses, each as text; null where an item could not be read
 */
public record RetryPolicy(
        @Described(
                value = "Calls beside the first. 0: none, whatever the defaults say.",
                required = true,
                least = 0,
                most = Size.RETRIES)
        @Nullable
        Long maxRetries,

        @Described(
                value =
                        "The first pause is a random time up to this, the next up to twice this, and so on. Default: 100, or"
                                + " `maxDelayMs` if that is less.",
                least = 1,
                most = Size.DELAY_MS)
        @Nullable
        Long initialDelayMs,

        @Described(value = "No pause is longer. Default: 300000.", least = 1, most = Size.DELAY_MS) @Nullable
        Long maxDelayMs,

        @Described(
                value =
                        "What is worth another call: connect, reset, timeout, and statuses from 400 to 599. Default: connect,"
                                + " reset, 502, 503 and 504.",
                kind = Described.Kind.NUMBER_OR_TEXT,
                fewest = 1,
                least = 400,
                most = 599,
                pattern = RetryPolicy.CAUSE)
        @Nullable
        List<@Nullable String> causes) {

    /** What a cause looks like, written as a text. */
    public static final String CAUSE = "connect|reset|timeout|[45][0-9][0-9]";
}
