package dev.dromos.nodes.call;

import java.time.Duration;
import java.util.Map;

/**
 * How calls reach the steps' servers.
 *
 * <p>Names are resolved by the JVM when the process is started with {@code -Dvertx.disableDnsResolver=true}, as the router's is:
 * it follows the search domains that Kubernetes writes, and {@code networkaddress.cache.ttl} bounds how long an address is kept.
 *
 * @param maxConnectionsPerTarget default 64: a pod's memory, not the protocol, is the limit; Vert.x's own default is 5
 * @param maxPendingPerTarget calls that wait for a connection, default 64; one more fails as {@link StepFailure.Overloaded}
 * @param connectTimeout for the TCP connection, default 1 s: a server in the cluster that needs longer is down
 * @param tlsHandshake default 5 s
 * @param keepAlive how long an idle connection is kept, whole seconds, default 3 s: uvicorn closes after 5 s, and the side that
 *     closes first cannot be surprised by the other
 * @param maxResponseBytes of one answer, decoded, default 32 MiB
 */
public record ClientSettings(
        int maxConnectionsPerTarget,
        int maxPendingPerTarget,
        Duration connectTimeout,
        Duration tlsHandshake,
        Duration keepAlive,
        int maxResponseBytes,
        Trust trust,
        ProxyRules proxies) {

    public static final ClientSettings DEFAULT = new ClientSettings(
            64,
            64,
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(3),
            32 * 1024 * 1024,
            new Trust.Jdk(),
            ProxyRules.NONE);

    public ClientSettings {
        atLeastOne("maxConnectionsPerTarget", maxConnectionsPerTarget);
        atLeastOne("maxPendingPerTarget", maxPendingPerTarget);
        atLeastOne("maxResponseBytes", maxResponseBytes);
        atLeastOne("connectTimeout in ms", connectTimeout.toMillis());
        atLeastOne("tlsHandshake in ms", tlsHandshake.toMillis());
        atLeastOne("keepAlive in s", keepAlive.toSeconds());
    }

    /** The defaults, with the trust and the proxies that the environment names, as Go programs read them. */
    public static ClientSettings from(Map<String, String> environment) {
        return DEFAULT.withTrust(Trust.from(environment)).withProxies(ProxyRules.from(environment));
    }

    public ClientSettings withPool(int connectionsPerTarget, int pendingPerTarget) {
        return new ClientSettings(
                connectionsPerTarget,
                pendingPerTarget,
                connectTimeout,
                tlsHandshake,
                keepAlive,
                maxResponseBytes,
                trust,
                proxies);
    }

    public ClientSettings withMaxResponseBytes(int bytes) {
        return new ClientSettings(
                maxConnectionsPerTarget,
                maxPendingPerTarget,
                connectTimeout,
                tlsHandshake,
                keepAlive,
                bytes,
                trust,
                proxies);
    }

    public ClientSettings withTrust(Trust other) {
        return new ClientSettings(
                maxConnectionsPerTarget,
                maxPendingPerTarget,
                connectTimeout,
                tlsHandshake,
                keepAlive,
                maxResponseBytes,
                other,
                proxies);
    }

    public ClientSettings withProxies(ProxyRules other) {
        return new ClientSettings(
                maxConnectionsPerTarget,
                maxPendingPerTarget,
                connectTimeout,
                tlsHandshake,
                keepAlive,
                maxResponseBytes,
                trust,
                other);
    }

    private static void atLeastOne(String what, long value) {
        if (value < 1) {
            throw new IllegalArgumentException("%s must be at least 1, found %d".formatted(what, value));
        }
    }
}
