package dev.dromos.deploy.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;

/** An object that a router is to have, beside what the cluster has by its name. */
sealed interface Piece {
    HasMetadata wanted();

    /** There is nothing of that name. */
    record New(HasMetadata wanted) implements Piece {}

    record Ours(HasMetadata wanted, HasMetadata actual) implements Piece {}

    /** Knative holds the name, for the Knative Service that the graph had; it lets go of it once that is gone. */
    record Held(HasMetadata wanted) implements Piece {}

    /** Somebody else has the name. */
    record Foreign(HasMetadata wanted) implements Piece {}
}
