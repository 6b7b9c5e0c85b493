package dev.dromos.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dromos.deploy.operator.GraphOperator;
import dev.dromos.deploy.operator.OperatorOptions.Lease;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Knative, KServe or the Gateway API may come after the operator, and go before it. */
@ExtendWith(WithApiServer.class)
final class InstalledLaterIT {
    private static final String GATEWAY_API = "gateway.networking.k8s.io/v1";
    private static final Optional<FaultyApi.Fault> GONE = Optional.of(new FaultyApi.Fault(404, "NotFound"));
    private static final String STEP = "[{serviceUrl: 'http://iris.example.com/'}]";

    private ApiServer server;
    private GraphCluster cluster;
    private GraphOperator operator;
    private FaultyApi api;

    @BeforeEach
    void start(ApiServer shared) throws IOException {
        server = shared;
        TestOperators.prepare(server);
        server.remove("services.serving.knative.dev");
        server.remove("inferenceservices.serving.kserve.io");
        server.remove("httproutes.gateway.networking.k8s.io");
        cluster = GraphCluster.create(server.client());
        api = new FaultyApi(TestOperators.config(server));
        operator = TestOperators.start(api.config(), TestOperators.options(Lease.ALONE, cluster.namespace()));
    }

    @AfterEach
    void stop() {
        operator.close();
        api.close();
        TestOperators.settings(server, Map.of());
    }

    @Test
    @DisplayName(
            "Knative that is installed later is for new graphs: what runs stays as it is, unless Knative goes from under it")
    void knativeThatIsInstalledLaterIsForNewGraphs() {
        cluster.graph("plain", STEP);
        cluster.awaitThere(Deployment.class, "plain");
        cluster.awaitCondition("plain", "RouterReady", "Unknown", "WaitingForDeployment");

        TestOperators.prepare(server, "knative-services");
        await("a shift with Knative")
                .atMost(Duration.ofSeconds(20))
                .until(() -> watchesKnative() && TestOperators.isReady(operator));
        cluster.graph("later", STEP);

        cluster.awaitKnative("later", _ -> true);
        cluster.graph("plain", STEP, ", timeout: 33");
        cluster.awaitCondition("plain", "RouterReady", "Unknown", "WaitingForDeployment"); // of the new generation
        assertThat(cluster.knative("plain")).isNull();
        assertThat(cluster.get("apps/v1", "Deployment", "plain")).isNotNull();

        server.remove("services.serving.knative.dev");

        cluster.awaitThere(Deployment.class, "later");
        assertThat(TestOperators.answer(operator, "/healthz")).startsWith("200");
    }

    private boolean watchesKnative() {
        return api.openWatches(one -> one.isAbout("serving.knative.dev")) > 0;
    }

    @Test
    @DisplayName("one answer that knows nothing of Knative ends no work, and two in succession do")
    void whatSeemsToBeGoneIsLookedForOnceMore() {
        TestOperators.prepare(server, "knative-services");
        await("a shift with Knative")
                .atMost(Duration.ofSeconds(20))
                .until(() -> watchesKnative() && TestOperators.isReady(operator));
        api.forget();
        var looks = new AtomicInteger();

        api.answer(one -> looksForKnative(one) && looks.incrementAndGet() == 1 ? GONE : Optional.empty());

        await("a second look").atMost(Duration.ofSeconds(20)).until(() -> looks.get() > 1);
        await("no other shift")
                .during(Duration.ofMillis(500))
                .atMost(Duration.ofSeconds(5))
                .until(() -> watchesKnative() && listsOfGraphs() == 0);
        looks.set(0);
        var looksOfBoth = new AtomicInteger();

        api.answer(one -> {
            if (isListOfGraphs(one)) {
                looksOfBoth.compareAndSet(0, looks.get());
            }
            return looksForKnative(one) && looks.incrementAndGet() > 0 ? GONE : Optional.empty();
        });

        await("another shift")
                .atMost(Duration.ofSeconds(20))
                .until(() -> listsOfGraphs() > 0 && TestOperators.isReady(operator));
        assertThat(looksOfBoth)
                .as("two that end a shift, and two before the next")
                .hasValue(4);
        cluster.graph("plain", STEP);
        cluster.awaitThere(Deployment.class, "plain");
    }

