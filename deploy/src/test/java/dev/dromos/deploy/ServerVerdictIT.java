package dev.dromos.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dromos.graph.ApiGroup;
import dev.dromos.graph.check.CheckOptions;
import dev.dromos.graph.check.Checker;
import dev.dromos.graph.problem.Mistake;
import dev.dromos.graph.problem.Problem;
import dev.dromos.graph.read.Facts;
import dev.dromos.graph.read.GraphFile;
import dev.dromos.graph.read.GraphReader;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every graph that the checker is tested with, in our language, gets the checker's verdict from the API server too, or stands in
 * {@code differences.txt} with the reason; and what the API server's rules say is what the checker says.
 */
@ExtendWith(WithApiServer.class)
final class ServerVerdictIT {
    private static final Path SCENARIOS = Golden.REPOSITORY.resolve("graph-crd/src/test/resources");
    private static final Path DIFFERENCES = Path.of("src/test/resources/ServerVerdictIT/differences.txt");

    /** A graph of the checker's tests as one object of our language. */
    private record Scenario(String name, String contentType, String text, GraphFile file) {

        static Scenario of(Path graph) {
            var text = read(graph).replace(ApiGroup.KSERVE.apiVersion(), ApiGroup.DROMOS.apiVersion());
            var name = SCENARIOS.relativize(graph.getParent()).toString();
            String type = graph.toString().endsWith(".json") ? "application/json" : "application/yaml";
            return new Scenario(name, type, text, GraphReader.read(String.valueOf(graph.getFileName()), text));
        }

        /** Whether the text can be sent as it is: it may hold nothing beside one graph. */
        boolean isOneObject() {
            boolean whole = file.graphs().stream().allMatch(facts -> facts.form() == Facts.Form.OBJECT);
            return whole && file.graphs().size() + file.skipped().size() <= 1 && !text.contains("\n---\n");
        }

        String objectName() {
            return Serialization.unmarshal(text, GenericKubernetesResource.class)
                    .getMetadata()
                    .getName();
        }

        /** All that the checker says, warnings too. */
        List<String> messages() {
            return file.graphs().stream()
                    .flatMap(facts -> Checker.check(facts, CheckOptions.DEFAULT).problems().stream())
                    .map(Problem::message)
                    .toList();
        }

        List<Problem> errors() {
            var problems = new ArrayList<>(file.problems());
            for (Facts facts : file.graphs()) {
                problems.addAll(Checker.check(facts, CheckOptions.DEFAULT).problems());
            }
            return problems.stream().filter(Problem::isError).toList();
        }
    }

    @TestFactory
    Stream<DynamicTest> eachGraphGetsTheCheckersVerdict(ApiServer server) throws IOException {
        var differences = differences();
        var scenarios = scenarios().stream().filter(Scenario::isOneObject).toList();
        assertThat(scenarios).hasSizeGreaterThan(120);
        assertThat(scenarios.stream().map(Scenario::name)).containsAll(differences.keySet());
        return scenarios.stream()
                .map(scenario -> dynamicTest(scenario.name(), () -> {
                    var verdict = Verdict.of(server, scenario.contentType(), scenario.text());

                    var errors = scenario.errors();
                    boolean agrees = (verdict instanceof Verdict.Accepted) == errors.isEmpty();
                    assertThat(agrees ? "as the checker" : verdict.word())
                            .as("%s; the checker says %s", verdict, errors)
                            .isEqualTo(differences.getOrDefault(scenario.name(), "as the checker"));
                }));
    }

    /** So that whatever the checker refuses is refused in a cluster: by the server at once, or by the operator's condition. */
    @Test
    void whatTheServerLetsThroughTheOperatorRefusesInTheCheckersWords(ApiServer server) throws IOException {
        TestOperators.prepare(server);
        var different = differences().keySet();
        var scenarios = scenarios().stream()
                .filter(scenario -> different.contains(scenario.name()))
                .toList();
        assertThat(scenarios).hasSameSizeAs(different).hasSize(9);
        try (var operator = TestOperators.start(server)) {
            for (Scenario scenario : scenarios) {
                var cluster = GraphCluster.create(server.client());
                cluster.apply(scenario.text());

                var said = cluster.awaitCondition(scenario.objectName(), "GraphValid", "False", "Invalid");

                assertThat(said.lines()).as(scenario.name()).containsExactlyElementsOf(scenario.messages());
            }
            assertThat(TestOperators.answer(operator, "/healthz")).startsWith("200");
        }
    }

    @Test
    void everyExampleIsKeptAndIsValidToTheOperator(ApiServer server) throws IOException {
        TestOperators.prepare(server);
        var cluster = GraphCluster.create(server.client());
        var examples = EditorSchemaTest.examples().stream().map(Scenario::of).toList();
        examples.forEach(example -> cluster.apply(example.text()));
        try (var operator = TestOperators.start(server)) {
            for (Scenario example : examples) {
                var warnings = example.messages();

                var said = cluster.awaitCondition(
                        example.objectName(), "GraphValid", "True", warnings.isEmpty() ? "Valid" : "ValidWithWarnings");

                assertThat(said.lines()).as(example.name()).containsExactlyElementsOf(warnings);
            }
            assertThat(TestOperators.answer(operator, "/healthz")).startsWith("200");
        }
    }

