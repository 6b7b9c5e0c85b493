package dev.dromos.graph.crd;

import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** What an operator says of a graph: KServe's fields, and {@code steps}. A reader of graphs has no use for it. */
public record GraphStatus(
        @Described("Where the graph answers.") @Nullable String url,

        @Described("Services that are ready, of all that the graph's steps call, such as 2/3.") @Nullable
        String steps,

        @Described("How the router is deployed.") @Nullable String deploymentMode,

        @Described("The generation of the spec that this status is about.") @Nullable
        Long observedGeneration,

        @Described("What else the controller says.") @Nullable
        SequencedMap<String, String> annotations,

        @Described(value = "What holds of the graph, each said once; Ready sums them up.", key = "type") @Nullable
        List<GraphCondition> conditions) {

    /** One thing that holds of a graph, or does not, or is not known. */
    public record GraphCondition(
            @Described(value = "What is spoken of, such as Ready.", required = true) @Nullable
            String type,

            @Described(value = "Whether it holds: True, False or Unknown.", required = true) @Nullable
            String status,

            @Described("Why, in one word.") @Nullable String reason,

            @Described("Why, as a sentence.") @Nullable String message,

            @Described("How bad it is that it does not hold; empty for an error.") @Nullable
            String severity,

            @Described("The generation of the spec that this is about.") @Nullable
            Long observedGeneration,

            @Described(value = "When the status last changed.", kind = Described.Kind.TIME) @Nullable
            String lastTransitionTime) {}
}
