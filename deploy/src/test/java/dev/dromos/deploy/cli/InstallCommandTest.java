package dev.dromos.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class InstallCommandTest {

    @Test
    void printsWhatAClusterNeedsInTheOrderInWhichItCanTakeIt() throws IOException {
        assertThat(installed())
                .extracting(object -> object.path("kind").asText())
                .containsExactly(
                        "CustomResourceDefinition",
                        "Namespace",
                        "ServiceAccount",
                        "ClusterRole",
                        "ClusterRoleBinding",
                        "Role",
                        "RoleBinding",
                        "ClusterRole",
                        "ClusterRole",
                        "Deployment");
    }

    /** O3, O5. */
    @Test
    void theOperatorMayDoNothingThatItDoesNotName() throws IOException {
        var words = new ArrayList<String>();
        for (JsonNode object : installed()) {
            for (JsonNode rule : object.path("rules")) {
                rule.forEach(list -> list.forEach(word -> words.add(word.asText())));
            }
        }

        assertThat(words)
                .contains("inferencegraphs", "patch")
                .doesNotContain("*", "secrets", "pods", "escalate", "bind", "impersonate", "deletecollection");
    }

    private static List<JsonNode> installed() throws IOException {
        var out = new StringWriter();
        var surroundings = new Surroundings(
                new ByteArrayInputStream(new byte[0]), new PrintWriter(out, true), new PrintWriter(new StringWriter()));
        assertThat(Deploy.run(surroundings, "install")).isZero();
        return new ObjectMapper(new YAMLFactory())
                .readerFor(JsonNode.class)
                .<JsonNode>readValues(out.toString())
                .readAll();
    }
}
