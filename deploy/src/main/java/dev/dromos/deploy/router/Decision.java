package dev.dromos.deploy.router;

/** What a graph's router is to be, or why there can be none. */
public sealed interface Decision {

    record Deploy(RouterModel router) implements Decision {}

    /**
     * Nothing that is tried again would help: the graph, the settings or the cluster have to change.
     *
     * @param reason one word, for a condition
     */
    record Refuse(String reason, String message) implements Decision {}
}
