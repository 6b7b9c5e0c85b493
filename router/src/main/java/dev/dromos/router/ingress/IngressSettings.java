package dev.dromos.router.ingress;

import dev.dromos.nodes.call.Scheduler;
import java.time.Duration;

/**
 * The client-side edge.
 *
 * @param port 0 for any free one
 * @param scheduler of deadlines, and of what clients are waited for
 */
public record IngressSettings(
        String host, int port, IngressLimits limits, Times times, EdgeMeter meter, Scheduler scheduler) {

    /**
     * What clients are waited for, each zero for ever.
     *
     * @param read one whole request, from the end of its head
     * @param write one answer, from the moment that it is there
     * @param idle a connection between requests
     */
    public record Times(Duration read, Duration write, Duration idle) {}
}
