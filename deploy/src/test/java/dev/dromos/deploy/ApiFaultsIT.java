package dev.dromos.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dromos.deploy.FaultyApi.Fault;
import dev.dromos.deploy.FaultyApi.Seen;
import dev.dromos.deploy.operator.GraphOperator;
import dev.dromos.deploy.operator.OperatorOptions.Lease;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.client.informers.impl.cache.Reflector;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an operator does when its API server fails, is gone, or says nothing. Between the two stands a {@link FaultyApi}. */
@ExtendWith(WithApiServer.class)
final class ApiFaultsIT {
    private static final String KNATIVE = "serving.knative.dev/v1";
    private static final String STEP = "[{serviceUrl: 'http://iris.example.com/'}]";
    private static final Duration SOON = Duration.ofSeconds(20);

    /** How long a killed API server stays away; {@code -Daway=PT2M} for as long as one that is updated. */
    private static final Duration AWAY = Duration.parse(System.getProperty("away", "PT0S"));

    private ApiServer server;
    private FaultyApi api;
    private GraphCluster cluster;
    private Optional<GraphOperator> operator = Optional.empty();

    @BeforeEach
    void start(ApiServer shared) throws IOException {
        server = shared;
        TestOperators.prepare(server, "knative-services");
        api = new FaultyApi(TestOperators.config(server));
        cluster = GraphCluster.create(server.client());
    }

    @AfterEach
    void stop() {
        operator.ifPresent(GraphOperator::close);
        api.close();
    }

    private void startOperator() throws IOException {
        operator =
                Optional.of(TestOperators.start(api.config(), TestOperators.options(Lease.ALONE, cluster.namespace())));
    }

    private void startOperatorAndWait() throws IOException {
        startOperator();
        awaitReady("200 ok\n");
    }

    private String answer(String path) {
        return TestOperators.answer(operator.orElseThrow(), path);
    }

