package dev.dromos.graph;

import java.time.Duration;

/**
 * {@code spec.timeout} and {@code spec.routerTimeouts}, with KServe's defaults filled in. {@link Duration#ZERO} means no limit.
 *
 * @param revision {@code timeout}: Knative's limit for one request, and an upper bound for ours; zero when the user gave none
 * @param serverRead for reading one whole request, default 60 s
 * @param serverWrite for answering one request, default 60 s
 * @param serverIdle before an idle client connection is closed, default 180 s
 * @param serviceClient for one step's whole call, default none
 */
public record Timeouts(
        Duration revision, Duration serverRead, Duration serverWrite, Duration serverIdle, Duration serviceClient) {

    /** KServe's: serverRead 60 s, serverWrite 60 s, serverIdle 180 s, nothing else (contract R6). */
    public static final Timeouts DEFAULT = new Timeouts(
            Duration.ZERO, Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofSeconds(180), Duration.ZERO);
}
