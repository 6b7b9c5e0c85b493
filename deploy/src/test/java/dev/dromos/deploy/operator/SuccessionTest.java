package dev.dromos.deploy.operator;

import static dev.dromos.deploy.operator.SmallCluster.DEPLOYMENT;
import static dev.dromos.deploy.operator.SmallCluster.INGRESS;
import static dev.dromos.deploy.operator.SmallCluster.KNATIVE;
import static dev.dromos.deploy.operator.SmallCluster.SERVICE;
import static dev.dromos.deploy.operator.SmallCluster.URL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.deploy.status.RouterState;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A change of mode: who answers meanwhile, and what goes when. */
final class SuccessionTest {
    private SmallCluster cluster;

    @BeforeEach
    void start() throws IOException {
        cluster = new SmallCluster();
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void aChangeOfModeThatIsTakenBackLeavesTheRouterThatAnswers() {
        cluster.theDeploymentAnswers();
        cluster.mode = "Knative";
        cluster.look();
        assertThat(cluster.api.paths()).contains(KNATIVE);
        cluster.api.refuse((write, _) ->
                write.startsWith("TRY") ? Optional.of("host and path already defined") : Optional.empty());

        cluster.mode = "Standard";

        assertThat(cluster.look()).isEqualTo(new RouterState.Answering(URL));
        assertThat(cluster.api.paths()).doesNotContain(KNATIVE).contains(DEPLOYMENT, SERVICE, INGRESS);
    }

    @Test
    void aModeThatIsRefusedIsNotTheGraphs() {
        cluster.theDeploymentAnswers();
        cluster.mode = "Knative";
        cluster.api.refuse((write, _) -> write.contains("serving.knative") ? Optional.of("no") : Optional.empty());
        cluster.look();
        assertThat(cluster.status.deploymentMode()).isEqualTo("Standard");

        cluster.mode = "";

        assertThat(cluster.look()).isEqualTo(new RouterState.Answering(URL));
    }

    @Test
    void theFrontGoesOnlyForWhatItKeepsKnativeFrom() {
        cluster.theDeploymentAnswers();
        cluster.mode = "Knative";
        cluster.look();
        cluster.knativeSays("True", "Unknown", "IngressNotConfigured");
        assertThat(cluster.look()).isEqualTo(new RouterState.Starting("IngressNotConfigured", "so it is", URL));
        cluster.knativeSays("True", "False", "CertificateFailed");
        assertThat(cluster.look()).isEqualTo(new RouterState.Left("CertificateFailed", "so it is", URL));
        assertThat(cluster.api.paths()).contains(SERVICE, INGRESS);

        cluster.knativeSays("True", "False", "NotOwned");

        assertThat(cluster.look())
                .isEqualTo(
                        new RouterState.Starting("Replacing", "Knative takes over the name of the Service: so it is"));
        assertThat(cluster.api.paths()).contains(DEPLOYMENT).doesNotContain(SERVICE, INGRESS);
        cluster.knativeSays("True", "False", "CertificateFailed");
        assertThat(cluster.look()).isEqualTo(new RouterState.Left("CertificateFailed", "so it is", ""));
        assertThat(cluster.api.paths()).contains(DEPLOYMENT);
    }

    @Test
    void theFrontStaysWhereSomebodyElsesRouteKeepsKnativeFromIt() {
        cluster.theDeploymentAnswers();
        cluster.mode = "Knative";
        cluster.look();

        cluster.api.set(KNATIVE, "status", """
                {"observedGeneration": 1, "conditions": [
                 {"type": "ConfigurationsReady", "status": "True"},
                 {"type": "RoutesReady", "status": "False", "reason": "NotOwned"},
                 {"type": "Ready", "status": "False", "reason": "NotOwned", "message": "There is an existing Route"}]}
                """);

        assertThat(cluster.look()).isEqualTo(new RouterState.Left("NotOwned", "There is an existing Route", URL));
        assertThat(cluster.api.paths()).contains(DEPLOYMENT, SERVICE, INGRESS);
    }

    @Test
    void aNameThatSomebodyTakesBeforeKnativeDoesIsSaidToBeTaken() {
        cluster.theDeploymentAnswers();
        cluster.mode = "Knative";
        cluster.look();
        cluster.knativeSays("True", "False", "NotOwned");
        cluster.look();

        cluster.somebodyMakesAService();

        assertThat(cluster.look()).extracting("reason").isEqualTo("NameConflict");
        assertThat(cluster.api.paths()).contains(SERVICE, DEPLOYMENT);
    }

    @Test
    void whatIsRefusedIsSaidOfTheObjectThatIsWanted() {
        cluster.knativeAnswers();
        cluster.knativeMakesItsService();
        cluster.mode = "Standard";
        cluster.look();
        cluster.theDeploymentIsReady();
        cluster.api.refuse((write, object) -> write.startsWith("TRY")
                ? Optional.of("Service \"%s\" is invalid"
                        .formatted(object.path("metadata").path("name").asText()))
                : Optional.empty());

        assertThat(cluster.look())
                .isEqualTo(
                        new RouterState.Left("Rejected", "Service \"chain\" is invalid", "http://chain.example.org"));
        assertThat(cluster.api.paths()).contains(KNATIVE);
        assertThat(cluster.api.writes()).noneMatch(write -> write.equals("TRY " + SERVICE));
    }

    @Test
    void theOldRouterStaysWhenTheNewOneHasGoneMeanwhile() {
        cluster.theDeploymentAnswers();
        cluster.mode = "Knative";
        cluster.look();
        cluster.knativeSays("True", "True", "");
        var seen = cluster.owned();
        cluster.api.setMetadata(KNATIVE, "deletionTimestamp", "2026-01-01T12:00:00Z");

        assertThat(cluster.look(seen)).isInstanceOf(RouterState.Starting.class);

        assertThat(cluster.api.paths()).contains(DEPLOYMENT, SERVICE, INGRESS);
    }
}
