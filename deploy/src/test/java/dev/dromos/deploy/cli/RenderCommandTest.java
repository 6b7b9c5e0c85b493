package dev.dromos.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.deploy.GraphCluster;
import io.fabric8.knative.serving.v1.Service;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class RenderCommandTest {
    private static final String GRAPH = """
            apiVersion: dromos.dev/v1alpha1
            kind: InferenceGraph
            metadata: {name: chain}
            spec:
              nodes:
                root:
                  routerType: Sequence
                  steps:
                    - serviceName: iris
            """;

    private record Ran(int exit, String out, String err) {}

    @Test
    void printsWhatTheOperatorWouldCreate() {
        var ran = run(GRAPH, "render", "-", "--service", "iris=http://iris/v1/models/iris:predict");

        assertThat(ran.err()).isEmpty();
        assertThat(ran.exit()).isZero();
        assertThat(objects(ran.out()).getFirst().getMetadata().getName()).isEqualTo("chain");
        assertThat(graphs(ran))
                .singleElement()
                .asString()
                .contains("\"serviceUrl\":\"http://iris/v1/models/iris:predict\"");
    }

    @Test
    void aClusterWithoutKnativeHasADeployment() {
        var ran = run(GRAPH, "render", "-", "--without-knative", "--service", "iris=http://iris/");

        assertThat(objects(ran.out())).extracting(HasMetadata::getKind).containsExactly("Service", "Deployment");
    }

    @Test
    void aServiceThatIsNowhereIsSaidWithACure() {
        var ran = run(GRAPH, "render", "-");

        assertThat(ran).isEqualTo(new Ran(1, "", """
                chain: a service that the graph calls has no address
                  no InferenceService, Knative Service, Service or InferenceGraph `iris`; add it to the file, in namespace `default`, or give --service iris=URL
                """));
    }

    @Test
    void whatSaysNoNamespaceIsInTheDefaultOne() {
        var ran = run(GRAPH + service("default", 80).replace("namespace: default, ", ""), "render", "-");

        assertThat(ran.err()).isEmpty();
        assertThat(graphs(ran))
                .singleElement()
                .asString()
                .contains("\"serviceUrl\":\"http://iris.default.svc.cluster.local:80/\"");
    }

    @Test
    void aServiceOfAnotherNamespaceIsNotCalled() {
        String graphs = Stream.of("a", "b")
                .map(namespace -> GRAPH.replace("name: chain", "name: chain, namespace: " + namespace))
                .collect(Collectors.joining("---\n"));

        assertThat(graphs(run(graphs + service("a", 81) + service("b", 82), "render", "-")))
                .satisfiesExactly(
                        first -> assertThat(first).contains("\"http://iris.a.svc.cluster.local:81/\""),
                        second -> assertThat(second).contains("\"http://iris.b.svc.cluster.local:82/\""));
        assertThat(run(graphs + service("a", 81), "render", "-")).isEqualTo(new Ran(1, "", """
                chain: a service that the graph calls has no address
                  no InferenceService, Knative Service, Service or InferenceGraph `iris`; add it to the file, in namespace `b`, or give --service iris=URL
                """));
    }

    private static String service(String namespace, int port) {
        return """
                ---
                apiVersion: v1
                kind: Service
                metadata: {namespace: %1$s, name: iris, annotations: {dromos.dev/port: "%2$d"}}
                spec: {ports: [{port: %2$d}]}
                """.formatted(namespace, port);
    }

    @Test
    void twoConfigMapsWithSettingsAreOneTooMany() {
        String settings = """
                ---
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: dromos-config, namespace: %s}
                """;

        var ran = run(GRAPH + settings.formatted("a") + settings.formatted("b"), "render", "-");

        assertThat(ran).isEqualTo(new Ran(1, "", """
                -: dromos-config: expected one ConfigMap of this name, found 2, in `a`, `b`
                """));
    }

    @Test
    void theProblemsOfAGraphAreThoseOfValidate() {
        var ran = run(GRAPH.replace("serviceName: iris", "nodeName: nowhere"), "render", "-");

        assertThat(ran).isEqualTo(new Ran(1, "", """
                -:9:21: error: spec.nodes.root.steps[0].nodeName: no node `nowhere`, found `root`
                """));
    }

    @Test
    void aFileThatIsNotThereIsAProblem() {
        assertThat(run("", "render", "nowhere.yaml"))
                .isEqualTo(new Ran(1, "", "nowhere.yaml: cannot be read: no such file\n"));
    }

    @Test
    void anUnknownOptionIsWrongUsage() {
        assertThat(run("", "render", "-", "--fast").exit()).isEqualTo(2);
    }

    /** What the routers are given, where all are Knative Services. */
    private static List<String> graphs(Ran ran) {
        return objects(ran.out()).stream()
                .map(object -> GraphCluster.graphOf((Service) object))
                .toList();
    }

    private static List<HasMetadata> objects(String yaml) {
        var serialization = new KubernetesSerialization();
        return Arrays.stream(yaml.split("(?m)^---\n"))
                .filter(text -> !text.isEmpty())
                .map(text -> (HasMetadata) serialization.unmarshal(text))
                .toList();
    }

    private static Ran run(String in, String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        var surroundings = new Surroundings(
                new ByteArrayInputStream(in.getBytes(StandardCharsets.UTF_8)),
                new PrintWriter(out, true),
                new PrintWriter(err, true));
        int exit = Deploy.run(surroundings, arguments);
        return new Ran(exit, out.toString(), err.toString());
    }
}