    @Test
    void everyExampleIsAccepted(ApiServer server) throws IOException {
        var examples = EditorSchemaTest.examples().stream().map(Scenario::of).toList();

        assertThat(examples)
                .hasSizeGreaterThan(5)
                .allSatisfy(example -> assertThat(Verdict.of(server, example.contentType(), example.text()))
                        .isEqualTo(new Verdict.Accepted()));
    }

    @Test
    void whatTheRulesSayIsWhatTheCheckerSays(ApiServer server) throws IOException {
        var ours = rulesTexts();
        int told = 0;
        for (Scenario scenario : scenarios()) {
            if (scenario.isOneObject()
                    && Verdict.of(server, scenario.contentType(), scenario.text())
                            instanceof Verdict.Refused(var causes)) {
                var errors = scenario.errors();
                for (Verdict.Cause cause : causes) {
                    if (ours.stream()
                            .anyMatch(text -> text.matcher(cause.text()).matches())) {
                        told++;
                        assertThat(errors)
                                .as("%s: %s", scenario.name(), cause)
                                .anyMatch(problem -> says(problem, cause));
                    }
                }
            }
        }
        assertThat(told).isGreaterThan(70);
    }

    /** The server may say less than the checker, of something that the mistake is in. */
    private static boolean says(Problem problem, Verdict.Cause cause) {
        return texts(problem.mistake()).anyMatch(text -> text.startsWith(cause.text()))
                && names(problem.path().toString()).startsWith(names(cause.field()));
    }

    /** The checker tells the first flaw of a URL, the server each that it sees. */
    private static Stream<String> texts(Mistake mistake) {
        return mistake instanceof Mistake.UnusableUrl(var url, var _)
                ? Arrays.stream(Mistake.UrlFlaw.values()).map(flaw -> new Mistake.UnusableUrl(url, flaw).text())
                : Stream.of(mistake.text());
    }

    /** A path by its names alone, since the two write them differently. */
    private static String names(String path) {
        return path.replaceAll("[\\[\\].\"]", "/").replaceAll("/+", "/");
    }

    @Test
    void aGraphAsLargeAsMayBeIsWithinTheServersBudget(ApiServer server) {
        var nodes = new StringBuilder();
        for (int node = 0; node < 64; node++) {
            String name = node == 0 ? "root" : "node-%02d".formatted(node);
            nodes.append(
                    "%s{\"routerType\":\"Sequence\",\"steps\":[".formatted((node == 0 ? "\"" : ",\"") + name + "\":"));
            nodes.append(String.join(
                    ",", IntStream.range(0, 64).mapToObj(ServerVerdictIT::step).toList()));
            nodes.append("]}");
        }

        var verdict = Verdict.of(server, "application/json", """
                {"apiVersion":"dromos.dev/v1alpha1","kind":"InferenceGraph","metadata":{"name":"large"},"spec":{"nodes":{%s}}}
                """.formatted(nodes));

        assertThat(verdict).isEqualTo(new Verdict.Accepted());
    }

    private static String step(int index) {
        String name = "a-step-with-the-longest-name-that-a-step-may-have-in-a-cluster-" + "%02d".formatted(index);
        return """
                {"name":"%s","serviceUrl":"http://model-%d.a-namespace.svc.cluster.local:8080/v1/models/model:predict","timeout":"1s",\
                "retry":{"maxRetries":1},"hedge":{"after":"p95"},"fallback":{"serviceUrl":"http://spare/"}}""".formatted(name.substring(name.length() - 63), index);
    }

    /** What our rules can say, with anything where they say what they found. */
    private static List<Pattern> rulesTexts() throws IOException {
        var texts = new ArrayList<Pattern>();
        var definition = Files.readString(Path.of("manifests", "crd", "inferencegraphs.yaml"));
        collect(Serialization.unmarshal(definition, JsonNode.class), texts);
        assertThat(texts).hasSizeGreaterThan(20);
        return texts;
    }

    private static final Pattern FORMAT = Pattern.compile("^'(.*?)'\\.format\\(.*", Pattern.DOTALL);

    private static void collect(JsonNode node, List<Pattern> texts) {
        if (node.isObject() && node.has("rule")) {
            String text = node.has("message")
                    ? node.get("message").asText()
                    : FORMAT.matcher(node.get("messageExpression").asText()).replaceFirst("$1");
            texts.add(Pattern.compile(
                    Stream.of(text.split("%s", -1)).map(Pattern::quote).collect(Collectors.joining(".*"))));
        }
        node.forEach(child -> collect(child, texts));
    }

    private static List<Scenario> scenarios() throws IOException {
        try (var files = Files.walk(SCENARIOS, 3)) {
            return files.filter(file -> file.endsWith("graph.yaml") || file.endsWith("graph.json"))
                    .sorted()
                    .map(Scenario::of)
                    .toList();
        }
    }

    /** Lines of {@code scenario: verdict, reason}. */
    private static SequencedMap<String, String> differences() throws IOException {
        var differences = new LinkedHashMap<String, String>();
        for (String line : Files.readAllLines(DIFFERENCES)) {
            if (!line.isBlank() && !line.startsWith("#")) {
                var parts = line.split(": |, ", 3);
                assertThat(parts).as("scenario: verdict, reason").hasSize(3);
                differences.put(parts[0], parts[1]);
            }
        }
        return differences;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
