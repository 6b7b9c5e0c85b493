package dev.dromos.examples.models;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.dromos.router.run.ExampleModels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The example directories, as far as they can be held to their word without a router. */
class ExamplesTest {
    /** Tests run in the module's directory. */
    private static final Path EXAMPLES = Path.of("").toAbsolutePath();

    static List<Path> examples() throws IOException {
        try (Stream<Path> children = Files.list(EXAMPLES)) {
            return children.filter(child -> Files.exists(child.resolve("graph.yaml")))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void indexNamesEveryExample() throws IOException {
        var index = Files.readString(EXAMPLES.resolve("README.md"));

        assertThat(examples())
                .hasSizeGreaterThanOrEqualTo(6)
                .allSatisfy(example -> assertThat(index).contains("[%1$s](%1$s/)".formatted(example.getFileName())));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void directoryHasItsFilesAndNoOthers(Path example) throws IOException {
        try (Stream<Path> files = Files.list(example)) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(file -> !file.matches("expected-[a-z]+\\.json")))
                    .containsExactlyInAnyOrder(
                            "README.md", "expected.json", "graph.yaml", "models.yaml", "request.json");
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void graphIsNamedAsItsDirectory(Path example) throws IOException {
        var graph = graph(example);

        assertThat(graph.at("/kind").textValue()).isEqualTo("InferenceGraph");
        assertThat(graph.at("/apiVersion").textValue()).isIn("serving.kserve.io/v1alpha1", "dromos.dev/v1alpha1");
        assertThat(graph.at("/metadata/name").textValue())
                .isEqualTo(example.getFileName().toString());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void modelsAreThoseThatTheGraphNames(Path example) throws IOException {
        assertThat(ModelsFile.read(example).services().keySet()).isEqualTo(serviceNames(example));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void readmeShowsTheCommandTheRequestAndTheAnswer(Path example) throws IOException {
        var name = example.getFileName();

        assertThat(Files.readString(example.resolve("README.md")))
                .contains("```sh\n./dromos run examples/%s\n```".formatted(name))
                .contains("```sh\ncurl --json @examples/%s/request.json http://localhost:8080\n```".formatted(name))
                .contains("```json\n%s```".formatted(Files.readString(example.resolve("expected.json"))));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void expectedAnswersAreJsonObjects(Path example) throws IOException {
        try (Stream<Path> files = Files.list(example)) {
            for (var file : files.filter(file -> file.getFileName().toString().startsWith("expected"))
                    .toList()) {
                assertThat(HttpCalls.json(Files.readString(file)).isObject())
                        .as(file.toString())
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void someServiceOfTheGraphUnderstandsTheRequest(Path example) throws Exception {
        var request = Files.readString(example.resolve("request.json"));
        var statuses = new ArrayList<Integer>();

        try (var http = new HttpCalls();
                var running = models().start(example)) {
            for (var service : running.services().values()) {
                statuses.add(http.post(service, request).status());
            }
        }

        assertThat(statuses).contains(200).isSubsetOf(200, 400);
    }

    @Test
    void directoryWithoutModelsIsNotHandled() {
        assertThat(models().handles(EXAMPLES)).isFalse();
        assertThat(models().handles(EXAMPLES.resolve("iris-ensemble"))).isTrue();
    }

    private static ExampleModels models() {
        return ServiceLoader.load(ExampleModels.class).findFirst().orElseThrow();
    }

    private static Set<String> serviceNames(Path example) throws IOException {
        var names = new TreeSet<String>();
        graph(example).findValues("serviceName").forEach(name -> names.add(name.textValue()));
        return names;
    }

    private static JsonNode graph(Path example) throws IOException {
        try (var reader = Files.newBufferedReader(example.resolve("graph.yaml"))) {
            Map<String, Object> graph = new Yaml(new SafeConstructor(new LoaderOptions())).load(reader);
            return new JsonMapper().valueToTree(graph);
        }
    }
}
