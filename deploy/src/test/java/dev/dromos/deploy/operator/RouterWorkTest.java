package dev.dromos.deploy.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dromos.deploy.assess.Assessment.Intention;
import dev.dromos.deploy.assess.Assessor;
import dev.dromos.deploy.manifest.Manifest;
import dev.dromos.deploy.settings.Platform;
import dev.dromos.deploy.settings.Settings;
import dev.dromos.deploy.settings.SettingsReader;
import dev.dromos.deploy.status.GraphStatus;
import dev.dromos.deploy.status.RouterState;
import dev.dromos.deploy.status.StatusFactory;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Looks at one graph, one after another, with what the API server keeps of each. */
final class RouterWorkTest {
    private static final String KNATIVE = "/apis/serving.knative.dev/v1/namespaces/models/services/chain";
    private static final String SERVICE = "/api/v1/namespaces/models/services/chain";
    private static final String DEPLOYMENT = "/apis/apps/v1/namespaces/models/deployments/chain";
    private static final String INGRESS = "/apis/networking.k8s.io/v1/namespaces/models/ingresses/chain";
    private static final String GRAPH = "/apis/dromos.dev/v1alpha1/namespaces/models/inferencegraphs/chain";
    private static final String URL = "http://chain-models.example.com";

    private static final Platform WITH_KNATIVE = new Platform.WithKnative(false, Set.of());

    private SmallApi api;
    private Platform platform = WITH_KNATIVE;
    private String mode = "Standard";
    private String nodes = "root: {routerType: Sequence, steps: [{serviceUrl: 'http://iris/'}]}";
    private String more = "";
    private String defaultMode = "";
    private GraphStatus status = GraphStatus.NONE;

