package dev.dromos.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds of every manifest that is shipped. An API server says in other tests whether it takes them. */
final class ManifestTest {
    private static final Path MANIFESTS = Path.of("manifests");
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    @Test
    void noImageIsWhateverIsNewest() throws IOException {
        assertThat(texts()).allSatisfy(text -> assertThat(text).doesNotContain(":latest"));
        assertThat(containers())
                .isNotEmpty()
                .allSatisfy(container ->
                        assertThat(container.path("image").asText()).matches("[a-z/.-]+:\\d+\\.\\d+\\.\\d+"));
    }

    @Test
    void everyContainerSaysWhatItNeedsAndHasALimitOfMemory() throws IOException {
        assertThat(containers()).allSatisfy(container -> {
            assertThat(container.at("/resources/requests/cpu").asText()).isNotEmpty();
            assertThat(container.at("/resources/requests/memory").asText()).isNotEmpty();
            assertThat(container.at("/resources/limits/memory").asText()).isNotEmpty();
        });
    }

    @Test
    void everyContainerGivesUpWhatItCan() throws IOException {
        var expected = YAML.readTree("""
                allowPrivilegeEscalation: false
                capabilities: {drop: [ALL]}
                readOnlyRootFilesystem: true
                runAsNonRoot: true
                seccompProfile: {type: RuntimeDefault}
                """);

        assertThat(containers())
                .allSatisfy(container ->
                        assertThat(container.path("securityContext")).isEqualTo(expected));
    }

    @Test
    void noManifestHasASecret() throws IOException {
        assertThat(objects()).noneMatch(object -> object.path("kind").asText().equals("Secret"));
    }

    private static List<JsonNode> containers() throws IOException {
        var containers = new ArrayList<JsonNode>();
        for (JsonNode object : objects()) {
            object.at("/spec/template/spec/containers").forEach(containers::add);
        }
        return containers;
    }

    private static List<JsonNode> objects() throws IOException {
        var objects = new ArrayList<JsonNode>();
        for (String text : texts()) {
            objects.addAll(
                    YAML.readerFor(JsonNode.class).<JsonNode>readValues(text).readAll());
        }
        return objects;
    }

    private static List<String> texts() throws IOException {
        var texts = new ArrayList<String>();
        try (Stream<Path> files = Files.walk(MANIFESTS)) {
            for (Path file :
                    files.filter(name -> name.toString().endsWith(".yaml")).toList()) {
                texts.add(Files.readString(file));
            }
        }
        return texts;
    }
}
