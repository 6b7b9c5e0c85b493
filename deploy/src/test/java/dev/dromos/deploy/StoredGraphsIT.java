package dev.dromos.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Objects that this version of the operator would not have written. */
@ExtendWith(WithApiServer.class)
final class StoredGraphsIT {
    private static final String KNATIVE = "serving.knative.dev/v1";
    private static final String STEP = "[{serviceUrl: 'http://iris.example.com/'}]";
    private static final Path DEFINITION = Path.of("manifests", "crd", "inferencegraphs.yaml");
    private static final String NAME = "inferencegraphs.dromos.dev";

    @Test
    @DisplayName("F5 objects that cannot be read are passed over or written anew, and no other graph notices")
    void unreadableObjectsHarmNobody(ApiServer server) throws IOException {
        TestOperators.prepare(server, "knative-services");
        var cluster = GraphCluster.create(server.client());
        cluster.apply(unreadable("foreign", ""));
        cluster.apply(unreadable("labelled", "labels: {app.kubernetes.io/managed-by: dromos}"));
        try (var operator = TestOperators.start(server)) {
            cluster.graph("chain", STEP);
            cluster.awaitKnative("chain", _ -> true);
            cluster.graph("foreign", STEP);
            cluster.awaitCondition("foreign", "RouterReady", "False", "NameConflict");

            cluster.patch(
                    KNATIVE,
                    "Service",
                    "chain",
                    "{\"spec\":{\"template\":{\"spec\":{\"automountServiceAccountToken\":\"none\"}}}}");

            await("written anew")
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> !"none"
                            .equals(cluster.get(KNATIVE, "Service", "chain")
                                    .get("spec", "template", "spec", "automountServiceAccountToken")));
            assertThat(TestOperators.isReady(operator)).isTrue();
        }
    }

    private static String unreadable(String name, String metadata) {
        return """
                apiVersion: serving.knative.dev/v1
                kind: Service
                metadata: {name: %s, %s}
                spec: {template: {spec: {automountServiceAccountToken: "none"}}}
                """.formatted(name, metadata);
    }

    @Test
    @DisplayName(
            "F21 what a newer version has stored is kept: unknown fields of the spec are said and left, of the status left")
    void whatANewerVersionHasStoredIsKept(ApiServer server) throws IOException {
        TestOperators.prepare(server, "knative-services");
        makeDefinitionNewer(server);
        var cluster = GraphCluster.create(server.client());
        try (var operator = TestOperators.start(server)) {
            cluster.graph("newer", STEP, ", novelty: {of: 2027}");
            cluster.status(GraphCluster.GRAPH, "InferenceGraph", "newer", """
                    {"novelty": "kept", "conditions": [{"type": "Novel", "status": "True", "reason": "Is"}]}
                    """);

            assertThat(cluster.awaitCondition("newer", "GraphValid", "False", "Invalid"))
                    .contains("spec.novelty");
            cluster.graph("newer", STEP, ", novelty: {of: 2028}");
            cluster.awaitCondition("newer", "GraphValid", "False", "Invalid");

            var stored = cluster.get(GraphCluster.GRAPH, "InferenceGraph", "newer");
            assertThat(stored.<Integer>get("spec", "novelty", "of")).isEqualTo(2028);
            assertThat(stored.<String>get("status", "novelty")).isEqualTo("kept");
            assertThat(cluster.graphStatus("newer").path("conditions"))
                    .anySatisfy(condition ->
                            assertThat(condition.path("type").asText()).isEqualTo("Novel"));
            assertThat(TestOperators.isReady(operator)).isTrue();
        } finally {
            server.client()
                    .apiextensions()
                    .v1()
                    .customResourceDefinitions()
                    .withName(NAME)
                    .edit(definition -> {
                        properties(definition, "spec").remove("novelty");
                        properties(definition, "status").remove("novelty");
                        return definition;
                    });
            server.install(DEFINITION);
        }
    }

    private static void makeDefinitionNewer(ApiServer server) {
        server.client()
                .apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName(NAME)
                .edit(definition -> {
                    properties(definition, "spec").put("novelty", anything());
                    properties(definition, "status").put("novelty", anything());
                    return definition;
                });
    }

    private static JSONSchemaProps anything() {
        return new JSONSchemaPropsBuilder()
                .withXKubernetesPreserveUnknownFields(true)
                .build();
    }

    private static Map<String, JSONSchemaProps> properties(CustomResourceDefinition definition, String field) {
        var schema = definition.getSpec().getVersions().getFirst().getSchema().getOpenAPIV3Schema();
        return Objects.requireNonNull(schema.getProperties().get(field), field).getProperties();
    }
}
