package dev.dromos.graph.crd;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One entry of {@code spec.nodes}, as written. */
public record InferenceRouter(@Nullable RouterType routerType, List<InferenceStep> steps) {
    public InferenceRouter {
        steps = List.copyOf(steps);
    }
}
