package dev.dromos.deploy.operator;

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
}
