package dev.dromos.deploy.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.deploy.assess.Assessment;
import dev.dromos.deploy.assess.Assessor;
import dev.dromos.deploy.manifest.Manifest;
import dev.dromos.deploy.settings.Platform;
import dev.dromos.deploy.settings.Settings;
import io.fabric8.kubernetes.api.model.Condition;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class StatusFactoryTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final RouterState ANSWERING = new RouterState.Answering("http://chain.example.com");

    private static final String IRIS = """
            ---
            apiVersion: serving.knative.dev/v1
            kind: Service
            metadata: {name: iris}
            status: {address: {url: "http://iris"}}
            """;

    @Test
    void aGraphThatAnswersIsReady() throws IOException {
        var status = at(NOON).status(assessment(steps("iris") + IRIS), ANSWERING, GraphStatus.NONE);

        assertThat(lines(status)).isEqualTo("""
                GraphValid True Valid
                StepsResolved True Resolved
                RouterReady True Answering
                Ready True Answering
                Stopped False NotStopped
                """);
        assertThat(status.url()).isEqualTo("http://chain.example.com");
        assertThat(status.steps()).isEqualTo("1/1");
        assertThat(status.deploymentMode()).isEqualTo("Knative");
        assertThat(status.observedGeneration()).isEqualTo(7);
        assertThat(status.conditions())
                .extracting(Condition::getObservedGeneration)
                .containsOnly(7L);
    }

    @Test
    void everyProblemOfAGraphIsInTheMessage() throws IOException {
        var assessment = assessment("[{nodeName: nowhere}, {serviceUrl: 'ftp://x'}, {}]");

        var status = at(NOON).status(
                        assessment,
                        new RouterState.Left("GraphInvalid", "the graph is not valid", ""),
                        GraphStatus.NONE);

        assertThat(lines(status)).isEqualTo("""
                GraphValid False Invalid
                spec.nodes.root.steps[0].nodeName: no node `nowhere`, found `root`
                spec.nodes.root.steps[1].serviceUrl: must start with `http://` or `https://`, found `ftp://x`; no call of this step can succeed
                spec.nodes.root.steps[2]: must have one of `nodeName`, `serviceName`, `serviceUrl`, found none
                StepsResolved True Resolved
                RouterReady False GraphInvalid
                the graph is not valid
                Ready False Invalid
                spec.nodes.root.steps[0].nodeName: no node `nowhere`, found `root`
                spec.nodes.root.steps[1].serviceUrl: must start with `http://` or `https://`, found `ftp://x`; no call of this step can succeed
                spec.nodes.root.steps[2]: must have one of `nodeName`, `serviceName`, `serviceUrl`, found none
                Stopped False NotStopped
                """);
        assertThat(status.url()).isNull();
    }

    @Test
    void everyServiceThatIsMissingIsNamed() throws IOException {
        var assessment = assessment("[{serviceName: iris}, {serviceName: tree}, {serviceName: leaf}]\n" + IRIS);

        var status = at(NOON).status(
                        assessment,
                        new RouterState.Left("StepsUnresolved", "a service has no address", "http://old"),
                        GraphStatus.NONE);

        assertThat(lines(status)).contains("""
                StepsResolved False ServiceMissing
                no InferenceService, Knative Service, Service or InferenceGraph `tree`
                no InferenceService, Knative Service, Service or InferenceGraph `leaf`
                """).contains("Ready False ServiceMissing");
        assertThat(status.steps()).isEqualTo("1/3");
        assertThat(status.url()).isEqualTo("http://old");
    }

    @Test
    void whatIsWrongComesBeforeWhatIsNotKnown() throws IOException {
        var starting = new RouterState.Starting("RevisionMissing", "waiting for the first revision");

        assertThat(lines(at(NOON).status(assessment(steps("iris") + IRIS), starting, GraphStatus.NONE)))
                .contains("Ready Unknown RevisionMissing");
        assertThat(lines(at(NOON).status(assessment(steps("iris")), starting, GraphStatus.NONE)))
                .contains("Ready False ServiceMissing");
    }

    @Test
    void aRouterThatIsReplacedIsStillWhereItWas() throws IOException {
        var starting = new RouterState.Starting("RollingOut", "not all ready", "http://chain.example.com");

        assertThat(at(NOON).status(assessment(steps("iris") + IRIS), starting, GraphStatus.NONE)
                        .url())
                .isEqualTo("http://chain.example.com");
    }

    @Test
    void aRouterThatFailsIsStillWhereAnOlderOneAnswers() throws IOException {
        var failing = new RouterState.Failing("ProgressDeadlineExceeded", "too late", "http://chain.example.com");

        var status = at(NOON).status(assessment(steps("iris") + IRIS), failing, GraphStatus.NONE);

        assertThat(status.url()).isEqualTo("http://chain.example.com");
        assertThat(lines(status)).contains("""
                Ready False ProgressDeadlineExceeded
                too late; it answers all the same
                """);
    }

    @Test
    void whatIsTriedAgainChangesNothingElseThatWasSaid() throws IOException {
        var before = at(NOON).status(assessment(steps("iris") + IRIS), ANSWERING, GraphStatus.NONE);

        var status = at(NOON.plusSeconds(60)).tryingAgain("too many requests", 8, before);

        assertThat(lines(status)).isEqualTo("""
                GraphValid True Valid
                StepsResolved True Resolved
                RouterReady Unknown TryingAgain
                too many requests
                Ready Unknown TryingAgain
                too many requests
                Stopped False NotStopped
                """);
        assertThat(status.url()).isEqualTo("http://chain.example.com");
        assertThat(status.condition("GraphValid")).isEqualTo(before.condition("GraphValid"));
    }

    @Test
    void whatIsTriedAgainIsNotSaidToBeAboutASpecThatWasNotLookedAt() throws IOException {
        var invalid = new RouterState.Left("GraphInvalid", "the graph is not valid", "");
        var before = at(NOON).status(assessment("[{}]"), invalid, GraphStatus.NONE);

        var status = at(NOON.plusSeconds(60)).tryingAgain("too many requests", 8, before);

        assertThat(status.observedGeneration()).isEqualTo(7);
        assertThat(status.condition("Ready")).isEqualTo(before.condition("Ready"));
        assertThat(status.condition("RouterReady").map(Condition::getObservedGeneration))
                .contains(8L);
        assertThat(at(NOON).tryingAgain("too many requests", 1, GraphStatus.NONE)
                        .observedGeneration())
                .isNull();
    }

    @Test
    void whatIsTriedAgainOfAGraphNobodyHasLookedAtIsAllThatIsSaid() {
        assertThat(lines(at(NOON).tryingAgain("too many requests", 1, GraphStatus.NONE)))
                .isEqualTo("""
                RouterReady Unknown TryingAgain
                too many requests
                Ready Unknown TryingAgain
                too many requests
                """);
    }

    @Test
    void aStoppedGraphIsNotReadyAndSaysSo() throws IOException {
        var status = at(NOON).status(assessment(steps("iris") + IRIS), new RouterState.Stopped(), GraphStatus.NONE);

        assertThat(lines(status))
                .contains("Ready False Stopped")
                .contains("Stopped True Stopped")
                .contains("RouterReady False Stopped");
    }

    @Test
    void aConditionKeepsItsTimeWhileItsStatusIsTheSame() throws IOException {
        var assessment = assessment(steps("iris") + IRIS);
        var first = at(NOON).status(assessment, ANSWERING, GraphStatus.NONE);

        var same = at(NOON.plusSeconds(60)).status(assessment, ANSWERING, first);
        var other = at(NOON.plusSeconds(90)).status(assessment, new RouterState.Failing("Crashed", "exit 1"), same);

        assertThat(same).isEqualTo(first);
        assertThat(times(other))
                .containsEntry("GraphValid", "2026-01-01T12:00:00Z")
                .containsEntry("StepsResolved", "2026-01-01T12:00:00Z")
                .containsEntry("RouterReady", "2026-01-01T12:01:30Z")
                .containsEntry("Ready", "2026-01-01T12:01:30Z");
    }

    @Test
    void aMessageIsNoLongerThanKubernetesTakes() throws IOException {
        var steps = ("{nodeName: " + "n".repeat(60) + "},").repeat(600);

        var status = at(NOON).status(
                        assessment("[" + steps + "]"),
                        new RouterState.Left("GraphInvalid", "the graph is not valid", ""),
                        GraphStatus.NONE);

        assertThat(status.condition("GraphValid").orElseThrow().getMessage())
                .hasSizeLessThanOrEqualTo(32 * 1024)
                .containsPattern("and [0-9]+ more$");
    }

    @Test
    void oneWordThatIsTooLongIsCut() throws IOException {
        var failing = new RouterState.Failing("Rejected", "\uD83D\uDE00".repeat(32 * 1024));

        var status = at(NOON).status(assessment(steps("iris") + IRIS), failing, GraphStatus.NONE);

        assertThat(status.condition("Ready").orElseThrow().getMessage())
                .hasSize(32 * 1024 - 1)
                .endsWith("\uD83D\uDE00…");
    }

    @Test
    void aMetricThatNobodyCountsIsSaidWhileTheRouterAnswers() throws IOException {
        var scaled = """
                [{serviceUrl: 'http://iris/'}]
                  minReplicas: 2
                  maxReplicas: 3
                  scaleMetric: rps
                """;

        var status = at(NOON).status(assessment(scaled, new Platform.WithoutKnative()), ANSWERING, GraphStatus.NONE);

        assertThat(lines(status)).isEqualTo("""
                GraphValid True Valid
                StepsResolved True Resolved
                RouterReady True Answering
                spec.scaleMetric: only Knative counts requests (`rps`); this Deployment is scaled by the use of its CPUs
                Ready True Answering
                Stopped False NotStopped
                """);
        assertThat(News.of(GraphStatus.NONE, status))
                .extracting(News::message)
                .singleElement()
                .isEqualTo(
                        "answers at http://chain.example.com; spec.scaleMetric: only Knative counts requests (`rps`);"
                                + " this Deployment is scaled by the use of its CPUs");
        var byKnative = assessment(scaled, new Platform.WithKnative(false, Set.of()));
        assertThat(lines(at(NOON).status(byKnative, ANSWERING, GraphStatus.NONE)))
                .doesNotContain("scaleMetric");
    }

    @Test
    void aModeIsTheGraphsOnceItsRouterIsThere() throws IOException {
        var assessment = assessment(steps("iris") + IRIS);
        var starting = new RouterState.Starting("WaitingForKnative", "");
        var standard = new GraphStatus(null, null, "Standard", 1L, List.of());

        assertThat(at(NOON).status(assessment, starting, GraphStatus.NONE).deploymentMode())
                .isEqualTo("Knative");
        assertThat(at(NOON).status(assessment, new RouterState.Failing("Rejected", ""), GraphStatus.NONE)
                        .deploymentMode())
                .isNull();
        assertThat(at(NOON).status(assessment, starting, standard).deploymentMode())
                .isEqualTo("Standard");
        assertThat(at(NOON).status(assessment, ANSWERING, standard).deploymentMode())
                .isEqualTo("Knative");
    }

    private static StatusFactory at(Instant now) {
        return new StatusFactory(InstantSource.fixed(now), List.of());
    }

    private static String steps(String service) {
        return "[{serviceName: " + service + "}]\n";
    }

    private static Assessment assessment(String steps) throws IOException {
        return assessment(steps, new Platform.WithKnative(false, Set.of()));
    }

    /** @param steps and further fields of the spec, each on a line of its own, indented */
    private static Assessment assessment(String steps, Platform platform) throws IOException {
        var manifest = Manifest.parse("""
                apiVersion: dromos.dev/v1alpha1
                kind: InferenceGraph
                metadata: {name: chain, generation: 7}
                spec:
                  nodes:
                    root:
                      routerType: Sequence
                      steps: %s
                """.formatted(steps));
        return new Assessor(manifest.in("default"), Settings.DEFAULT, platform)
                .assess(manifest.graphs().getFirst(), Map.of("leaf-that-was", URI.create("http://leaf")));
    }

    private static String lines(GraphStatus status) {
        List<Condition> conditions = status.conditions() == null ? List.of() : status.conditions();
        return conditions.stream()
                        .map(each -> "%s %s %s%s"
                                .formatted(
                                        each.getType(),
                                        each.getStatus(),
                                        each.getReason(),
                                        each.getMessage().isEmpty() ? "" : "\n" + each.getMessage()))
                        .collect(Collectors.joining("\n"))
                + "\n";
    }

    private static Map<String, String> times(GraphStatus status) {
        List<Condition> conditions = status.conditions() == null ? List.of() : status.conditions();
        return conditions.stream().collect(Collectors.toMap(Condition::getType, Condition::getLastTransitionTime));
    }
}
