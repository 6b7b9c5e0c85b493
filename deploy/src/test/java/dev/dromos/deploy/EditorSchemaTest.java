package dev.dromos.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.dromos.graph.schema.EditorSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class EditorSchemaTest {
    private static final Path SCHEMA = Golden.REPOSITORY.resolve("docs/reference/inferencegraph.schema.json");
    private static final Pattern MODELINE = Pattern.compile("(?m)^# yaml-language-server: \\$schema=(\\S+)$");

    @Test
    void theCommittedSchemaIsThatOfTheRecords() throws IOException {
        Golden.verify(SCHEMA, EditorSchema.json());
    }

    static List<Path> examples() throws IOException {
        try (var files = Files.walk(Golden.REPOSITORY.resolve("examples"), 2)) {
            return files.filter(file -> file.endsWith("graph.yaml")).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleFits(Path example) throws IOException {
        assertThat(problems(Files.readString(example))).isEmpty();
    }

    @Test
    void anExampleTellsEditorsWhereTheSchemaIs() throws IOException {
        Path example = Golden.REPOSITORY.resolve("examples/card-fraud/graph.yaml");

        var modeline = MODELINE.matcher(Files.readString(example));

        assertThat(modeline.find()).isTrue();
        assertThat(example.resolveSibling(modeline.group(1)).normalize()).isEqualTo(SCHEMA);
    }

    @Test
    void editorsShowWhatIsMisspeltOrOutOfBounds() {
        var problems = problems("""
                apiVersion: dromos.dev/v1alpha1
                kind: InferenceGraph
                metadata: {name: a}
                spec:
                  deadline: 2 seconds
                  nodes:
                    root:
                      routerType: Sequenz
                      steps:
                        - {serviceName: a, retry: {maxRetries: 11, causes: [reset, 502, 302]}}
                        - {serviceName: b, fallback: {nodeName: root, response: 1}, weigth: 5}
                """);

        assertThat(problems)
                .containsExactlyInAnyOrder(
                        "$.spec.deadline pattern",
                        "$.spec.nodes.root.routerType enum",
                        "$.spec.nodes.root.steps[0].retry.causes[2] minimum",
                        "$.spec.nodes.root.steps[0].retry.maxRetries maximum",
                        "$.spec.nodes.root.steps[1] additionalProperties",
                        "$.spec.nodes.root.steps[1].fallback oneOf",
                        // of the two branches that do not fit
                        "$.spec.nodes.root.steps[1].fallback required",
                        "$.spec.nodes.root.steps[1].fallback required");
    }

    @Test
    void kservesLanguageHasNoFieldsOfOurs() {
        var graph = """
                apiVersion: %s/v1alpha1
                kind: InferenceGraph
                metadata: {name: a}
                spec: {deadline: 2s, nodes: {root: {routerType: Sequence, steps: [{serviceName: a, timeout: 1s}]}}}
                """;

        assertThat(problems(graph.formatted("dromos.dev"))).isEmpty();
        assertThat(problems(graph.formatted("serving.kserve.io"))).hasSize(2);
    }

    private static List<String> problems(String graph) {
        JsonSchema schema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(EditorSchema.json());
        return schema.validate(graph, InputFormat.YAML).stream()
                .map(EditorSchemaTest::line)
                .toList();
    }

    private static String line(ValidationMessage problem) {
        return problem.getInstanceLocation() + " " + problem.getType();
    }
}
