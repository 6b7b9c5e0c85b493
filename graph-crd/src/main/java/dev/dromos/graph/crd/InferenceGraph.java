package dev.dromos.graph.crd;

import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * The custom resource {@code InferenceGraph}, as written.
 *
 * @param status opaque: what a controller once wrote is kept, and means nothing here
 */
public record InferenceGraph(
        @Nullable String apiVersion,
        @Nullable String kind,
        @Nullable ObjectMeta metadata,
        @Nullable InferenceGraphSpec spec,
        @Nullable SequencedMap<String, @Nullable Object> status) {

    /** The kind this record is for. */
    public static final String KIND = "InferenceGraph";
}