    @BeforeEach
    void start() throws IOException {
        api = new SmallApi();
        api.put(GRAPH, """
                {"apiVersion": "dromos.dev/v1alpha1", "kind": "InferenceGraph",
                 "metadata": {"name": "chain", "namespace": "models", "uid": "1f2e3d4c"}}
                """);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    /** @return how the router is then; its status is kept for the next look */
    private RouterState look() {
        return look(owned());
    }

    private RouterState look(List<HasMetadata> owned) {
        Manifest manifest = manifest();
        var settings =
                settings().keeping(Optional.ofNullable(status.deploymentMode()).orElse(""), platform);
        var assessment = new Assessor(manifest.in("models"), settings, platform)
                .assess(manifest.graphs().getFirst(), Map.of());
        var state =
                new RouterWork(hands(), owned, holder(graph()), platform, "cluster.local").carryOut(assessment, status);
        status = new StatusFactory(InstantSource.system(), List.of()).status(assessment, state, status);
        return state;
    }

    private GraphResource graph() {
        return api.client()
                .resources(GraphResource.class)
                .inNamespace("models")
                .withName("chain")
                .get();
    }

    private Hands hands() {
        return new Hands(graph(), api.client(), () -> true);
    }

    private Settings settings() {
        String deploy = "{\"defaultDeploymentMode\": \"%s\"}".formatted(defaultMode);
        return switch (SettingsReader.read(
                Map.of("ingress", "{\"ingressDomain\": \"example.com\"}", "deploy", deploy))) {
            case SettingsReader.Result.Read(var settings) -> settings;
            case SettingsReader.Result.Unusable(var mistakes) -> throw new AssertionError(mistakes);
        };
    }

    private Manifest manifest() {
        String annotations = mode.isEmpty() ? "" : ", annotations: {dromos.dev/deploymentMode: %s}".formatted(mode);
        try {
            return Manifest.parse("""
                    apiVersion: dromos.dev/v1alpha1
                    kind: InferenceGraph
                    metadata: {name: chain, namespace: models, uid: 1f2e3d4c %s}
                    spec: {nodes: {%s} %s}
                    """.formatted(annotations, nodes, more));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** As the watches know them. */
    private List<HasMetadata> owned() {
        return api.objects().stream()
                .map(this::read)
                .filter(object -> object.getMetadata().getOwnerReferences().stream()
                        .anyMatch(owner -> owner.getUid().equals("1f2e3d4c")))
                .toList();
    }

    private Ownership.Holder holder(GraphResource graph) {
        return api.paths().contains(SERVICE) ? Ownership.holder(read(api.at(SERVICE)), graph) : Ownership.Holder.NOBODY;
    }

    private HasMetadata read(JsonNode json) {
        return api.client().getKubernetesSerialization().unmarshal(json.toString());
    }

    private void theDeploymentAnswers() {
        look();
        theDeploymentIsReady();
        api.set(INGRESS, "status", "{\"loadBalancer\": {\"ingress\": [{\"ip\": \"10.0.0.1\"}]}}");
        assertThat(look()).isEqualTo(new RouterState.Answering(URL));
        api.writes();
    }

    private void theDeploymentIsReady() {
        api.set(DEPLOYMENT, "status", """
                {"observedGeneration": 1, "conditions": [
                 {"type": "Available", "status": "True"},
                 {"type": "Progressing", "status": "True", "reason": "NewReplicaSetAvailable"}]}
                """);
    }

    private void knativeSays(String configured, String ready, String reason) {
        api.set(KNATIVE, "status", """
                {"observedGeneration": 1, "url": "http://chain.example.org", "conditions": [
                 {"type": "ConfigurationsReady", "status": "%s"},
                 {"type": "Ready", "status": "%s", "reason": "%s", "message": "so it is"}]}
                """.formatted(configured, ready, reason));
    }

    private void knativeAnswers() {
        mode = "Knative";
        look();
        knativeSays("True", "True", "");
        assertThat(look()).isEqualTo(new RouterState.Answering("http://chain.example.org"));
        api.writes();
    }

    @Test
    void aLookAtARouterThatIsAsItShouldBeWritesNothing() {
        theDeploymentAnswers();

        assertThat(look()).isEqualTo(new RouterState.Answering(URL));
        assertThat(api.writes()).isEmpty();
    }

    @Test
    void aRouterThatNoWatchHasToldOfYetAnswersAllTheSame() {
        theDeploymentAnswers();

        assertThat(look(List.of())).isEqualTo(new RouterState.Answering(URL));
        assertThat(api.writes()).isEmpty();
    }

    @Test
    void aChangeOfModeThatIsTakenBackLeavesTheRouterThatAnswers() {
        theDeploymentAnswers();
        mode = "Knative";
        look();
        assertThat(api.paths()).contains(KNATIVE);
        api.refuse((write, _) ->
                write.startsWith("TRY") ? Optional.of("host and path already defined") : Optional.empty());

        mode = "Standard";

        assertThat(look()).isEqualTo(new RouterState.Answering(URL));
        assertThat(api.paths()).doesNotContain(KNATIVE).contains(DEPLOYMENT, SERVICE, INGRESS);
    }

    @Test
    void aModeThatIsRefusedIsNotTheGraphs() {
        theDeploymentAnswers();
        mode = "Knative";
        api.refuse((write, _) -> write.contains("serving.knative") ? Optional.of("no") : Optional.empty());
        look();
        assertThat(status.deploymentMode()).isEqualTo("Standard");

        mode = "";

        assertThat(look()).isEqualTo(new RouterState.Answering(URL));
    }

    @Test
    void aNewGraphThatIsRefusedIsInNoMode() {
        mode = "";
        defaultMode = "Knative";
        api.refuse((write, _) -> write.contains("serving.knative") ? Optional.of("no") : Optional.empty());
        look();
        assertThat(status.deploymentMode()).isNull();

        defaultMode = "Standard";
        look();

        assertThat(api.paths()).contains(DEPLOYMENT);
        assertThat(status.deploymentMode()).isEqualTo("Standard");
    }

    @Test
    void theFrontGoesOnlyForWhatItKeepsKnativeFrom() {
        theDeploymentAnswers();
        mode = "Knative";
        look();
        knativeSays("True", "Unknown", "IngressNotConfigured");
        assertThat(look()).isEqualTo(new RouterState.Starting("IngressNotConfigured", "so it is", URL));
        knativeSays("True", "False", "CertificateFailed");
        assertThat(look()).isEqualTo(new RouterState.Left("CertificateFailed", "so it is", URL));
        assertThat(api.paths()).contains(SERVICE, INGRESS);

        knativeSays("True", "False", "NotOwned");

        assertThat(look())
                .isEqualTo(
                        new RouterState.Starting("Replacing", "Knative takes over the name of the Service: so it is"));
        assertThat(api.paths()).contains(DEPLOYMENT).doesNotContain(SERVICE, INGRESS);
        knativeSays("True", "False", "CertificateFailed");
        assertThat(look()).isEqualTo(new RouterState.Left("CertificateFailed", "so it is", ""));
        assertThat(api.paths()).contains(DEPLOYMENT);
    }

    @ParameterizedTest(name = "Available is {0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            True  | http://chain-models.example.com
            False | ''
            """)
    void aRollOutThatFailsTakesNoUrlFromPodsThatAnswer(String available, String url) {
        theDeploymentAnswers();

        api.set(DEPLOYMENT, "status", """
                {"observedGeneration": 1, "conditions": [
                 {"type": "Available", "status": "%s"},
                 {"type": "Progressing", "status": "False", "reason": "ProgressDeadlineExceeded", "message": "too late"}]}
                """.formatted(available));

        assertThat(look()).isEqualTo(new RouterState.Failing("ProgressDeadlineExceeded", "too late", url));
        assertThat(Optional.ofNullable(status.url()).orElse("")).isEqualTo(url);
    }

    @Test
    void whatIsNewBesideTheWayOfRequestsTakesNoUrlFromThem() {
        theDeploymentAnswers();
        var rollingOut =
                new RouterState.Starting("WaitingForDeployment", "the Deployment has not been looked at yet", URL);
        api.set(DEPLOYMENT, "status", "{\"observedGeneration\": 0}");

        more = ", minReplicas: 2, maxReplicas: 3";
        assertThat(look()).isEqualTo(rollingOut);
        nodes = largeNodes();
        assertThat(look()).isEqualTo(rollingOut);

        assertThat(api.writes())
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
        theDeploymentAnswers();
        api.set(DEPLOYMENT, "status", "{\"observedGeneration\": 0}");
        api.remove(INGRESS);

        assertThat(look())
                .isEqualTo(new RouterState.Starting(
                        "WaitingForDeployment", "the Deployment has not been looked at yet", ""));
    }

    @ParameterizedTest(name = "RoutesReady is {0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            True  | http://chain.example.org
            False | ''
            """)
    void aRevisionThatFailsTakesNoUrlFromTheLastOneThatWasReady(String routes, String url) {
        knativeAnswers();

        api.set(KNATIVE, "status", """
                {"observedGeneration": 1, "url": "http://chain.example.org", "conditions": [
                 {"type": "ConfigurationsReady", "status": "False"},
                 {"type": "RoutesReady", "status": "%s"},
                 {"type": "Ready", "status": "False", "reason": "RevisionFailed", "message": "no such image"}]}
                """.formatted(routes));

        assertThat(look()).isEqualTo(new RouterState.Failing("RevisionFailed", "no such image", url));
    }

    @Test
    void theFrontStaysWhereSomebodyElsesRouteKeepsKnativeFromIt() {
        theDeploymentAnswers();
        mode = "Knative";
        look();

        api.set(KNATIVE, "status", """
                {"observedGeneration": 1, "conditions": [
                 {"type": "ConfigurationsReady", "status": "True"},
                 {"type": "RoutesReady", "status": "False", "reason": "NotOwned"},
                 {"type": "Ready", "status": "False", "reason": "NotOwned", "message": "There is an existing Route"}]}
                """);

        assertThat(look()).isEqualTo(new RouterState.Left("NotOwned", "There is an existing Route", URL));
        assertThat(api.paths()).contains(DEPLOYMENT, SERVICE, INGRESS);
    }

    @Test
    void whatIsRefusedTakesNoUrlFromARouterThatAnswers() {
        theDeploymentAnswers();
        api.refuse((_, _) -> Optional.of("no"));

        more = ", timeout: 33";

        assertThat(look()).isEqualTo(new RouterState.Left("Rejected", "no", URL));
    }

    @Test
    void aNameThatSomebodyElseHasTakesNoUrlFromARouterThatAnswers() {
        theDeploymentAnswers();
        mode = "Knative";
        api.put(KNATIVE, """
                {"apiVersion": "serving.knative.dev/v1", "kind": "Service",
                 "metadata": {"name": "chain", "namespace": "models", "uid": "another"}}
                """);

        assertThat(look())
                .isEqualTo(new RouterState.Left(
                        "NameConflict",
                        "Knative Service `chain` exists and is not this graph's; delete it, or give the graph another name",
                        URL));
    }

    @Test
    void aNameThatKnativeHoldsForSomebodyElseIsSomebodyElses() {
        knativeMakesItsService();
        assertThat(look()).isInstanceOf(RouterState.Starting.class);

        api.put(KNATIVE, """
                {"apiVersion": "serving.knative.dev/v1", "kind": "Service",
                 "metadata": {"name": "chain", "namespace": "models", "uid": "another"}}
                """);

        assertThat(look())
                .isEqualTo(new RouterState.Left(
                        "NameConflict",
                        "Service `chain` exists and is not this graph's; delete it, or give the graph another name",
                        ""));
        api.setMetadata(KNATIVE, "deletionTimestamp", "2026-01-01T12:00:00Z");
        assertThat(look()).isInstanceOf(RouterState.Starting.class);
    }

    @Test
    void nothingLeadsFromAHostThatIsAnothersToARouterThatGoesOn() {
        theDeploymentAnswers();

        var state =
                leave(new Intention.Leave("HostTaken", "another's", Optional.of(URL.substring("http://".length()))));

        assertThat(state).isEqualTo(new RouterState.Left("HostTaken", "another's", ""));
        assertThat(api.paths()).doesNotContain(INGRESS).contains(SERVICE, DEPLOYMENT);
    }

    @Test
    void aHostThatIsAnothersTakesNoOtherUrl() {
        theDeploymentAnswers();

        var state = leave(new Intention.Leave("HostTaken", "another's", Optional.of("chain-models.example.org")));

        assertThat(state).isEqualTo(new RouterState.Left("HostTaken", "another's", URL));
        assertThat(api.paths()).contains(INGRESS);
    }

    private RouterState leave(Intention.Leave why) {
        var assessment = new Assessor(manifest().in("models"), settings(), platform)
                .assess(manifest().graphs().getFirst(), Map.of());
        var work = new RouterWork(hands(), owned(), holder(graph()), platform, "cluster.local");
        return work.carryOut(assessment.leaving(why), status);
    }

    @Test
    void knativeIsAskedForNothingWhileSomebodyElseHasTheNameOfItsService() {
        mode = "Knative";
        somebodyMakesAService();

        assertThat(look())
                .isEqualTo(new RouterState.Left(
                        "NameConflict",
                        "Service `chain` exists and is not this graph's; delete it, or give the graph another name",
                        ""));
        assertThat(api.writes()).isEmpty();

        api.remove(SERVICE);

        assertThat(look()).isInstanceOf(RouterState.Starting.class);
        assertThat(api.paths()).contains(KNATIVE);
    }

    @Test
    void aNameThatSomebodyTakesBeforeKnativeDoesIsSaidToBeTaken() {
        theDeploymentAnswers();
        mode = "Knative";
        look();
        knativeSays("True", "False", "NotOwned");
        look();

        somebodyMakesAService();

        assertThat(look()).extracting("reason").isEqualTo("NameConflict");
        assertThat(api.paths()).contains(SERVICE, DEPLOYMENT);
    }

    private void somebodyMakesAService() {
        api.put(SERVICE, """
                {"apiVersion": "v1", "kind": "Service",
                 "metadata": {"name": "chain", "namespace": "models", "uid": "another"}}
                """);
    }

    private void knativeMakesItsService() {
        api.put(SERVICE, """
                {"apiVersion": "v1", "kind": "Service",
                 "metadata": {"name": "chain", "namespace": "models", "uid": "of-a-service",
                  "labels": {"app.kubernetes.io/managed-by": "dromos", "serving.kserve.io/inferencegraph": "chain"},
                  "ownerReferences": [
                   {"apiVersion": "serving.knative.dev/v1", "kind": "Route", "name": "chain", "uid": "r", "controller": true}]}}
                """);
    }

    @Test
    void whatIsRefusedIsSaidOfTheObjectThatIsWanted() {
        knativeAnswers();
        knativeMakesItsService();
        mode = "Standard";
        look();
        theDeploymentIsReady();
        api.refuse((write, object) -> write.startsWith("TRY")
                ? Optional.of("Service \"%s\" is invalid"
                        .formatted(object.path("metadata").path("name").asText()))
                : Optional.empty());

        assertThat(look())
                .isEqualTo(
                        new RouterState.Left("Rejected", "Service \"chain\" is invalid", "http://chain.example.org"));
        assertThat(api.paths()).contains(KNATIVE);
        assertThat(api.writes()).noneMatch(write -> write.equals("TRY " + SERVICE));
    }

    @Test
    void knativeThatIsSaidToBeGoneIsNotWhileItHoldsTheName() {
        knativeAnswers();
        knativeMakesItsService();
        platform = new Platform.WithoutKnative();
        mode = "";

        assertThat(look(List.of()))
                .isEqualTo(new RouterState.Left(
                        "KnativeMissing",
                        "Knative Serving is not installed, but its Service `chain` is still there",
                        "http://chain.example.org"));
        assertThat(api.paths()).doesNotContain(DEPLOYMENT);
        assertThat(status.deploymentMode()).isEqualTo("Knative");

        api.remove(SERVICE);

        assertThat(look(List.of())).isInstanceOf(RouterState.Starting.class);
        assertThat(api.paths()).contains(DEPLOYMENT);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            ServerlessModeRejected | {serviceUrl: 'http://iris/'}
            StepsUnresolved        | {serviceName: iris}
            GraphInvalid           | {serviceUrl: 'ftp://iris/'}
            """)
    void aRouterThatNobodyCanLookAtKeepsItsUrl(String reason, String step) {
        knativeAnswers();
        knativeMakesItsService();
        platform = new Platform.WithoutKnative();
        nodes = "root: {routerType: Sequence, steps: [%s]}".formatted(step);

        assertThat(look(List.of())).extracting("reason", "url").containsExactly(reason, "http://chain.example.org");

        api.remove(SERVICE);

        assertThat(look(List.of())).extracting("reason", "url").containsExactly(reason, "");
    }

    @Test
    void whatIsBeingDeletedDoesNotAnswer() {
        theDeploymentAnswers();
        api.setMetadata(DEPLOYMENT, "deletionTimestamp", "2026-01-01T12:00:00Z");

        assertThat(look()).isInstanceOf(RouterState.Starting.class);
    }

    @Test
    void theOldRouterStaysWhenTheNewOneHasGoneMeanwhile() {
        theDeploymentAnswers();
        mode = "Knative";
        look();
        knativeSays("True", "True", "");
        var seen = owned();
        api.setMetadata(KNATIVE, "deletionTimestamp", "2026-01-01T12:00:00Z");

        assertThat(look(seen)).isInstanceOf(RouterState.Starting.class);

        assertThat(api.paths()).contains(DEPLOYMENT, SERVICE, INGRESS);
    }
}
