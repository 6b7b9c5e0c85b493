package dev.dromos.router.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a graph compiles to, as whole texts: one directory a graph, with its {@code graph.yaml}, its {@code plan.txt}, its
 * {@code camel.yaml} and its {@code wake.txt}. With {@code -Dgolden.write=true} the texts are written instead; read the difference before committing it. Tests
 * run in the module's directory.
 */
final class CompiledGoldenTest {
    private static final Path ROOT = Path.of("src/test/resources/dev/dromos/router/compile/CompiledGoldenTest")
            .toAbsolutePath();

    static List<Path> graphs() throws IOException {
        return children(ROOT);
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void directoryHasTheGraphAndItsTextsAndNothingElse(Path directory) throws IOException {
        assertThat(children(directory))
                .map(file -> file.getFileName().toString())
                .containsExactly("camel.yaml", "graph.yaml", "plan.txt", "wake.txt");
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void planIsTheGraphAsATree(Path directory) throws IOException {
        var graph = Graphs.of(Files.readString(directory.resolve("graph.yaml")));

        assertThat(PlanText.of(graph)).isEqualTo(golden(directory.resolve("plan.txt"), PlanText.of(graph)));
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void camelYamlIsOneBeanAndOneRoutePerNode(Path directory) throws Exception {
        var graph = Graphs.of(Files.readString(directory.resolve("graph.yaml")));

        assertThat(CamelYaml.of(graph)).isEqualTo(golden(directory.resolve("camel.yaml"), CamelYaml.of(graph)));
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void wakePlanIsEachServerThatIsNotCalledAtOnce(Path directory) throws Exception {
        var plan = WakePlan.of(Graphs.of(Files.readString(directory.resolve("graph.yaml"))))
                .toString();

        assertThat(plan).isEqualTo(golden(directory.resolve("wake.txt"), plan));
    }

    private static String golden(Path file, String found) throws IOException {
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(file, found);
        }
        return Files.readString(file);
    }

    private static List<Path> children(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }
}
