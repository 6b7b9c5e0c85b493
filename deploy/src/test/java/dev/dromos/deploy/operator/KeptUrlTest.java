package dev.dromos.deploy.operator;

import static dev.dromos.deploy.operator.SmallCluster.DEPLOYMENT;
import static dev.dromos.deploy.operator.SmallCluster.INGRESS;
import static dev.dromos.deploy.operator.SmallCluster.KNATIVE;
import static dev.dromos.deploy.operator.SmallCluster.SERVICE;
import static dev.dromos.deploy.operator.SmallCluster.URL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.deploy.assess.Assessment.Intention;
import dev.dromos.deploy.settings.Platform;
import dev.dromos.deploy.status.RouterState;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A graph keeps its URL for as long as something answers there, and no longer. */
final class KeptUrlTest {
    private SmallCluster cluster;

    @BeforeEach
    void start() throws IOException {
        cluster = new SmallCluster();
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @ParameterizedTest(name = "Available is {0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            True  | http://chain-models.example.com
            False | ''
            """)
    void aRollOutThatFailsTakesNoUrlFromPodsThatAnswer(String available, String url) {
        cluster.theDeploymentAnswers();

        cluster.api.set(DEPLOYMENT, "status", """
                {"observedGeneration": 1, "conditions": [
                 {"type": "Available", "status": "%s"},
                 {"type": "Progressing", "status": "False", "reason": "ProgressDeadlineExceeded", "message": "too late"}]}
                """.formatted(available));

        assertThat(cluster.look()).isEqualTo(new RouterState.Failing("ProgressDeadlineExceeded", "too late", url));
        assertThat(Optional.ofNullable(cluster.status.url()).orElse("")).isEqualTo(url);
    }

    @Test
    void whatIsNewBesideTheWayOfRequestsTakesNoUrlFromThem() {
        cluster.theDeploymentAnswers();
        var rollingOut =
                new RouterState.Starting("WaitingForDeployment", "the Deployment has not been looked at yet", URL);
        cluster.api.set(DEPLOYMENT, "status", "{\"observedGeneration\": 0}");

        cluster.more = ", minReplicas: 2, maxReplicas: 3";
        assertThat(cluster.look()).isEqualTo(rollingOut);
        cluster.nodes = largeNodes();
        assertThat(cluster.look()).isEqualTo(rollingOut);

        assertThat(cluster.api.writes())
                .anyMatch(write -> write.startsWith("POST /apis/policy/v1"))
                .anyMatch(write -> write.startsWith("POST /apis/autoscaling/v2"))
                .anyMatch(write -> write.startsWith("POST /api/v1/namespaces/models/configmaps/chain-graph-"));
    }

    /** Of a graph that no argument of a process can hold. */
    private static String largeNodes() {
        String step = "{serviceUrl: 'http://iris/%s'}".formatted("x".repeat(700));
        String steps = String.join(", ", Collections.nCopies(32, step));
        String parts = IntStream.range(0, 5)
                .mapToObj(i -> ", part%d: {routerType: Sequence, steps: [%s]}".formatted(i, steps))
                .collect(Collectors.joining());
        String calls =
                IntStream.range(0, 5).mapToObj("{nodeName: part%d}"::formatted).collect(Collectors.joining(", "));
        return "root: {routerType: Sequence, steps: [%s]}%s".formatted(calls, parts);
    }

    @Test
    void aWayThatIsNewIsNoneYet() {
        cluster.theDeploymentAnswers();
        cluster.api.set(DEPLOYMENT, "status", "{\"observedGeneration\": 0}");
        cluster.api.remove(INGRESS);

        assertThat(cluster.look())
                .isEqualTo(new RouterState.Starting(
                        "WaitingForDeployment", "the Deployment has not been looked at yet", ""));
    }

    @ParameterizedTest(name = "RoutesReady is {0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            True  | http://chain.example.org
            False | ''
            """)
    void aRevisionThatFailsTakesNoUrlFromTheLastOneThatWasReady(String routes, String url) {
        cluster.knativeAnswers();

        cluster.api.set(KNATIVE, "status", """
                {"observedGeneration": 1, "url": "http://chain.example.org", "conditions": [
                 {"type": "ConfigurationsReady", "status": "False"},
                 {"type": "RoutesReady", "status": "%s"},
                 {"type": "Ready", "status": "False", "reason": "RevisionFailed", "message": "no such image"}]}
                """.formatted(routes));

        assertThat(cluster.look()).isEqualTo(new RouterState.Failing("RevisionFailed", "no such image", url));
    }

    @Test
    void whatIsRefusedTakesNoUrlFromARouterThatAnswers() {
        cluster.theDeploymentAnswers();
        cluster.api.refuse((_, _) -> Optional.of("no"));

        cluster.more = ", timeout: 33";

        assertThat(cluster.look()).isEqualTo(new RouterState.Left("Rejected", "no", URL));
    }

    @Test
    void aNameThatSomebodyElseHasTakesNoUrlFromARouterThatAnswers() {
        cluster.theDeploymentAnswers();
        cluster.mode = "Knative";
        cluster.api.put(KNATIVE, """
                {"apiVersion": "serving.knative.dev/v1", "kind": "Service",
                 "metadata": {"name": "chain", "namespace": "models", "uid": "another"}}
                """);

        assertThat(cluster.look())
                .isEqualTo(new RouterState.Left(
                        "NameConflict",
                        "Knative Service `chain` exists and is not this graph's; delete it, or give the graph another name",
                        URL));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            ServerlessModeRejected | {serviceUrl: 'http://iris/'}
            StepsUnresolved        | {serviceName: iris}
            GraphInvalid           | {serviceUrl: 'ftp://iris/'}
            """)
    void aRouterThatNobodyCanLookAtKeepsItsUrl(String reason, String step) {
        cluster.knativeAnswers();
        cluster.knativeMakesItsService();
        cluster.platform = new Platform.WithoutKnative();
        cluster.nodes = "root: {routerType: Sequence, steps: [%s]}".formatted(step);

        assertThat(cluster.look(List.of()))
                .extracting("reason", "url")
                .containsExactly(reason, "http://chain.example.org");

        cluster.api.remove(SERVICE);

        assertThat(cluster.look(List.of())).extracting("reason", "url").containsExactly(reason, "");
    }

    @Test
    void nothingLeadsFromAHostThatIsAnothersToARouterThatGoesOn() {
        cluster.theDeploymentAnswers();

        var state = cluster.leave(
                new Intention.Leave("HostTaken", "another's", Optional.of(URL.substring("http://".length()))));

        assertThat(state).isEqualTo(new RouterState.Left("HostTaken", "another's", ""));
        assertThat(cluster.api.paths()).doesNotContain(INGRESS).contains(SERVICE, DEPLOYMENT);
    }

    @Test
    void aHostThatIsAnothersTakesNoOtherUrl() {
        cluster.theDeploymentAnswers();

        var state =
                cluster.leave(new Intention.Leave("HostTaken", "another's", Optional.of("chain-models.example.org")));

        assertThat(state).isEqualTo(new RouterState.Left("HostTaken", "another's", URL));
        assertThat(cluster.api.paths()).contains(INGRESS);
    }
}
