package dev.dromos.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dromos.deploy.FaultyApi.Fault;
import dev.dromos.deploy.operator.GraphOperator;
import dev.dromos.deploy.operator.OperatorOptions.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Of several operators one works, whatever becomes of the others. */
@ExtendWith(WithApiServer.class)
final class LeaseIT {
    private static final String STEP = "[{serviceUrl: 'http://iris.example.com/'}]";
    private static final Duration SOON = Duration.ofSeconds(20);

    private ApiServer server;
    private GraphCluster cluster;
    private FaultyApi firstApi;
    private FaultyApi secondApi;
    private GraphOperator first;
    private GraphOperator second;

    @BeforeEach
    void start(ApiServer shared) throws IOException {
        server = shared;
        TestOperators.prepare(server, "knative-services");
        server.client().leases().inNamespace(TestOperators.NAMESPACE).delete();
        cluster = GraphCluster.create(server.client());
        firstApi = new FaultyApi(TestOperators.config(server));
        secondApi = new FaultyApi(TestOperators.config(server));
        first = start(firstApi);
        await("the first works").atMost(SOON).until(() -> firstApi.openWatches(_ -> true) > 0);
        second = start(secondApi);
        await("the second knows who works").atMost(SOON).until(() -> TestOperators.isReady(second));
    }

    private GraphOperator start(FaultyApi api) throws IOException {
        return TestOperators.start(api.config(), TestOperators.options(Lease.SHARED, cluster.namespace()));
    }

    @AfterEach
    void stop() {
        first.close();
        second.close();
        firstApi.close();
        secondApi.close();
    }

    @Test
    @DisplayName("F17 one that cannot renew its lease stops writing before another one begins, and waits for its turn")
    void whoLosesTheLeaseStopsWriting() throws IOException {
        cluster.graph("chain", STEP);
        cluster.awaitKnative("chain", _ -> true);
        assertThat(secondApi.openWatches(_ -> true)).isZero();

        firstApi.goAway();
        await("the second works").atMost(SOON).until(() -> secondApi.openWatches(_ -> true) > 0);
        firstApi.forget();
        firstApi.comeBack();
        cluster.graph("later", STEP);

        cluster.awaitKnative("later", _ -> true);
        await("the first waits").atMost(SOON).until(() -> TestOperators.isReady(first));
        assertThat(firstApi.seen(one -> one.isWriting() && !one.isAbout("selfsubjectaccessreviews")))
                .isEmpty();
        assertThat(firstApi.openWatches(_ -> true)).isZero();
    }

    @Test
    @DisplayName("F20 one that is told to stop ends what it has begun and gives its lease back")
    void whoStopsGivesTheLeaseBack() throws Exception {
        var begun = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        firstApi.answer(one -> {
            if (one.isWriting() && one.isAbout("serving.knative.dev")) {
                begun.countDown();
                awaitQuietly(go);
            }
            return Optional.<Fault>empty();
        });
        cluster.graph("chain", STEP);
        begun.await();

        var stopping = Thread.ofVirtual().start(first::close);
        await("told").atMost(SOON).until(() -> stopping.getState() == Thread.State.TIMED_WAITING);
        go.countDown();
        stopping.join();

        assertThat(cluster.knative("chain")).isNotNull();
        assertThat(cluster.graphStatus("chain").path("conditions").isArray()).isTrue();
        await("the second works, without waiting for the lease to end")
                .atMost(Duration.ofSeconds(2))
                .until(() -> secondApi.openWatches(_ -> true) > 0);
    }

    @Test
    @DisplayName("a lease that somebody has written without its times is waited for, and taken when it has gone")
    void aLeaseThatCannotBeReadIsOutlived() throws IOException {
        first.close();
        second.close();
        var lease = new LeaseBuilder()
                .withNewMetadata()
                .withName("dromos-operator")
                .withNamespace(TestOperators.NAMESPACE)
                .endMetadata()
                .withNewSpec()
                .withHolderIdentity("somebody")
                .endSpec()
                .build();
        server.client().leases().inNamespace(TestOperators.NAMESPACE).delete();
        server.client().resource(lease).create();
        firstApi.forget();
        first = start(firstApi);

        await("asked for more than once").atMost(SOON).until(() -> firstApi.count(one -> one.isAbout("leases")) > 2);
        assertThat(TestOperators.answer(first, "/healthz")).isEqualTo("200 ok\n");
        server.client().resource(lease).delete();

        cluster.graph("chain", STEP);
        cluster.awaitKnative("chain", _ -> true);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
