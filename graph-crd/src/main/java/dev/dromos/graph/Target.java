package dev.dromos.graph;

import java.net.URI;

/** Where a step sends its request. */
public sealed interface Target {

    /** Another node of the same graph ({@code nodeName}); it exists and does not lead back here. */
    record NodeRef(String name) implements Target {}

    /** An address ({@code serviceUrl}, or a {@code serviceName} bound to one): absolute, http or https, with a host. */
    record Url(URI uri) implements Target {}

    /** A {@code serviceName} that nobody has bound to an address; such a graph can be explained but not run. */
    record Service(String name) implements Target {}

    /**
     * A {@code serviceUrl} of a KServe graph that is no usable URL. KServe takes such a graph and answers every call of the
     * step with 500, so we do too; the checker warns, and refuses it in a {@link ApiGroup#DROMOS} graph.
     */
    record Unusable(String text) implements Target {}
}
