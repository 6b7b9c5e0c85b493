package dev.dromos.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.knative.serving.v1.Service;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
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
        var service = (Service) objects(ran.out()).getFirst();
        assertThat(service.getMetadata().getName()).isEqualTo("chain");
        assertThat(service.getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getArgs())
                .element(1)
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
                  no InferenceService, Knative Service, Service or InferenceGraph `iris`; add it to the file, or give --service iris=URL
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
