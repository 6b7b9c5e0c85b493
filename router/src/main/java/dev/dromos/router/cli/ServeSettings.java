package dev.dromos.router.cli;

import dev.dromos.graph.Timeouts;
import dev.dromos.graph.check.CheckOptions;
import dev.dromos.graph.read.GraphReader;
import dev.dromos.nodes.call.ClientSettings;
import dev.dromos.nodes.call.ErrorStatus;
import dev.dromos.nodes.egress.Egress;
import dev.dromos.nodes.tls.StepTls;
import dev.dromos.router.ingress.IngressLimits;
import dev.dromos.router.serve.GraphFeed;
import dev.dromos.router.serve.WakeSettings;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What {@code serve} was told, however it was read.
 *
 * @param watch whether the graph's new version is served whenever its file changes
 * @param shared empty for one graph
 */
record ServeSettings(
        GraphSource graph,
        CheckOptions check,
        Flags flags,
        Ending ending,
        boolean watch,
        Optional<GraphFeed.Scope> shared) {

    static final int LARGEST_PORT = 65_535;

    /** A body is one array of bytes. */
    static final int LARGEST_MIB = 2047;

    static final int MIB = 1024 * 1024;

    /** Where the graph's text is. */
    sealed interface GraphSource {
        Loaded load(InputStream in, CheckOptions options);

        record Json(String text) implements GraphSource {
            @Override
            public Loaded load(InputStream in, CheckOptions options) {
                return Loaded.from(GraphReader.readSpec(text), options);
            }
        }

        record File(Path path) implements GraphSource {
            @Override
            public Loaded load(InputStream in, CheckOptions options) {
                return Loaded.from(path, in, options);
            }
        }

        record Nowhere() implements GraphSource {
            @Override
            public Loaded load(InputStream in, CheckOptions options) {
                return new Loaded.Refused(List.of("no graph: give --graph-json or --graph-file"));
            }
        }
    }

    /** @param port 0 for any free one, default 8080, KServe's */
    record Listen(String host, int port) {
        static final Listen DEFAULT = new Listen("0.0.0.0", 8080);

        /** For {@code run}: nobody else's machine is to reach it. */
        static Listen onThisMachine(int port) {
            return new Listen("127.0.0.1", port);
        }
    }

    /**
     * What the router itself is told.
     *
     * @param errorStatus empty for what the graph says
     * @param metricsPath empty for nowhere
     */
    record Flags(
            Listen listen,
            IngressLimits limits,
            Steps steps,
            Optional<ErrorStatus> errorStatus,
            String metricsPath,
            WakeSettings wake) {}

    /**
     * What its calls to steps are told.
     *
     * @param responseMib default 32: a larger answer is a failure
     * @param longestWait for a connection to a busy server
     * @param tellDeadline whether each step's server is told how long its answer is waited for
     * @param authorities files of certificates that are trusted too
     * @param identity shown to steps that ask for one
     */
    record Steps(
            int responseMib,
            Duration longestWait,
            boolean tellDeadline,
            Egress egress,
            List<Path> authorities,
            StepTls.Identity identity) {
        static final Steps DEFAULT = new Steps(
                32,
                ClientSettings.DEFAULT.pool().longestWait(),
                false,
                new Egress.Open(),
                List.of(),
                new StepTls.Identity.None());

        Steps {
            authorities = List.copyOf(authorities);
        }

        ClientSettings applyTo(ClientSettings settings) {
            var tls = settings.reach().tls().withAuthorities(authorities).withIdentity(identity);
            return settings.withEgress(egress)
                    .withTls(tls)
                    .withMaxResponseBytes(responseMib * MIB)
                    .withLongestWait(longestWait)
                    .withTellsDeadline(tellDeadline);
        }
    }

    /**
     * What happens from the signal on; each is empty for what suits the platform.
     *
     * @param quietPeriod how long requests are still taken
     * @param gracePeriod until the platform kills the process
     */
    record Ending(Optional<Duration> quietPeriod, Optional<Duration> gracePeriod) {
        /** Before a router that Knative runs is told to stop, its traffic has been led away already. */
        private static final Duration KNATIVE_QUIET = Duration.ofSeconds(1);

        /** Kubernetes leads a pod's traffic away while the pod is already stopping. */
        private static final Duration PLAIN_QUIET = Duration.ofSeconds(15);

        /** Kubernetes' default. */
        private static final Duration PLAIN_GRACE = Duration.ofSeconds(30);

        /** Knative gives a pod as long as a request; this is its default for one. */
        private static final Duration KNATIVE_GRACE = Duration.ofMinutes(5);

        /** @param underKnative whether the environment has {@code K_SERVICE}, which Knative sets */
        Duration quiet(boolean underKnative) {
            return quietPeriod.orElse(underKnative ? KNATIVE_QUIET : PLAIN_QUIET);
        }

        Duration grace(boolean underKnative, Timeouts timeouts) {
            var knative = timeouts.revision().isZero() ? KNATIVE_GRACE : timeouts.revision();
            return gracePeriod.orElse(underKnative ? knative : PLAIN_GRACE);
        }
    }
}