    private void awaitReady(String answer) {
        await("readyz")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(answer("/readyz")).isEqualTo(answer));
    }

    @Test
    @DisplayName(
            "F1 without an API server at the start it lives, is not ready, and asks ever less often; then it works")
    void anApiServerThatIsNotThereYetIsWaitedFor() throws IOException {
        api.goAway();
        startOperator();
        cluster.graph("early", STEP);

        await().during(Duration.ofSeconds(1)).atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
            assertThat(answer("/healthz")).isEqualTo("200 ok\n");
            assertThat(answer("/readyz")).isEqualTo("503 not ready\n");
        });
        api.comeBack();

        cluster.awaitKnative("early", _ -> true);
        awaitReady("200 ok\n");
    }

    @Test
    @DisplayName("F2 what is created, changed and deleted while the API server is out of reach is made up for")
    void nothingIsLostWhileTheApiServerIsOutOfReach() throws IOException {
        cluster.graph("edited", STEP);
        cluster.graph("deleted", STEP);
        cluster.graph("robbed", STEP);
        startOperatorAndWait();
        cluster.awaitKnative("edited", _ -> true);
        cluster.awaitKnative("deleted", _ -> true);
        cluster.awaitKnative("robbed", _ -> true);

        api.goAway();
        awaitReady("503 not ready\n");
        cluster.graph("edited", STEP, ", timeout: 33");
        cluster.delete(GraphCluster.GRAPH, "InferenceGraph", "deleted");
        cluster.delete(KNATIVE, "Service", "robbed");
        cluster.delete(KNATIVE, "Service", "deleted");
        cluster.graph("created", STEP);
        api.comeBack();

        cluster.awaitKnative("created", _ -> true);
        cluster.awaitKnative("robbed", _ -> true);
        cluster.awaitKnative(
                "edited",
                service -> Long.valueOf(33)
                        .equals(service.getSpec().getTemplate().getSpec().getTimeoutSeconds()));
        awaitReady("200 ok\n");
        assertThat(cluster.knative("deleted")).isNull();
    }

    @Test
    @DisplayName(
            "F2 an API server that is killed and comes back finds its operator at work, with what was written last")
    void anApiServerThatIsKilledLosesNothing() throws Exception {
        cluster.graph("before", STEP);
        startOperatorAndWait();
        cluster.awaitKnative("before", _ -> true);

        cluster.delete(KNATIVE, "Service", "before");
        cluster.graph("last", STEP);
        server.kill();
        awaitReady("503 not ready\n");
        await().during(AWAY)
                .atMost(AWAY.plus(SOON))
                .untilAsserted(() -> assertThat(answer("/healthz")).isEqualTo("200 ok\n"));
        server.startAgain();

        cluster.awaitKnative("before", _ -> true);
        cluster.awaitKnative("last", _ -> true);
        cluster.awaitCondition("last", "RouterReady", "Unknown", "WaitingForKnative");
        awaitReady("200 ok\n");
    }

    @Test
    @DisplayName("F3 a watch that is too old is answered with a new list")
    void aWatchThatIsTooOldIsBegunAnew() throws IOException {
        startOperatorAndWait();
        var gone = new AtomicInteger();
        api.answer(one -> one.isWatch() && one.isAbout("inferencegraphs") && gone.incrementAndGet() <= 4
                ? Optional.of(new Fault(410, "Expired"))
                : Optional.empty());

        api.cutWatches();
        cluster.graph("chain", STEP);

        cluster.awaitKnative("chain", _ -> true);
        await("told so again and again").atMost(SOON).until(() -> gone.get() >= 4);
    }

    @Test
    @DisplayName("F4 a watch that has died without a word is given up, and what it did not say is made up for")
    void aSilentWatchIsGivenUp() throws Exception {
        // The client gives a watch up after five to ten minutes, and has no setting for it; here after three to six
        // seconds.
        var limit = Reflector.class.getDeclaredField("MIN_TIMEOUT");
        limit.setAccessible(true);
        var usual = limit.get(null);
        limit.set(null, 3L);
        try {
            startOperatorAndWait();
            await("graphs are watched, and watched as steps")
                    .atMost(SOON)
                    .until(() -> api.openWatches(one -> one.isAbout("inferencegraphs")) == 2);
            api.silenceWatches();

            cluster.graph("chain", STEP);

            cluster.awaitKnative("chain", _ -> true);
        } finally {
            limit.set(null, usual);
        }
    }

    @Test
    @DisplayName("F6 rights that are taken away are not there, and used again as soon as they are back")
    void rightsThatComeBackAreUsed() throws IOException {
        startOperatorAndWait();
        var binding = server.client()
                .resources(ClusterRoleBinding.class)
                .withName("dromos-operator")
                .get();
        server.client().resource(binding).delete();
        await("rights gone").atMost(SOON).until(() -> {
            api.cutWatches();
            return answer("/readyz").startsWith("503");
        });
        cluster.graph("chain", STEP);
        await().during(Duration.ofMillis(500))
                .atMost(Duration.ofSeconds(5))
                .until(() -> cluster.knative("chain") == null);

        binding.getMetadata().setResourceVersion(null);
        binding.getMetadata().setUid(null);
        server.client().resource(binding).create();

        cluster.awaitKnative("chain", _ -> true);
        awaitReady("200 ok\n");
    }

    private boolean isNothingSaidOf(String graph) {
        return cluster.graphStatus(graph).isNull();
    }

    @ParameterizedTest(name = "{0}")
    @DisplayName("what has never been seen is not taken for what is not there")
    @CsvSource({"configmaps, dromos-config", "services, ''", "deployments, ''"})
    void nothingIsDecidedBeforeEverythingIsSeen(String kind, String name) throws IOException {
        cluster.graph("chain", STEP);
        api.answer(
                one -> one.method().equals("GET")
                        && one.isAbout(kind)
                        && one.query().contains(name),
                new Fault(403, "Forbidden"));
        startOperator();
        await("started without it")
                .atMost(SOON)
                .until(() -> api.openWatches(one -> one.isAbout("inferencegraphs")) == 2);

        await().during(Duration.ofMillis(1500))
                .atMost(Duration.ofSeconds(6))
                .until(() -> cluster.knative("chain") == null && isNothingSaidOf("chain"));
        assertThat(answer("/readyz")).isEqualTo("503 not ready\n");
        api.heal();

        cluster.awaitKnative("chain", _ -> true);
        awaitReady("200 ok\n");
    }

    @Test
    @DisplayName(
            "what may not be looked for is not taken for what is not there: the missing right is said, and used once given")
    void aMissingRightIsSaid() throws IOException {
        TestOperators.prepare(server, "inferenceservices");
        cluster.apply("""
                apiVersion: serving.kserve.io/v1beta1
                kind: InferenceService
                metadata: {name: iris}
                spec: {predictor: {model: {storageUri: "gs://iris", runtime: fast}}}
                """);
        cluster.status("serving.kserve.io/v1beta1", "InferenceService", "iris", """
                {"address": {"url": "http://iris.local"}, "conditions": [{"type": "Ready", "status": "True"}]}
                """);
        api.answer(one -> one.isAbout("clusterservingruntimes"), new Fault(403, "Forbidden"));
        startOperatorAndWait();

        cluster.graph("chain", "[{serviceName: iris}]");

        assertThat(cluster.awaitCondition("chain", "StepsResolved", "False", "ServiceMissing"))
                .isEqualTo(
                        "InferenceService `iris`: no ServingRuntime or ClusterServingRuntime `fast` as far as can be seen:"
                                + " the right to `get` clusterservingruntimes.serving.kserve.io is missing");

        api.heal();

        await("looked for again")
                .atMost(SOON)
                .untilAsserted(() -> assertThat(
                                cluster.awaitCondition("chain", "StepsResolved", "False", "ServiceMissing"))
                        .isEqualTo("InferenceService `iris`: no ServingRuntime or ClusterServingRuntime `fast`"));
    }

    @Test
    @DisplayName("F7 a conflict is tried again, and nothing is lost by it")
    void aConflictIsTriedAgain() throws IOException {
        var conflicts = new AtomicInteger();
        api.answer(one -> one.method().equals("PATCH") && conflicts.incrementAndGet() <= 3
                ? Optional.of(new Fault(409, "Conflict"))
                : Optional.empty());
        startOperatorAndWait();

        cluster.graph("chain", STEP);

        cluster.awaitKnative("chain", _ -> true);
        cluster.awaitCondition("chain", "RouterReady", "Unknown", "WaitingForKnative");
    }

    @Test
    @DisplayName("F7 one conflict is no news")
    void oneConflictIsNoNews() throws IOException {
        var conflicts = new AtomicInteger();
        api.answer(one ->
                one.method().equals("POST") && one.isAbout("serving.knative.dev") && conflicts.incrementAndGet() == 1
                        ? Optional.of(new Fault(409, "Conflict"))
                        : Optional.empty());
        startOperatorAndWait();

        cluster.graph("chain", STEP);

        cluster.awaitCondition("chain", "RouterReady", "Unknown", "WaitingForKnative");
        assertThat(conflicts.get()).isGreaterThan(1);
        assertThat(api.count(one -> one.isWriting() && one.isAbout("events"))).isZero();
    }

    @Test
    @DisplayName("an object that somebody makes just before its router is made stays theirs")
    void whatCameInBetweenIsNotTaken() throws IOException {
        startOperatorAndWait();
        var once = new AtomicInteger();
        api.answer(one -> {
            if (one.isWriting()
                    && one.isAbout("serving.knative.dev")
                    && !one.query().contains("dryRun")
                    && once.incrementAndGet() == 1) {
                cluster.apply("""
                        apiVersion: serving.knative.dev/v1
                        kind: Service
                        metadata: {name: chain}
                        spec: {template: {spec: {containers: [{image: example.com/theirs}]}}}
                        """);
            }
            return Optional.empty();
        });

        cluster.graph("chain", STEP);

        cluster.awaitCondition("chain", "RouterReady", "False", "NameConflict");
        var theirs = cluster.knative("chain");
        assertThat(theirs.getMetadata().getOwnerReferences()).isEmpty();
        assertThat(theirs.getSpec().getTemplate().getSpec().getContainers())
                .singleElement()
                .satisfies(container -> assertThat(container.getImage()).isEqualTo("example.com/theirs"));
    }

    @Test
    @DisplayName("F8 an API server that has too much to do, or fails, is asked ever less often, and the graph says so")
    void anApiServerThatFailsIsSpared() throws IOException {
        startOperatorAndWait();
        api.answer(
                one -> one.isWriting() && one.isAbout("services") && one.isAbout("serving.knative.dev"),
                new Fault(500, "InternalError"));

        cluster.graph("chain", STEP);
        assertThat(cluster.awaitCondition("chain", "RouterReady", "Unknown", "TryingAgain"))
                .isEqualTo("InternalError, says the test");
        api.answer(one -> one.isWriting() && one.isAbout("serving.knative.dev"), new Fault(429, "TooManyRequests"));
        api.forget();

        // Four requests a try, which here come every second, and in earnest every five minutes.
        await().during(Duration.ofSeconds(2))
                .atMost(Duration.ofSeconds(6))
                .until(() -> api.count(Seen::isWriting) < 16);
        api.heal();

        cluster.awaitKnative("chain", _ -> true);
        cluster.awaitCondition("chain", "RouterReady", "Unknown", "WaitingForKnative");
    }

    @Test
    @DisplayName("work that ends before all its lists have come leaves no watch and no thread behind")
    void workThatEndsEarlyLeavesNothingBehind() throws IOException {
        var before = threadsOfClients();
        var told = new CountDownLatch(1);
        api.answer(one -> {
            if (one.isAbout("ingresses")) {
                awaitQuietly(told);
            }
            return Optional.empty();
        });
        startOperator();
        await("a list that does not come").atMost(SOON).until(() -> api.count(one -> one.isAbout("ingresses")) > 0);

        operator.orElseThrow().close();

        await("gone")
                .atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(threadsOfClients()).isSubsetOf(before));
        told.countDown();
    }

    /** Each client has one that waits for its connections. */
    private static Set<Thread> threadsOfClients() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().endsWith("SelectorManager"))
                .collect(Collectors.toSet());
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
