package dev.dromos.deploy.operator;

import dev.dromos.deploy.router.RouterObjects;
import io.fabric8.kubernetes.api.model.HasMetadata;

/** Whose an object is: that of the graph which is its controller, by uid, since a name can come again. */
final class Ownership {
    private Ownership() {}

    /** Who has the name that the Service in front of a graph's router has, or would have. */
    enum Holder {
        NOBODY,
        GRAPH,
        /** Which makes such a Service beside each Knative Service. */
        KNATIVE,
        SOMEBODY_ELSE
    }

    static Holder holder(HasMetadata service, HasMetadata graph) {
        if (belongs(service, graph)) {
            return Holder.GRAPH;
        }
        return isKnatives(service) ? Holder.KNATIVE : Holder.SOMEBODY_ELSE;
    }

    static boolean belongs(HasMetadata object, HasMetadata graph) {
        String uid = graph.getMetadata().getUid();
        return object.getMetadata().getOwnerReferences().stream()
                .anyMatch(owner -> Boolean.TRUE.equals(owner.getController())
                        && owner.getUid().equals(uid));
    }

    /** Whether it is the Service that Knative makes beside a Knative Service of the graph's, with that one's labels. */
    static boolean isPlaceholder(HasMetadata object, HasMetadata graph) {
        return object.getApiVersion().equals("v1")
                && RouterObjects.isLabelled(
                        object.getMetadata().getLabels(), graph.getMetadata().getName())
                && isKnatives(object);
    }

    private static boolean isKnatives(HasMetadata service) {
        return service.getMetadata().getOwnerReferences().stream()
                .anyMatch(owner -> Boolean.TRUE.equals(owner.getController())
                        && owner.getKind().equals("Route")
                        && owner.getApiVersion().startsWith(RouterObjects.KNATIVE_GROUP));
    }
}
