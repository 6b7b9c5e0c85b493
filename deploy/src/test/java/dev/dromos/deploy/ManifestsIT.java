package dev.dromos.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Helm makes of the chart, and kustomize of the manifests. */
@ExtendWith(WithApiServer.class)
final class ManifestsIT {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    @TempDir
    private Path home = Path.of("");

    private ApiServer server;
    private Kubectl kubectl;

    @BeforeEach
    void take(ApiServer shared) {
        server = shared;
        kubectl = new Kubectl(shared, home);
    }

    /** Two ways to the same objects; only the chart says which pull policy is Kubernetes' own. */
    @Test
    void theChartMakesWhatKustomizeMakes() throws Exception {
        var byHelm = objects("helm template dromos deploy/chart -n dromos-system --include-crds 2>/dev/null");
        var byKustomize = objects("kubectl kustomize deploy/manifests/operator");

        byKustomize.removeIf(object -> object.path("kind").asText().equals("Namespace")); // --create-namespace
        for (JsonNode object : byHelm) {
            for (JsonNode container : object.at("/spec/template/spec/containers")) {
                ((ObjectNode) container).remove("imagePullPolicy");
            }
        }
        assertThat(byHelm).containsExactlyInAnyOrderElementsOf(byKustomize);
    }

    @Test
    void theOperatorThatAdoptsIsToldSoAndHasTheRights() throws Exception {
        var objects = objects("kubectl kustomize deploy/manifests/adopt-kserve");

        assertThat(objects)
                .filteredOn(object -> object.path("kind").asText().equals("Deployment"))
                .singleElement()
                .satisfies(deployment -> assertThat(deployment.at("/spec/template/spec/containers/0/args"))
                        .extracting(JsonNode::asText)
                        .containsExactly("operator", "--adopt-kserve"));
        assertThat(objects)
                .filteredOn(object -> object.path("kind").asText().equals("ClusterRoleBinding"))
                .extracting(binding -> binding.at("/roleRef/name").asText())
                .containsExactlyInAnyOrder("dromos-operator", "dromos-adopt-kserve");
    }

    @Test
    void theChartForSomeNamespacesHasNoRightsInOthers() throws Exception {
        var objects = objects("helm template dromos deploy/chart -n ops --set 'watch={a,b}' 2>/dev/null");

        assertThat(objects).noneMatch(object -> object.path("kind").asText().startsWith("Cluster"));
        assertThat(objects)
                .filteredOn(object -> object.path("kind").asText().endsWith("Binding"))
                .allSatisfy(binding -> {
                    assertThat(binding.at("/roleRef/kind").asText()).isEqualTo("Role");
                    assertThat(binding.at("/subjects/0/namespace").asText()).isEqualTo("ops");
                })
                .extracting(binding -> binding.at("/metadata/namespace").asText())
                .containsExactlyInAnyOrder("a", "b", "ops", "knative-serving");
        assertThat(objects)
                .filteredOn(object -> object.path("kind").asText().equals("Deployment"))
                .singleElement()
                .satisfies(deployment -> assertThat(deployment.at("/spec/template/spec/containers/0/args"))
                        .extracting(JsonNode::asText)
                        .endsWith("--watch=a", "--watch=b"));
    }

    @Test
    void theChartTellsTheOperatorWhatItsValuesSayAndGivesTheRightsForIt() throws Exception {
        var objects = objects("helm template dromos deploy/chart -n ops --set knativeNamespace=knative-own"
                + " --set adoptKserve=true --set largeGraphs=true 2>/dev/null");

        assertThat(objects)
                .filteredOn(object -> object.path("kind").asText().equals("Deployment"))
                .singleElement()
                .satisfies(deployment -> assertThat(deployment.at("/spec/template/spec/containers/0/args"))
                        .extracting(JsonNode::asText)
                        .containsExactly("operator", "--knative-namespace=knative-own", "--adopt-kserve"));
        assertThat(objects)
                .filteredOn(object -> object.path("kind").asText().equals("ClusterRoleBinding"))
                .allSatisfy(binding -> {
                    assertThat(binding.at("/roleRef/kind").asText()).isEqualTo("ClusterRole");
                    assertThat(binding.at("/subjects/0/namespace").asText()).isEqualTo("ops");
                })
                .extracting(binding -> binding.at("/roleRef/name").asText())
                .containsExactlyInAnyOrder("dromos-operator", "dromos-adopt-kserve", "dromos-large-graphs");
    }

