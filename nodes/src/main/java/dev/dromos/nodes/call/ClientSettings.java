package dev.dromos.nodes.call;

import dev.dromos.nodes.egress.Egress;
import dev.dromos.nodes.proxy.ProxyRules;
import dev.dromos.nodes.tls.StepTls;
import dev.dromos.nodes.tls.Trust;
import java.net.URI;
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
public record ClientSettings(Pool pool, Timing timing, int maxResponseBytes, Reach reach, boolean tellsDeadline) {

    public static final ClientSettings DEFAULT =
            new ClientSettings(Pool.DEFAULT, Timing.DEFAULT, 32 * 1024 * 1024, Reach.DEFAULT, false);

    /**
     * How many calls one target gets at once. A target is a server, whichever of its paths are called: an Ensemble over one server
     * takes one place for each of its members.
     *
     * @param connections default 64: a pod's memory, not the protocol, is the limit; Vert.x's own default is 5
     * @param pending calls that wait for a connection, default 1024; one more fails as {@link StepFailure.Overloaded}. What waits
     *     costs little, since its body is in memory anyway: this bounds a runaway. How many clients are let in is the ingress's to say
     * @param longestWait for a connection, default 30 s, then the same failure. 64 clients of an Ensemble of 10 over one server wait nine
     *     answers long without anything being wrong, and a server that starts from zero holds all its connections until it is up
     */
    public record Pool(int connections, int pending, Duration longestWait) {
        public static final Pool DEFAULT = new Pool(64, 1024, Duration.ofSeconds(30));

        public Pool {
            Bound.atLeastOne("connections of a pool", connections);
            Bound.atLeastOne("pending calls of a pool", pending);
            Bound.atLeastOne("longestWait in ms", longestWait.toMillis());
        }

        int places() {
            return Math.addExact(connections, pending);
        }
    }

    /**
     * How long a connection may take to come up, and stays.
     *
     * @param connect for TCP, and for the name before it, default 1 s: a server in the cluster that needs longer is down
     * @param tlsHandshake default 5 s
     * @param keepAlive how long an idle connection is kept, whole seconds, default 3 s: uvicorn closes after 5 s, and the side that
     *     closes first cannot be surprised by the other
     */
    public record Timing(Duration connect, Duration tlsHandshake, Duration keepAlive) {
        public static final Timing DEFAULT =
                new Timing(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(3));

        public Timing {
            Bound.atLeastOne("connect in ms", connect.toMillis());
            Bound.atLeastOne("tlsHandshake in ms", tlsHandshake.toMillis());
            Bound.atLeastOne("keepAlive in s", keepAlive.toSeconds());
        }
    }

    /**
     * Which servers, and on which way.
     *
     * @param egress default open: a drop-in calls what it called before
     * @param sidecar where Istio's would answer, asked before the first https call of a graph that follows KServe (contract R21)
     */
    public record Reach(StepTls tls, ProxyRules proxies, Egress egress, URI sidecar) {
        public static final Reach DEFAULT =
                new Reach(StepTls.DEFAULT, ProxyRules.NONE, new Egress.Open(), URI.create("http://localhost:15000"));
    }

    public ClientSettings {
        Bound.atLeastOne("maxResponseBytes", maxResponseBytes);
    }

    /** The defaults, with the trust and the proxies that the environment names, as Go programs read them. */
    public static ClientSettings from(Map<String, String> environment) {
        return DEFAULT.withTrust(Trust.from(environment)).withProxies(ProxyRules.from(environment));
    }

    public ClientSettings withPool(int connections, int pending) {
        return with(new Pool(connections, pending, pool.longestWait()));
    }

    public ClientSettings withLongestWait(Duration longestWait) {
        return with(new Pool(pool.connections(), pool.pending(), longestWait));
    }

    public ClientSettings withTiming(Timing other) {
        return new ClientSettings(pool, other, maxResponseBytes, reach, tellsDeadline);
    }

    public ClientSettings withMaxResponseBytes(int bytes) {
        return new ClientSettings(pool, timing, bytes, reach, tellsDeadline);
    }

    public ClientSettings withTrust(Trust other) {
        return withTls(reach.tls().withTrust(other));
    }

    public ClientSettings withTls(StepTls other) {
        return with(new Reach(other, reach.proxies(), reach.egress(), reach.sidecar()));
    }

    public ClientSettings withProxies(ProxyRules other) {
        return with(new Reach(reach.tls(), other, reach.egress(), reach.sidecar()));
    }

    public ClientSettings withEgress(Egress other) {
        return with(new Reach(reach.tls(), reach.proxies(), other, reach.sidecar()));
    }

    /** @param address where it is asked for instead of in this pod */
    public ClientSettings withSidecar(URI address) {
        return with(new Reach(reach.tls(), reach.proxies(), reach.egress(), address));
    }

    public ClientSettings withTellsDeadline(boolean tells) {
        return new ClientSettings(pool, timing, maxResponseBytes, reach, tells);
    }

    private ClientSettings with(Pool other) {
        return new ClientSettings(other, timing, maxResponseBytes, reach, tellsDeadline);
    }

    private ClientSettings with(Reach other) {
        return new ClientSettings(pool, timing, maxResponseBytes, other, tellsDeadline);
    }

    /** Of its own, since a part that is made first must not have the whole made, which is made of the parts. */
    private static final class Bound {
        private Bound() {}

        static void atLeastOne(String what, long value) {
            if (value < 1) {
                throw new IllegalArgumentException("%s must be at least 1, found %d".formatted(what, value));
            }
        }
    }
}
