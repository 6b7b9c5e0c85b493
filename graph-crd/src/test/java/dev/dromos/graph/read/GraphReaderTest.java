package dev.dromos.graph.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.graph.ApiGroup;
import dev.dromos.graph.problem.Position;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class GraphReaderTest {

    @Test
    void eachGraphOfAFileIsOneResultAndTheRestIsSkipped() {
        var file = GraphReader.read("all.yaml", """
                # a comment, and an empty document
                ---
                apiVersion: v1
                kind: ConfigMap
                ---
                apiVersion: serving.kserve.io/v1alpha1
                kind: InferenceGraph
                metadata: {name: one}
                spec: {}
                ---
                apiVersion: serving.kserve.io/v1beta1
                kind: InferenceService
                ---
                apiVersion: dromos.dev/v1alpha1
                kind: InferenceGraph
                metadata: {name: two}
                spec: {}
                """);

        assertThat(file.problems()).isEmpty();
        assertThat(file.graphs()).extracting(Facts::group).containsExactly(ApiGroup.KSERVE, ApiGroup.DROMOS);
        assertThat(file.skipped())
                .containsExactly(
                        new Skipped("ConfigMap", new Position(3, 1)),
                        new Skipped("InferenceService", new Position(11, 1)));
    }

    @Test
    void aListIsWhatItsItemsAre() {
        var file = GraphReader.read("all.yaml", """
                apiVersion: v1
                kind: List
                items:
                  - {apiVersion: v1, kind: ConfigMap}
                  - {apiVersion: dromos.dev/v1alpha1, kind: InferenceGraph, metadata: {name: one}, spec: {}}
                """);

        assertThat(file.problems()).isEmpty();
        assertThat(file.graphs()).extracting(Facts::group).containsExactly(ApiGroup.DROMOS);
        assertThat(file.skipped()).containsExactly(new Skipped("ConfigMap", new Position(4, 5)));
    }

    @Test
    void theSpecOfAnArgumentIsASpecWhateverIsInIt() {
        var file = GraphReader.readSpec("{\"resources\": {}}");

        assertThat(file.problems()).isEmpty();
        assertThat(file.graphs()).extracting(Facts::form).containsExactly(Facts.Form.BARE_SPEC);
    }

    @Test
    void bracesMayBeYamlToo() {
        var file = GraphReader.read("graph.yaml", "{nodes: {root: {routerType: Ensemble}}} # in flow style");

        assertThat(file.problems()).isEmpty();
        assertThat(file.graphs()).extracting(Facts::form).containsExactly(Facts.Form.BARE_SPEC);
    }

    @Test
    void theSpecOfAnArgumentIsJsonOnly() {
        var file = GraphReader.readSpec("nodes: {}");

        assertThat(file.graphs()).isEmpty();
        assertThat(ProblemText.line(file.problems().getFirst(), file.places()))
                .startsWith("--graph-json:1:1: error: unrecognized token 'nodes'");
    }

    @Test
    void theSpecOfAnArgumentMayBeAWholeObject() {
        var file = GraphReader.readSpec("""
                {"apiVersion": "serving.kserve.io/v1alpha1", "kind": "InferenceGraph", "spec": {"nodes": {}}}""");

        assertThat(file.problems()).isEmpty();
        assertThat(file.graphs()).extracting(Facts::form).containsExactly(Facts.Form.OBJECT);
    }

    @Test
    void aCallerMayHaveOtherLimits() {
        var file = GraphReader.read("graph.yaml", "nodes: {a: {}, b: {}}", new ReadLimits(100, 1, 0, 10));

        assertThat(file.graphs()).isEmpty();
        assertThat(ProblemText.line(file.problems().getFirst(), file.places()))
                .isEqualTo("graph.yaml:1:8: error: must be nested at most 1 levels deep, found more");
    }

    @Test
    void whatIsPassedOnLosesNothing() {
        var yaml = """
                apiVersion: serving.kserve.io/v1alpha1
                kind: InferenceGraph
                metadata: {name: g, generation: 5, finalizers: [b, a]}
                spec:
                  resources: {z: 1, a: 12345678901234567890, m: 0.1000000000000000055511151231257827, "y": on, "n": null, t: "5"}
                  tolerations: [{key: b}, [~, false]]
                  nodes: {}
                status: {conditions: [{type: Ready}]}
                """;

        var graph = GraphReader.read("graph.yaml", yaml).graphs().getFirst().graph();

        var resources = new LinkedHashMap<String, @Nullable Object>();
        resources.put("z", 1L);
        resources.put("a", new BigInteger("12345678901234567890"));
        resources.put("m", new BigDecimal("0.1000000000000000055511151231257827"));
        resources.put("y", true);
        resources.put("n", null);
        resources.put("t", "5");
        assertThat(graph.spec()).isNotNull().satisfies(spec -> {
            assertThat(spec.resources()).containsExactlyEntriesOf(resources);
            assertThat(spec.tolerations()).isEqualTo(List.of(Map.of("key", "b"), Arrays.asList(null, false)));
        });
        assertThat(graph.metadata())
                .isNotNull()
                .satisfies(metadata -> assertThat(metadata.others())
                        .containsExactly(Map.entry("generation", 5L), Map.entry("finalizers", List.of("b", "a"))));
        assertThat(graph.status()).isEqualTo(Map.of("conditions", List.of(Map.of("type", "Ready"))));
    }
}
