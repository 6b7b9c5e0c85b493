package dev.dromos.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The operator as a process, as it runs in a cluster. */
@ExtendWith(WithApiServer.class)
final class OperatorCommandIT {
    private static final String STEP = "[{serviceUrl: 'http://iris.example.com/'}]";
    /** {@code .ci/run} has 1000 of them. */
    private static final int MANY = Integer.getInteger("graphs", 200);

    /** Of the container that {@code operator.yaml} gives it. */
    private static final int MEBIBYTES = 256;

    @BeforeEach
    void prepare(ApiServer server) {
        TestOperators.prepare(server, "knative-services");
        server.client().leases().inNamespace(TestOperators.NAMESPACE).delete();
    }

    @Test
    @DisplayName("F20 the process works, and ends at SIGTERM with its lease given back")
    void itWorksUntilItIsToldToStop(ApiServer server, @TempDir Path directory) throws Exception {
        var cluster = GraphCluster.create(server.client());
        try (var operator = OperatorProcess.start(server, directory, List.of(), "--watch", cluster.namespace())) {
            operator.awaitReady();
            cluster.graph("chain", STEP);
            cluster.awaitKnative("chain", _ -> true);
            assertThat(leaseSeconds(server)).isEqualTo(15);

            int exit = operator.stop();

            assertThat(exit).isEqualTo(143);
            assertThat(leaseSeconds(server)).isEqualTo(1);
            assertThat(operator.log())
                    .contains("no longer working: told to stop")
                    .doesNotContain("\"ERROR\"");
        }
    }

    /** How long the lease lasts from when its holder last said so; one that is given back, no longer than Kubernetes can say. */
    private static int leaseSeconds(ApiServer server) {
        return server.client()
                .leases()
                .inNamespace(TestOperators.NAMESPACE)
                .withName("dromos-operator")
                .get()
                .getSpec()
                .getLeaseDurationSeconds();
    }

    @Test
    @DisplayName(
            "F19 many graphs at the start take a few requests each, none when they are as they should be, and 256 MiB")
    void manyGraphsTakeAFewRequestsEach(ApiServer server, @TempDir Path directory) throws Exception {
        var cluster = GraphCluster.create(server.client());
        try (var threads = Executors.newFixedThreadPool(8)) {
            IntStream.range(0, MANY).forEach(i -> threads.execute(() -> cluster.graph("graph-" + i, STEP)));
        }
        var jvm = List.of("-XX:MaxRAM=" + MEBIBYTES + "m");
        try (var first = OperatorProcess.start(server, directory, jvm, "--watch", cluster.namespace())) {
            awaitAll(first);

            assertThat(first.metric("dromos_operator_requests_total", "POST")).isBetween(1.0 * MANY, MANY + 50.0);
            assertThat(first.metric("dromos_operator_requests_total", "PATCH")).isBetween(1.0 * MANY, MANY + 50.0);
            assertThat(first.metric("dromos_operator_requests_total", "")).isLessThan(4.0 * MANY + 100);
            assertThat(first.peakMebibytes()).isLessThan(MEBIBYTES);
            first.stop();
        }
        try (var second = OperatorProcess.start(server, directory, jvm, "--watch", cluster.namespace())) {
            awaitAll(second);

            assertThat(second.metric("dromos_operator_requests_total", "")).isLessThan(100);
            assertThat(second.peakMebibytes()).isLessThan(MEBIBYTES);
        }
        server.client().namespaces().withName(cluster.namespace()).delete();
    }

    private static void awaitAll(OperatorProcess operator) throws IOException {
        await("all looked at")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> operator.metric("dromos_operator_reconciliations_total", "done") >= MANY
                        && operator.metric("dromos_operator_queue", "") == 0
                        && operator.metric("dromos_operator_running", "") == 0);
    }

    @Test
    @DisplayName("a port that is taken is said, and the process ends with 1")
    void aTakenPortIsSaid(ApiServer server, @TempDir Path directory) throws Exception {
        try (var taken = new ServerSocket(0);
                var operator = OperatorProcess.start(
                        server, directory, List.of(), "--health-port", String.valueOf(taken.getLocalPort()))) {
            await("ended")
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> operator.log().contains("taken"));

            assertThat(operator.log()).isEqualTo("--health-port: %d is taken\n".formatted(taken.getLocalPort()));
        }
    }
}
