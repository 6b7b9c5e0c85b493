package dev.dromos.graph.crd;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One entry of {@code spec.nodes}, as written. */
public record InferenceRouter(
        @Described(
                value =
                        "What the node does with its steps. Sequence: one after the other; Switch: the first whose condition holds;"
                                + " Ensemble: all at the same time; Splitter: one, drawn by weight.",
                required = true)
        @Nullable
        RouterType routerType,

        @Described(value = "What the node calls. Only an Ensemble may have none.", many = Size.STEPS)
        List<InferenceStep> steps) {
    public InferenceRouter {
        steps = List.copyOf(steps);
    }
}
