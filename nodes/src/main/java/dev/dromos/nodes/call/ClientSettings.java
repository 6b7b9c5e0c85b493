package dev.dromos.nodes.call;

import java.time.Duration;
import java.util.Map;

/**
 * How calls reach the steps' servers.
 *
 * <p>Names are resolved by the resolver of the Vert.x that the client is made with; the JVM's would block the event loop that asks.
 *
 * @see <a href="docs/adr/0001-names-are-resolved-off-the-event-loop.md">ADR 1</a>
 *
 * @param pool of connections to one target
 * @param timing of those connections
 * @param maxResponseBytes of one answer, decoded, default 32 MiB
 * @param tellsDeadline whether servers are told how long their answer is waited for, default not: KServe's router does not
 */
public record ClientSettings(
        Pool pool, Timing timing, int maxResponseBytes, Trust trust, ProxyRules proxies, boolean tellsDeadline) {

    public static final ClientSettings DEFAULT =
            new ClientSettings(Pool.DEFAULT, Timing.DEFAULT, 32 * 1024 * 1024, new Trust.Jdk(), ProxyRules.NONE, false);

    /**
     * How many calls one target gets at once. A target is a server, whichever of its paths are called: an Ensemble over one server
     * takes one place for each of its members.
     *
     * @param connections default 64: a pod's memory, not the protocol, is the limit; Vert.x's own default is 5
     * @param pending calls that wait for a connection, default 1024; one more fails as {@link StepFailure.Overloaded}. What waits
     *     costs little, since its body is in memory anyway: this bounds a runaway. How many clients are let in is the ingress's to say
     */
    public record Pool(int connections, int pending) {
        public static final Pool DEFAULT = new Pool(64, 1024);

        public Pool {
            atLeastOne("connections of a pool", connections);
            atLeastOne("pending calls of a pool", pending);
        }

        int places() {
            return Math.addExact(connections, pending);
        }
    }

    /**
     * How long a connection may take to come up, and stays.
     *
     * @param connect for TCP, default 1 s: a server in the cluster that needs longer is down
     * @param tlsHandshake default 5 s
     * @param keepAlive how long an idle connection is kept, whole seconds, default 3 s: uvicorn closes after 5 s, and the side that
     *     closes first cannot be surprised by the other
     */
    public record Timing(Duration connect, Duration tlsHandshake, Duration keepAlive) {
        public static final Timing DEFAULT =
                new Timing(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(3));

        public Timing {
            atLeastOne("connect in ms", connect.toMillis());
            atLeastOne("tlsHandshake in ms", tlsHandshake.toMillis());
            atLeastOne("keepAlive in s", keepAlive.toSeconds());
        }
    }

    public ClientSettings {
        atLeastOne("maxResponseBytes", maxResponseBytes);
    }

    /** The defaults, with the trust and the proxies that the environment names, as Go programs read them. */
    public static ClientSettings from(Map<String, String> environment) {
        return DEFAULT.withTrust(Trust.from(environment)).withProxies(ProxyRules.from(environment));
    }

    public ClientSettings withPool(int connections, int pending) {
        return new ClientSettings(
                new Pool(connections, pending), timing, maxResponseBytes, trust, proxies, tellsDeadline);
    }

    public ClientSettings withTiming(Timing other) {
        return new ClientSettings(pool, other, maxResponseBytes, trust, proxies, tellsDeadline);
    }

    public ClientSettings withMaxResponseBytes(int bytes) {
        return new ClientSettings(pool, timing, bytes, trust, proxies, tellsDeadline);
    }

    public ClientSettings withTrust(Trust other) {
        return new ClientSettings(pool, timing, maxResponseBytes, other, proxies, tellsDeadline);
    }

    public ClientSettings withProxies(ProxyRules other) {
        return new ClientSettings(pool, timing, maxResponseBytes, trust, other, tellsDeadline);
    }

    public ClientSettings withTellsDeadline(boolean tells) {
        return new ClientSettings(pool, timing, maxResponseBytes, trust, proxies, tells);
    }

    private static void atLeastOne(String what, long value) {
        if (value < 1) {
            throw new IllegalArgumentException("%s must be at least 1, found %d".formatted(what, value));
        }
    }
}
