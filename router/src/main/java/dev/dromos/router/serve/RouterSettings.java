package dev.dromos.router.serve;

import dev.dromos.graph.Graph;
import dev.dromos.graph.Terms.Propagation;
import dev.dromos.nodes.call.ClientSettings;
import dev.dromos.nodes.call.ErrorStatus;
import dev.dromos.router.ingress.HeaderPropagation;
import dev.dromos.router.ingress.IngressLimits;

/**
 * What a router is told by its command line and environment; the rest is in the graph.
 *
 * @param limits of what clients may take
 * @param errorStatus as asked for, else the graph's
 * @param propagation for graphs that have none of their own
 * @param metricsPath where counts are shown, empty for nowhere, which costs nothing
 */
public record RouterSettings(
        String host,
        int port,
        IngressLimits limits,
        ErrorStatusChoice errorStatus,
        HeaderPropagation propagation,
        ClientSettings client,
        String metricsPath) {

    /** Without metrics. */
    public RouterSettings(
            String host,
            int port,
            IngressLimits limits,
            ErrorStatusChoice errorStatus,
            HeaderPropagation propagation,
            ClientSettings client) {
        this(host, port, limits, errorStatus, propagation, client, "");
    }

    /** {@code --error-status}, which may be left out. */
    public sealed interface ErrorStatusChoice {
        ErrorStatus of(Graph graph);

        record ByGraph() implements ErrorStatusChoice {
            @Override
            public ErrorStatus of(Graph graph) {
                return switch (graph.terms().errorStatus()) {
                    case KSERVE -> ErrorStatus.KSERVE;
                    case PRECISE -> ErrorStatus.PRECISE;
                };
            }
        }

        record Always(ErrorStatus status) implements ErrorStatusChoice {
            @Override
            public ErrorStatus of(Graph graph) {
                return status;
            }
        }
    }

    HeaderPropagation propagationOf(Graph graph) {
        // Not a switch: JDK 25 makes a class for one when it is first met (ADR 2).
        if (graph.terms().propagation() instanceof Propagation.Only(var patterns)) {
            return HeaderPropagation.ofWholeNames(patterns);
        }
        return switch (graph.group()) {
            case KSERVE -> propagation;
            case DROMOS -> propagation.sparingCredentials();
        };
    }
}
