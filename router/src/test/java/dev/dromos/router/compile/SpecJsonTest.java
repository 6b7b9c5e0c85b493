package dev.dromos.router.compile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written of a graph is the graph. */
final class SpecJsonTest {

    static List<Path> graphs() throws IOException {
        return CompiledGoldenTest.graphs();
    }

    @Test
    void anAnswerKeepsItsNamesHoweverLongTheyAre() {
        var name = "n".repeat(60_000);
        var graph = Graphs.of("""
                apiVersion: dromos.dev/v1alpha1
                kind: InferenceGraph
                metadata: {name: long}
                spec:
                  nodes:
                    root:
                      routerType: Sequence
                      steps:
                      - {serviceUrl: "http://m", fallback: {response: {? %s : 1}}}
                """.formatted(name));

        assertThat(SpecJson.of(graph)).contains("\"fallback\":{\"response\":{\"" + name + "\":1}}");
    }

    @ParameterizedTest
    @MethodSource("graphs")
    void saysAllThatTheGraphSays(Path directory) throws IOException {
        var graph = Graphs.of(Files.readString(directory.resolve("graph.yaml")));

        var again = Graphs.ofSpec(SpecJson.of(graph));

        assertThat(SpecJson.of(again)).isEqualTo(SpecJson.of(graph));
        assertThat(again.group()).isEqualTo(graph.group());
        assertThat(again.timeouts()).isEqualTo(graph.timeouts());
        assertThat(again.terms()).isEqualTo(graph.terms());
        assertThat(PlanText.of(again)).isEqualTo(PlanText.of(graph));
    }
}
