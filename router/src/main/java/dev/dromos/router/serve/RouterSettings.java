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
 * @param wake of steps that may have been scaled to zero
 */
public record RouterSettings(
        String host,
        int port,
        IngressLimits limits,
        ErrorStatusChoice errorStatus,
        HeaderPropagation propagation,
        ClientSettings client,
        String metricsPath,
        WakeSettings wake) {

    /** Without metrics, and without wakes. */
    public RouterSettings(
            String host,
            int port,
            IngressLimits limits,
            ErrorStatusChoice errorStatus,
            HeaderPropagation propagation,
            ClientSettings client) {
        this(host, port, limits, errorStatus, propagation, client, "", WakeSettings.NONE);
    }

    /** {@code --error-status}, which may be left out. */
    public sealed interface ErrorStatusChoice {
        record ByGraph() implements ErrorStatusChoice {}

        record Always(ErrorStatus status) implements ErrorStatusChoice {}

        default ErrorStatus of(Graph graph) {
            return switch (this) {
                case Always(var status) -> status;
                case ByGraph() ->
                    switch (graph.terms().errorStatus()) {
                        case KSERVE -> ErrorStatus.KSERVE;
                        case PRECISE -> ErrorStatus.PRECISE;
                    };
            };
        }
    }

    HeaderPropagation propagationOf(Graph graph) {
        return switch (graph.terms().propagation()) {
            case Propagation.OfProcess() ->
                switch (graph.group()) {
                    case KSERVE -> propagation;
                    case DROMOS -> propagation.sparingCredentials();
                };
            case Propagation.Only(var patterns) -> HeaderPropagation.ofWholeNames(patterns);
        };
    }
}
