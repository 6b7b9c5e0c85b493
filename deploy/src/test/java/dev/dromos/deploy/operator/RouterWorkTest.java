package dev.dromos.deploy.operator;

import static dev.dromos.deploy.operator.SmallCluster.DEPLOYMENT;
import static dev.dromos.deploy.operator.SmallCluster.KNATIVE;
import static dev.dromos.deploy.operator.SmallCluster.SERVICE;
import static dev.dromos.deploy.operator.SmallCluster.URL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.deploy.settings.Platform;
import dev.dromos.deploy.status.RouterState;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One look at a graph's router, or some in succession. */
final class RouterWorkTest {
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
    void aLookAtARouterThatIsAsItShouldBeWritesNothing() {
        cluster.theDeploymentAnswers();

        assertThat(cluster.look()).isEqualTo(new RouterState.Answering(URL));
        assertThat(cluster.api.writes()).isEmpty();
    }

    @Test
    void aRouterThatNoWatchHasToldOfYetAnswersAllTheSame() {
        cluster.theDeploymentAnswers();

        assertThat(cluster.look(List.of())).isEqualTo(new RouterState.Answering(URL));
        assertThat(cluster.api.writes()).isEmpty();
    }

    @Test
    void aNewGraphThatIsRefusedIsInNoMode() {
        cluster.mode = "";
        cluster.defaultMode = "Knative";
        cluster.api.refuse((write, _) -> write.contains("serving.knative") ? Optional.of("no") : Optional.empty());
        cluster.look();
        assertThat(cluster.status.deploymentMode()).isNull();

        cluster.defaultMode = "Standard";
        cluster.look();

        assertThat(cluster.api.paths()).contains(DEPLOYMENT);
        assertThat(cluster.status.deploymentMode()).isEqualTo("Standard");
    }

    @Test
    void aNameThatKnativeHoldsForSomebodyElseIsSomebodyElses() {
        cluster.knativeMakesItsService();
        assertThat(cluster.look()).isInstanceOf(RouterState.Starting.class);

        cluster.api.put(KNATIVE, """
                {"apiVersion": "serving.knative.dev/v1", "kind": "Service",
                 "metadata": {"name": "chain", "namespace": "models", "uid": "another"}}
                """);

        assertThat(cluster.look())
                .isEqualTo(new RouterState.Left(
                        "NameConflict",
                        "Service `chain` exists and is not this graph's; delete it, or give the graph another name",
                        ""));
        cluster.api.setMetadata(KNATIVE, "deletionTimestamp", "2026-01-01T12:00:00Z");
        assertThat(cluster.look()).isInstanceOf(RouterState.Starting.class);
    }

    @Test
    void knativeIsAskedForNothingWhileSomebodyElseHasTheNameOfItsService() {
        cluster.mode = "Knative";
        cluster.somebodyMakesAService();

        assertThat(cluster.look())
                .isEqualTo(new RouterState.Left(
                        "NameConflict",
                        "Service `chain` exists and is not this graph's; delete it, or give the graph another name",
                        ""));
        assertThat(cluster.api.writes()).isEmpty();

        cluster.api.remove(SERVICE);

        assertThat(cluster.look()).isInstanceOf(RouterState.Starting.class);
        assertThat(cluster.api.paths()).contains(KNATIVE);
    }

    @Test
    void knativeThatIsSaidToBeGoneIsNotWhileItHoldsTheName() {
        cluster.knativeAnswers();
        cluster.knativeMakesItsService();
        cluster.platform = new Platform.WithoutKnative();
        cluster.mode = "";

        assertThat(cluster.look(List.of()))
                .isEqualTo(new RouterState.Left(
                        "KnativeMissing",
                        "Knative Serving is not installed, but its Service `chain` is still there",
                        "http://chain.example.org"));
        assertThat(cluster.api.paths()).doesNotContain(DEPLOYMENT);
        assertThat(cluster.status.deploymentMode()).isEqualTo("Knative");

        cluster.api.remove(SERVICE);

        assertThat(cluster.look(List.of())).isInstanceOf(RouterState.Starting.class);
        assertThat(cluster.api.paths()).contains(DEPLOYMENT);
    }

    @Test
    void whatIsBeingDeletedDoesNotAnswer() {
        cluster.theDeploymentAnswers();
        cluster.api.setMetadata(DEPLOYMENT, "deletionTimestamp", "2026-01-01T12:00:00Z");

        assertThat(cluster.look()).isInstanceOf(RouterState.Starting.class);
    }
}
