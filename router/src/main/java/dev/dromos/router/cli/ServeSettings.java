package dev.dromos.router.cli;

import dev.dromos.graph.check.CheckOptions;
import dev.dromos.graph.read.GraphReader;
import dev.dromos.nodes.call.ErrorStatus;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What {@code serve} was told, however it was read.
 *
 * @param quietPeriod how long requests are still taken after SIGTERM; empty for what suits the platform
 * @param tellDeadline whether each step's server is told how long its answer is waited for
 */
record ServeSettings(
        GraphSource graph,
        CheckOptions check,
        Listen listen,
        Bodies bodies,
        Optional<ErrorStatus> errorStatus,
        Optional<Duration> quietPeriod,
        boolean tellDeadline) {

    static final int LARGEST_PORT = 65_535;

    /** A body is one array of bytes. */
    static final int LARGEST_MIB = 2047;

    private static final int MIB = 1024 * 1024;

    /** Before a router that Knative runs is told to stop, its traffic has been led away already. */
    private static final Duration KNATIVE_QUIET = Duration.ofSeconds(1);

    /** Kubernetes leads a pod's traffic away while the pod is already stopping. */
    private static final Duration PLAIN_QUIET = Duration.ofSeconds(15);

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
     * Limits in MiB.
     *
     * @param request default 10: a larger one is answered 413
     * @param response default 32: a step's larger answer is a failure
     */
    record Bodies(int request, int response) {
        static final Bodies DEFAULT = new Bodies(10, 32);

        int requestBytes() {
            return request * MIB;
        }

        int responseBytes() {
            return response * MIB;
        }
    }

    /** @param underKnative whether the environment has {@code K_SERVICE}, which Knative sets */
    Duration quietPeriod(boolean underKnative) {
        return quietPeriod.orElse(underKnative ? KNATIVE_QUIET : PLAIN_QUIET);
    }
}
