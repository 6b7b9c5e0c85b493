package dev.dromos.deploy.operator;

import dev.dromos.deploy.router.RouterObjects;
import io.fabric8.kubernetes.api.model.HasMetadata;

/** Whose an object is: that of the graph which is its controller, by uid, since a name can come again. */
final class Ownership {
    private Ownership() {}

    static boolean belongs(HasMetadata object, HasMetadata graph) {
        String uid = graph.getMetadata().getUid();
        return object.getMetadata().getOwnerReferences().stream()
                .anyMatch(owner -> Boolean.TRUE.equals(owner.getController())
                        && owner.getUid().equals(uid));
    }

    /** Whether it is the Service that Knative makes beside a Knative Service of the graph's, with that one's labels. */
    static boolean isPlaceholder(HasMetadata object, HasMetadata graph) {
        var metadata = object.getMetadata();
        return object.getApiVersion().equals("v1")
                && RouterObjects.isLabelled(
                        metadata.getLabels(), graph.getMetadata().getName())
                && metadata.getOwnerReferences().stream()
                        .anyMatch(owner -> Boolean.TRUE.equals(owner.getController())
                                && owner.getKind().equals("Route")
                                && owner.getApiVersion().startsWith(RouterObjects.KNATIVE_GROUP));
    }
}
