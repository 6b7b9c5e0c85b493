package dev.dromos.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The guide to a cluster, from its manifests to its graphs, at an API server where nothing is installed yet. The operator is a process with
 * a token of the account that the manifests make; KServe and Knative are this test. {@code -Dgolden.write=true} writes what is shown.
 */
@ExtendWith(WithApiServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ClusterGuideIT {
    private static final Path GUIDE = Golden.REPOSITORY.resolve("docs/cluster.md");
    private static final Path EXAMPLES = Golden.REPOSITORY.resolve("examples");
    private static final Path DEFINITIONS = Path.of("src", "test", "resources", "definitions");
    private static final PatchContext MERGE = PatchContext.of(PatchType.JSON_MERGE);
    private static final String INDENT = "    ";
    private static final String NAMESPACE = "default";

    /** With a setting of an administrator's, which is to be kept. */
    private static final String KSERVES_ROUTER = """
            {"image": "kserve/router:latest", "memoryLimit": "1Gi", "headers": {"propagate": ["X-Tenant"]}}
            """;

    /** None before its manifests are applied. */
    private final List<Process> operators = new ArrayList<>();

    private Path home = Path.of("");

    private ApiServer server;
    private KubernetesClient client;
    private Kubectl kubectl;

    @BeforeAll
    void start(ApiServer shared, @TempDir Path directory) throws IOException {
        home = directory;
        server = ApiServer.start(shared.assets());
        client = server.client();
        kubectl = new Kubectl(server, home);
        for (String definition :
                List.of("knative-services.yaml", "inferenceservices.yaml", "inferencegraphs-of-kserve.yaml")) {
            server.install(DEFINITIONS.resolve(definition));
        }
        for (String namespace : List.of("knative-serving", "kserve")) {
            client.resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName(namespace)
                            .endMetadata()
                            .build())
                    .create();
        }
        client.resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("inferenceservice-config")
                        .withNamespace("kserve")
                        .endMetadata()
                        .withData(Map.of("router", KSERVES_ROUTER, "deploy", "{}"))
                        .build())
                .create();
    }

    @AfterAll
    void stop() throws IOException, InterruptedException {
        for (Process operator : operators) {
            operator.destroy();
            operator.waitFor();
        }
        if (server != null) {
            server.close();
        }
    }

    @Test
    void theGuideShowsWhatHappens() throws Exception {
        var shown = kubectl.transcript(Files.readString(GUIDE), command -> {
            if (command.contains("-k deploy/manifests/operator")) {
                startOperator();
            }
            settle();
        });

        Golden.verify(GUIDE, shown);
        awaitRight("dromos-operator", "get", "serving.kserve.io", "clusterservingruntimes");
        awaitRight("dromos-shared-router", "watch", "dromos.dev", "inferencegraphs");
    }

    /** The server follows its roles a moment later. */
    private void awaitRight(String account, String verb, String group, String resource) {
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(kubectl.run("""
                        kubectl create -o jsonpath='{.status.allowed}' -f - <<END
                        apiVersion: authorization.k8s.io/v1
                        kind: SubjectAccessReview
                        spec:
                          user: system:serviceaccount:dromos-graphs:%s
                          resourceAttributes: {namespace: dromos-graphs, verb: %s, group: %s, resource: %s}
                        END
                        """.formatted(account, verb, group, resource)))
                        .isEqualTo("true"));
    }

    /** So what is run of them is run here, and what is not is what the guide says is not. */
    @Test
    void theReadmesCommandsAreTheGuides() throws IOException {
        String readme = Files.readString(Golden.REPOSITORY.resolve("README.md"));
        String section = readme.substring(readme.indexOf("\n## In a cluster\n"), readme.indexOf("\n## More\n"));
        var guide = Files.readString(GUIDE).lines().toList();

        assertThat(section.lines().filter(line -> line.startsWith(INDENT)).map(String::strip))
                .hasSizeBetween(5, 10)
                .allSatisfy(command ->
                        assertThat(guide).contains(command.startsWith("kubectl ") ? "$ " + command : INDENT + command));
    }

    /** As they are for KServe, whose definition takes them, and as ours; for good, in a namespace of their own. */
    @ParameterizedTest
    @ValueSource(strings = {"serving.kserve.io", "dromos.dev"})
    void everyExampleIsTaken(String group) throws Exception {
        server.install(Path.of("manifests", "crd", "inferencegraphs.yaml"));
        String namespace = "examples-" + group.replace('.', '-');
        kubectl.run("kubectl create namespace " + namespace);
        var created = new StringBuilder();
        var kept = new TreeSet<String>();
        for (String example : examples()) {
            String graph = Files.readString(EXAMPLES.resolve(example).resolve("graph.yaml"));
            String kind = "inferencegraph." + (graph.contains("apiVersion: dromos.dev/") ? "dromos.dev" : group) + "/"
                    + example;
            created.append(kind).append(" created\n");
            kept.add(kind);
        }

        var said = kubectl.run("""
                for graph in examples/*/graph.yaml; do
                  echo ---
                  sed 's/^apiVersion: serving.kserve.io/apiVersion: %s/' $graph
                done | kubectl apply -n %s -f -
                """.formatted(group, namespace));

        assertThat(said).isEqualTo(created.toString());
        assertThat(kubectl.run("kubectl get inferencegraphs.dromos.dev,inferencegraphs.serving.kserve.io -o name -n "
                                + namespace)
                        .lines())
                .containsExactlyInAnyOrderElementsOf(kept);
    }

    private static List<String> examples() throws IOException {
        try (Stream<Path> directories = Files.list(EXAMPLES)) {
            return directories
                    .filter(directory -> Files.exists(directory.resolve("graph.yaml")))
                    .map(directory -> directory.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    /** With the account's own token, from the class path of this test. */
    private void startOperator() {
        try {
            server.install(Path.of("manifests", "crd", "inferencegraphs.yaml"));
            String token = kubectl.run("kubectl create token dromos-operator -n dromos-system")
                    .strip();
            var process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-cp",
                            System.getProperty("java.class.path"),
                            "dev.dromos.deploy.cli.Deploy",
                            "operator",
                            "--health-port",
                            "0")
                    .redirectErrorStream(true)
                    .redirectOutput(home.resolve("operator.log").toFile());
            process.environment()
                    .put("KUBECONFIG", server.kubeconfig("operator", token).toString());
            process.environment().remove("POD_NAMESPACE");
            operators.add(process.start());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Knative and KServe do their part, and the operator has said what is to be said of every graph. */
    private void settle() {
        if (operators.isEmpty()) {
            return;
        }
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(operators)
                    .as(Files.readString(home.resolve("operator.log")))
                    .allMatch(Process::isAlive);
            all("serving.knative.dev/v1", "Service").forEach(service -> isReady(service, "iris.default.example.com"));
            var models = all("serving.kserve.io/v1beta1", "InferenceService");
            models.forEach(model -> isReady(model, "sklearn-iris-predictor.default.example.com"));
            for (var graph : all("dromos.dev/v1alpha1", "InferenceGraph")) {
                assertThat(ready(graph))
                        .isEqualTo(runs(graph, !models.isEmpty()) + " of "
                                + graph.getMetadata().getGeneration());
            }
        });
    }

    private static String runs(GenericKubernetesResource graph, boolean hasModel) {
        var annotations = graph.getMetadata().getAnnotations();
        boolean stopped = annotations != null && annotations.containsKey("serving.kserve.io/stop");
        return hasModel && !stopped && graph.getMetadata().getName().equals("iris") ? "True" : "False";
    }

    private String ready(GenericKubernetesResource graph) {
        JsonNode object = client.getKubernetesSerialization().convertValue(graph, JsonNode.class);
        return StreamSupport.stream(object.at("/status/conditions").spliterator(), false)
                .filter(condition -> condition.path("type").asText().equals("Ready"))
                .map(condition -> condition.path("status").asText() + " of "
                        + condition.path("observedGeneration").asLong())
                .findFirst()
                .orElse("nothing");
    }

    private List<GenericKubernetesResource> all(String apiVersion, String kind) {
        return client.genericKubernetesResources(apiVersion, kind)
                .inNamespace(NAMESPACE)
                .list()
                .getItems();
    }

    private void isReady(GenericKubernetesResource object, String host) {
        long generation = object.getMetadata().getGeneration();
        JsonNode said = client.getKubernetesSerialization().convertValue(object, JsonNode.class);
        if (said.at("/status/observedGeneration").asLong() == generation) {
            return;
        }
        client.genericKubernetesResources(object.getApiVersion(), object.getKind())
                .inNamespace(NAMESPACE)
                .withName(object.getMetadata().getName())
                .subresource("status")
                .patch(MERGE, """
                        {"status": {"observedGeneration": %d, "url": "http://%s", "address": {"url": "http://%s"},
                         "conditions": [{"type": "Ready", "status": "True"}]}}
                        """.formatted(generation, host, host));
    }
}
