package dev.dromos.graph;

import java.net.URI;

/** Where a step sends its request. */
public sealed interface Target {

    /** Another node of the same graph ({@code nodeName}); it exists and does not lead back here. */
    record NodeRef(String name) implements Target {}

    /**
     * An address ({@code serviceUrl}, or a {@code serviceName} bound to one): absolute, http or https, with a host and without a user.
     * A host with an underscore, as in docker-compose, is only in the URI's authority.
     */
    record Url(URI uri) implements Target {}

    /** A {@code serviceName} that nobody has bound to an address; such a graph can be explained but not run. */
    record Service(String name) implements Target {}

    /**
     * A {@code serviceUrl} of a KServe graph that we do not call: every call of the step is answered with 500. KServe takes such a
     * graph and mostly does the same; with a user or password, a backslash or letters beyond ASCII in the host it would call, and we
     * refuse that for safety. The checker warns, and refuses the graph when it is {@link ApiGroup#DROMOS}'s.
     */
    record Unusable(String text) implements Target {}
}
