package dev.dromos.graph.crd;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code spec.headers}, as written.
 *
 * @param propagate null where an item could not be read
 */
public record HeaderRules(@Nullable List<@Nullable String> propagate) {}