    @Test
    @DisplayName("work that begins anew looks once more for what it knew before")
    void whatWasKnownIsLookedForOnceMoreAtABeginning() {
        TestOperators.prepare(server, "knative-services");
        await("a shift with Knative")
                .atMost(Duration.ofSeconds(20))
                .until(() -> watchesKnative() && TestOperators.isReady(operator));
        var looks = new AtomicInteger(Integer.MIN_VALUE);
        var looksOfBoth = new AtomicInteger();
        api.answer(one -> {
            int look = looksForKnative(one) ? looks.incrementAndGet() : looks.get();
            if (look >= 3 && isListOfGraphs(one)) {
                looksOfBoth.compareAndSet(0, look);
            }
            boolean isHidden = look < 1 && one.path().equals("/apis/" + GATEWAY_API);
            return isHidden || (look == 3 && looksForKnative(one)) ? GONE : Optional.empty();
        });
        TestOperators.prepare(server, "httproutes");

        looks.set(0); // the next look finds the Gateway API, and work begins anew after two more

        await("another shift")
                .atMost(Duration.ofSeconds(20))
                .until(() -> looksOfBoth.get() > 0 && TestOperators.isReady(operator));
        assertThat(looksOfBoth).hasValue(4);
        cluster.graph("chain", STEP);
        cluster.awaitKnative("chain", _ -> true);
    }

    private static boolean looksForKnative(FaultyApi.Seen one) {
        return one.path().equals("/apis/serving.knative.dev/v1");
    }

    private long listsOfGraphs() {
        return api.count(InstalledLaterIT::isListOfGraphs);
    }

    private static boolean isListOfGraphs(FaultyApi.Seen one) {
        return !one.isWatch() && !one.isWriting() && one.isAbout("inferencegraphs");
    }

    @Test
    @DisplayName("KServe that is installed later has its services found")
    void kserveThatIsInstalledLaterIsFound() {
        cluster.graph("chain", "[{serviceName: iris}]");
        cluster.awaitCondition("chain", "StepsResolved", "False", "ServiceMissing");

        TestOperators.prepare(server, "inferenceservices");
        cluster.apply("""
                apiVersion: serving.kserve.io/v1beta1
                kind: InferenceService
                metadata: {name: iris}
                spec: {predictor: {model: {modelFormat: {name: sklearn}, storageUri: "gs://iris"}}}
                """);
        cluster.status("serving.kserve.io/v1beta1", "InferenceService", "iris", """
                {"address": {"url": "http://iris.local"}, "conditions": [{"type": "Ready", "status": "True"}]}
                """);

        cluster.awaitCondition("chain", "StepsResolved", "True", "Resolved");
    }

    @Test
    @DisplayName("F9 a Gateway that cannot be is a condition, nothing is tried again, and it is used once it can be")
    void aGatewayApiThatIsNotThereIsSaid() {
        TestOperators.settings(server, Map.of("ingress", """
                {"ingressDomain": "example.com", "enableGatewayApi": true, "kserveIngressGateway": "edge/public"}
                """));
        cluster.graph("chain", STEP);
        assertThat(cluster.awaitCondition("chain", "RouterReady", "False", "GatewayApiMissing"))
                .contains("the Gateway API is not installed");
        api.forget();

        await().during(Duration.ofSeconds(1))
                .atMost(Duration.ofSeconds(5))
                .until(() -> api.count(one -> one.isWriting() && !one.isAbout("selfsubjectaccessreviews")) == 0);
        TestOperators.prepare(server, "httproutes");

        await("HTTPRoute")
                .atMost(Duration.ofSeconds(20))
                .until(() -> cluster.get(GATEWAY_API, "HTTPRoute", "chain") != null);
        cluster.awaitCondition("chain", "RouterReady", "Unknown", "WaitingForDeployment");
    }

    @Test
    @DisplayName("F18 the last good settings outlive what is installed or removed")
    void theLastGoodSettingsOutliveAShift() {
        TestOperators.settings(server, Map.of("router", "{\"image\": \"registry.example.com/router:2\"}"));
        cluster.graph("plain", STEP);
        cluster.awaitThere(Deployment.class, "plain");
        TestOperators.settings(server, Map.of("router", "{\"image\": 3}"));
        cluster.awaitCondition("plain", "SettingsValid", "False", "Invalid");

        TestOperators.prepare(server, "knative-services");
        await("another shift")
                .atMost(Duration.ofSeconds(20))
                .until(() -> watchesKnative() && TestOperators.isReady(operator));
        cluster.graph("later", STEP);

        assertThat(cluster.awaitKnative("later", _ -> true)
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getImage())
                .isEqualTo("registry.example.com/router:2");
    }
}
