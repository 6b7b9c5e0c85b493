package dev.dromos.deploy.operator;

import dev.dromos.deploy.status.GraphStatus;
import dev.dromos.graph.ApiGroup;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.List;

/** A graph of KServe's definition, in a cluster without KServe's controller. */
@Group("serving.kserve.io")
@Version("v1alpha1")
@Kind("InferenceGraph")
@Plural("inferencegraphs")
public final class AdoptedGraph extends GraphResource {
    private static final long serialVersionUID = 1L;

    @Override
    ApiGroup group() {
        return ApiGroup.KSERVE;
    }

    /** KServe's has no column of steps, and its conditions are about no generation. */
    @Override
    GraphStatus fitting(GraphStatus status) {
        List<Condition> conditions = status.conditions() == null ? List.of() : status.conditions();
        return new GraphStatus(
                status.url(),
                null,
                status.deploymentMode(),
                status.observedGeneration(),
                conditions.stream()
                        .map(condition -> new ConditionBuilder(condition)
                                .withObservedGeneration(null)
                                .build())
                        .toList());
    }

    /**
     * Another controller's when it has said something in the status: then that one has made a router of it, and two would undo each other's
     * work.
     */
    @Override
    Claim claim() {
        var writers = getMetadata().getManagedFields().stream()
                .filter(entry -> "status".equals(entry.getSubresource()))
                .map(ManagedFieldsEntry::getManager)
                .distinct()
                .toList();
        var others = writers.stream()
                .filter(writer -> !Hands.FIELD_MANAGER.equals(writer))
                .toList();
        if (others.isEmpty()) {
            return new Claim.Ours();
        }
        return writers.contains(Hands.FIELD_MANAGER)
                ? new Claim.GivenUp(String.join(", ", others))
                : new Claim.Theirs();
    }
}
