package dev.dromos.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.dromos.graph.check.CheckOptions;
import dev.dromos.graph.check.Checker;
import dev.dromos.graph.read.GraphReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Every block of every document. Lines of {@code sh} blocks are run, in order; a {@code json} block behind one is the answer to its
 * {@code curl}, a {@code text} block what its {@code ./dromos} printed; a {@code yaml} block with a file's name is saved under it
 * first, and graphs are checked. Tests run in the module's directory.
 */
final class DocumentationTest {
    private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();

    /** Commands that are not run, and why. */
    private static final Map<String, String> NOT_RUN = Map.of(
            "mvn verify",
            "runs this test",
            "java -cp \"$CLASSPATH\" dev.dromos.examples.models.ModelServer --port 8081 [--directory examples/iris-ensemble]",
            "a synopsis; ModelServerTest runs it");

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(?:#[^)]*)?\\)");

    static List<Path> documents() throws IOException {
        var documents = new ArrayList<Path>();
        for (var place : List.of(
                "README.md",
                "CHANGELOG.md",
                "graph-crd/README.md",
                "nodes/README.md",
                "router/README.md",
                "deploy/README.md",
                "image/README.md")) {
            documents.add(REPOSITORY.resolve(place));
        }
        for (var folder : List.of("docs", "examples")) {
            try (Stream<Path> files = Files.walk(REPOSITORY.resolve(folder))) {
                files.filter(file -> file.toString().endsWith(".md")
                                && !file.toString().contains("/target/"))
                        .sorted()
                        .forEach(documents::add);
            }
        }
        return documents;
    }

    @ParameterizedTest
    @MethodSource("documents")
    @Timeout(120)
    void commandsDoWhatTheTextSays(Path document, @TempDir Path directory) throws Exception {
        var before = new Block("", "", "");
        try (var terminal = Terminal.in(directory, REPOSITORY)) {
            for (var block : Block.in(Files.readString(document))) {
                if (!block.file().isEmpty()) {
                    terminal.save(block.file(), block.text());
                }
                if (block.is("sh")) {
                    for (var command : block.lines()) {
                        assertThat(NOT_RUN.containsKey(command) || terminal.type(command))
                                .as("can be run: " + command)
                                .isTrue();
                    }
                } else if (block.is("json") && before.is("sh")) {
                    assertThat(terminal.answer()).isIn(answers(document, block));
                } else if (block.is("text") && before.is("sh")) {
                    assertThat(terminal.said()).isEqualTo(block.text());
                }
                before = block;
            }
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void yamlIsYamlAndGraphsAreFlawless(Path document) throws IOException {
        for (var block : Block.in(Files.readString(document))) {
            if (block.is("yaml")) {
                assertThat(new Yaml(new SafeConstructor(new LoaderOptions())).<Object>load(block.text()))
                        .isNotNull();
            }
            if (block.is("yaml") && block.text().contains("routerType:")) {
                var file = GraphReader.read("block.yaml", block.text());
                assertThat(file.problems()).isEmpty();
                assertThat(file.graphs())
                        .allSatisfy(facts -> assertThat(Checker.check(facts, CheckOptions.DEFAULT)
                                        .problems())
                                .isEmpty());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("documents")
    void linksLeadToFiles(Path document) throws IOException {
        assertThat(LINK.matcher(Files.readString(document))
                        .results()
                        .map(link -> document.resolveSibling(link.group(1))))
                .allSatisfy(target -> assertThat(target).exists());
    }

    /** An example's answer is any of its {@code expected*.json}; the text shows one of them. */
    private static List<JsonNode> answers(Path document, Block shown) throws IOException {
        var mapper = new JsonMapper();
        var answers = new ArrayList<JsonNode>(List.of(mapper.readTree(shown.text())));
        try (Stream<Path> files = Files.list(document.resolveSibling(""))) {
            for (var file : files.filter(file -> file.getFileName().toString().matches("expected.*\\.json"))
                    .toList()) {
                answers.add(mapper.readTree(Files.readString(file)));
            }
        }
        return answers;
    }
}