    @Test
    void theChartGivesTheRightToLargeGraphsInTheNamespacesOfItsGraphs() throws Exception {
        var objects = objects(
                "helm template dromos deploy/chart -n ops --set 'watch={a,b}' --set largeGraphs=true" + " 2>/dev/null");

        assertThat(objects).noneMatch(object -> object.path("kind").asText().startsWith("Cluster"));
        assertThat(objects)
                .filteredOn(object -> object.at("/roleRef/name").asText().equals("dromos-large-graphs"))
                .extracting(binding -> binding.at("/metadata/namespace").asText())
                .containsExactly("a", "b");
    }

    /** By the chart and by kustomize. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "kubectl kustomize deploy/manifests/namespaced-kserve",
                "helm template dromos deploy/chart -n dromos-graphs --set 'watch={dromos-graphs}'"
                        + " --set clusterServingRuntimes=true 2>/dev/null"
            })
    void anOperatorOfSomeNamespacesMayReadClusterServingRuntimesAndNothingElseOutside(String command) throws Exception {
        var ofCluster = objects(command).stream()
                .filter(object -> object.path("kind").asText().startsWith("Cluster"))
                .toList();

        assertThat(ofCluster)
                .extracting(object -> object.path("kind").asText())
                .containsExactlyInAnyOrder("ClusterRole", "ClusterRoleBinding");
        assertThat(ofCluster)
                .filteredOn(object -> object.path("kind").asText().equals("ClusterRole"))
                .extracting(role -> role.path("rules"))
                .containsExactly(YAML.readTree("""
                        - apiGroups: [serving.kserve.io]
                          resources: [clusterservingruntimes]
                          verbs: [get]
                        """));
        assertThat(ofCluster)
                .filteredOn(object -> object.path("kind").asText().equals("ClusterRoleBinding"))
                .extracting(binding -> binding.at("/subjects/0/namespace").asText())
                .containsExactly("dromos-graphs");
    }

    @Test
    void theChartRefusesToAdoptWhereTheOperatorCannotSeeKServe() throws Exception {
        assertThat(kubectl.run("helm template dromos deploy/chart --set 'watch={a}' --set adoptKserve=true"))
                .contains(
                        "adoptKserve: an operator of some namespaces may not see whether KServe's controller is there");
    }

    /** The strictest of Kubernetes' pod standards, which the server holds pods to that are made in a namespace which asks for it. */
    @Test
    void theOperatorsPodIsWhatTheRestrictedStandardAllows() throws Exception {
        server.client()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName("restricted")
                        .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                        .endMetadata()
                        .build())
                .create();
        var deployment = objects("kubectl kustomize deploy/manifests/operator").stream()
                .filter(object -> object.path("kind").asText().equals("Deployment"))
                .findFirst()
                .orElseThrow();
        var pod = YAML.createObjectNode().put("apiVersion", "v1").put("kind", "Pod");
        pod.putObject("metadata").put("name", "operator").put("namespace", "restricted");
        pod.set("spec", deployment.at("/spec/template/spec"));
        Path file = Files.writeString(home.resolve("pod.yaml"), YAML.writeValueAsString(pod));

        assertThat(kubectl.run("kubectl create --dry-run=server -f " + file))
                .isEqualTo("pod/operator created (server dry run)\n");
    }

    private List<JsonNode> objects(String command) throws IOException, InterruptedException {
        return new ArrayList<>(YAML.readerFor(JsonNode.class)
                .<JsonNode>readValues(kubectl.run(command))
                .readAll());
    }
}
