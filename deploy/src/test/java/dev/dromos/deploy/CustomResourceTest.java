package dev.dromos.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.graph.problem.Mistake;
import dev.dromos.graph.read.GraphReader;
import dev.dromos.graph.schema.CustomResource;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class CustomResourceTest {
    private static final Path DEFINITION = Path.of("manifests", "crd", "inferencegraphs.yaml");

    private static final String HEAD = "# Made from the records of graph-crd, by `mvn test -Dgolden.write=true`.\n";

    @Test
    void theCommittedDefinitionIsThatOfTheRecords() throws IOException {
        Golden.verify(DEFINITION, HEAD + CustomResource.yaml());
    }

    @Test
    void everyFieldIsDescribedAndInTheReference() throws IOException {
        var reference = Files.readString(Golden.REPOSITORY.resolve("docs/reference/language.md"));

        var fields = fields("spec", property(schema(), "spec"));

        assertThat(fields).hasSizeGreaterThan(40).allSatisfy(field -> {
            assertThat(field.schema().getDescription()).as(field.name()).isNotBlank();
            assertThat(reference).as(field.name()).containsPattern("`([a-zA-Z]+\\.)*" + field.name() + "[`.]");
        });
    }

    @Test
    void theReaderKnowsTheFieldsOfTheDefinition() throws IOException {
        var unknownEverywhere = """
                apiVersion: dromos.dev/v1alpha1
                kind: InferenceGraph
                metadata: {name: a}
                spec:
                  x: 1
                  routerTimeouts: {x: 1}
                  defaults: {x: 1, retry: {x: 1}, hedge: {x: 1}}
                  headers: {x: 1}
                  nodes:
                    root:
                      x: 1
                      steps:
                        - {x: 1, retry: {x: 1}, hedge: {x: 1}, fallback: {x: 1}}
                """;
        var graph = GraphReader.read("graph.yaml", unknownEverywhere).graphs().getFirst();
        var objects = new ArrayList<List<String>>();

        for (var problem : graph.problems()) {
            if (problem.mistake() instanceof Mistake.UnknownField(var _, var known)) {
                objects.add(known);
                assertThat(known)
                        .as("%s", problem.path())
                        .containsExactlyInAnyOrderElementsOf(
                                at(problem.path().up()).getProperties().keySet());
            }
        }

        assertThat(objects).hasSize(11);
    }

    /** The schema of the object at a path. */
    private static JSONSchemaProps at(dev.dromos.graph.problem.Path path) throws IOException {
        return switch (path) {
            case dev.dromos.graph.problem.Path.Root _ -> schema();
            case dev.dromos.graph.problem.Path.Item(var parent, var _) ->
                at(parent).getItems().getSchema();
            case dev.dromos.graph.problem.Path.Field(var parent, var name) -> {
                var schema = at(parent);
                yield schema.getAdditionalProperties() == null
                        ? property(schema, name)
                        : schema.getAdditionalProperties().getSchema();
            }
        };
    }

    private record Field(String name, JSONSchemaProps schema) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static List<Field> fields(String name, JSONSchemaProps schema) {
        var fields = new ArrayList<Field>();
        schema.getProperties().forEach((child, below) -> {
            fields.add(new Field(child, below));
            fields.addAll(fields(child, below));
        });
        if (schema.getItems() != null) {
            fields.addAll(fields(name, schema.getItems().getSchema()));
        }
        if (schema.getAdditionalProperties() != null) {
            fields.addAll(fields(name, schema.getAdditionalProperties().getSchema()));
        }
        return fields;
    }

    private static JSONSchemaProps property(JSONSchemaProps schema, String name) {
        return Optional.ofNullable(schema.getProperties().get(name)).orElseThrow();
    }

    private static JSONSchemaProps schema() throws IOException {
        return Serialization.unmarshal(Files.readString(DEFINITION), CustomResourceDefinition.class)
                .getSpec()
                .getVersions()
                .getFirst()
                .getSchema()
                .getOpenAPIV3Schema();
    }
}
