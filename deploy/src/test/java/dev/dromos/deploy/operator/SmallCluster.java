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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One graph, {@code chain} of {@code models}, in a {@link SmallApi}, and the operator's looks at its router, one after another. */
final class SmallCluster implements AutoCloseable {
    static final String KNATIVE = "/apis/serving.knative.dev/v1/namespaces/models/services/chain";
    static final String SERVICE = "/api/v1/namespaces/models/services/chain";
    static final String DEPLOYMENT = "/apis/apps/v1/namespaces/models/deployments/chain";
    static final String INGRESS = "/apis/networking.k8s.io/v1/namespaces/models/ingresses/chain";

    /** Where the Deployment answers. */
    static final String URL = "http://chain-models.example.com";

    private static final String GRAPH = "/apis/dromos.dev/v1alpha1/namespaces/models/inferencegraphs/chain";

    final SmallApi api = new SmallApi();
    Platform platform = new Platform.WithKnative(false, Set.of());

    /** By the administrator's settings; empty where they do not say. */
    String defaultMode = "";

    /** By the graph's annotation; empty where it has none. */
    String mode = "Standard";

    String nodes = "root: {routerType: Sequence, steps: [{serviceUrl: 'http://iris/'}]}";

    /** Other fields of its spec, with a comma before each. */
    String more = "";

    /** As the last look left it. */
    GraphStatus status = GraphStatus.NONE;

    SmallCluster() throws IOException {
        api.put(GRAPH, """
                {"apiVersion": "dromos.dev/v1alpha1", "kind": "InferenceGraph",
                 "metadata": {"name": "chain", "namespace": "models", "uid": "1f2e3d4c"}}
                """);
    }

    @Override
    public void close() {
        api.close();
    }

    /** @return how the router is then; its status is kept for the next look */
    RouterState look() {
        return look(owned());
    }

    RouterState look(List<HasMetadata> owned) {
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
    List<HasMetadata> owned() {
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

    void theDeploymentAnswers() {
        look();
        theDeploymentIsReady();
        api.set(INGRESS, "status", "{\"loadBalancer\": {\"ingress\": [{\"ip\": \"10.0.0.1\"}]}}");
        assertThat(look()).isEqualTo(new RouterState.Answering(URL));
        api.writes();
    }

    void theDeploymentIsReady() {
        api.set(DEPLOYMENT, "status", """
                {"observedGeneration": 1, "conditions": [
                 {"type": "Available", "status": "True"},
                 {"type": "Progressing", "status": "True", "reason": "NewReplicaSetAvailable"}]}
                """);
    }

    void knativeSays(String configured, String ready, String reason) {
        api.set(KNATIVE, "status", """
                {"observedGeneration": 1, "url": "http://chain.example.org", "conditions": [
                 {"type": "ConfigurationsReady", "status": "%s"},
                 {"type": "Ready", "status": "%s", "reason": "%s", "message": "so it is"}]}
                """.formatted(configured, ready, reason));
    }

    void knativeAnswers() {
        mode = "Knative";
        look();
        knativeSays("True", "True", "");
        assertThat(look()).isEqualTo(new RouterState.Answering("http://chain.example.org"));
        api.writes();
    }

    /** A look that has found a reason to leave the router as it is. */
    RouterState leave(Intention.Leave why) {
        var assessment = new Assessor(manifest().in("models"), settings(), platform)
                .assess(manifest().graphs().getFirst(), Map.of());
        var work = new RouterWork(hands(), owned(), holder(graph()), platform, "cluster.local");
        return work.carryOut(assessment.leaving(why), status);
    }

    void somebodyMakesAService() {
        api.put(SERVICE, """
                {"apiVersion": "v1", "kind": "Service",
                 "metadata": {"name": "chain", "namespace": "models", "uid": "another"}}
                """);
    }

    void knativeMakesItsService() {
        api.put(SERVICE, """
                {"apiVersion": "v1", "kind": "Service",
                 "metadata": {"name": "chain", "namespace": "models", "uid": "of-a-service",
                  "labels": {"app.kubernetes.io/managed-by": "dromos", "serving.kserve.io/inferencegraph": "chain"},
                  "ownerReferences": [
                   {"apiVersion": "serving.knative.dev/v1", "kind": "Route", "name": "chain", "uid": "r", "controller": true}]}}
                """);
    }
}
