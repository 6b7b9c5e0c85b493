package dev.dromos.graph.crd;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code spec.headers}, as written.
 *
 * @param propagate null where an item could not be read
 */
public record HeaderRules(
        @Described(
                value =
                        "RE2 patterns; a header whose whole name one of them matches is passed on to every step. Empty: none is."
                                + " Default: what the router was started with.",
                many = Size.PATTERNS,
                longest = Size.PATTERN)
        @Nullable
        List<@Nullable String> propagate) {}
