package dev.dromos.router.ingress;

import dev.dromos.nodes.call.Deadline;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The client-side edge.
 *
 * @param port 0 for any free one
 * @param maxRequestBytes a larger body is answered 413; default 10 MiB
 * @param readTimeout for one whole request, zero for none
 * @param idleTimeout before a silent connection is closed, zero for none
 * @param clock of deadlines, see {@link Deadline}
 */
public record IngressSettings(
        String host, int port, int maxRequestBytes, Duration readTimeout, Duration idleTimeout, LongSupplier clock) {}
