package dev.dromos.router.serve;

import dev.dromos.nodes.call.ClientSettings;
import dev.dromos.nodes.call.ErrorStatus;
import dev.dromos.router.ingress.HeaderPropagation;

/**
 * What a router is told by its command line and environment; the rest is in the graph.
 *
 * @param errorStatus as asked for; where it was not, a KServe graph gets KServe's and ours gets precise ones
 * @param maxRequestBytes default 10 MiB
 */
public record RouterSettings(
        String host,
        int port,
        int maxRequestBytes,
        ErrorStatusChoice errorStatus,
        HeaderPropagation propagation,
        ClientSettings client) {

    /** {@code --error-status}, which may be left out. */
    public sealed interface ErrorStatusChoice {
        record ByApiGroup() implements ErrorStatusChoice {}

        record Always(ErrorStatus status) implements ErrorStatusChoice {}
    }
}
