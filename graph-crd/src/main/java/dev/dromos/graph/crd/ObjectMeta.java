package dev.dromos.graph.crd;

import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Kubernetes' metadata, as far as a graph has a use for it.
 *
 * @param others every other field of metadata, in order ({@code uid}, {@code generation}, …)
 */
public record ObjectMeta(
        @Nullable String name,
        @Nullable String namespace,
        @Nullable SequencedMap<String, @Nullable String> labels,
        @Nullable SequencedMap<String, @Nullable String> annotations,
        SequencedMap<String, @Nullable Object> others) {}
