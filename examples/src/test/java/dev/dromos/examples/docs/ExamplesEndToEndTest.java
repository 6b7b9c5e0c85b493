package dev.dromos.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.dromos.graph.Graph;
import dev.dromos.graph.check.CheckOptions;
import dev.dromos.graph.check.Checked;
import dev.dromos.graph.check.Checker;
import dev.dromos.graph.check.Services;
import dev.dromos.graph.read.GraphReader;
import dev.dromos.nodes.call.ClientSettings;
import dev.dromos.router.ingress.HeaderPropagation;
import dev.dromos.router.ingress.IngressLimits;
import dev.dromos.router.run.ExampleModels;
import dev.dromos.router.serve.Router;
import dev.dromos.router.serve.RouterSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each example with its real models behind a real router: every expected answer comes, and no other. */
final class ExamplesEndToEndTest {
    private static final JsonMapper JSON = new JsonMapper();

    /** By then a graph that draws lots at nine to one has drawn both, but for once in 10^22. */
    private static final int MOST_REQUESTS = 500;

    static List<Path> examples() throws IOException {
        try (Stream<Path> directories = Files.list(Path.of("").toAbsolutePath())) {
            return directories
                    .filter(directory -> Files.exists(directory.resolve("graph.yaml")))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void answersAreTheExpectedOnesAndNoOthers(Path example) throws Exception {
        var expected = expected(example);
        var found = new HashSet<JsonNode>();

        try (var running = models().start(example);
                var router = Router.start(graph(example, running.services()), settings());
                var http = HttpClient.newHttpClient()) {
            for (int i = 0; i < MOST_REQUESTS && !found.containsAll(expected); i++) {
                found.add(post(http, router.port(), example.resolve("request.json")));
            }
        }

        assertThat(found).isEqualTo(expected);
    }

    private static JsonNode post(HttpClient http, int port, Path request) throws IOException, InterruptedException {
        var response = http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/".formatted(port)))
                        .POST(HttpRequest.BodyPublishers.ofFile(request))
                        .build(),
                BodyHandlers.ofByteArray());
        assertThat(response.statusCode()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private static ExampleModels models() {
        return ServiceLoader.load(ExampleModels.class).findFirst().orElseThrow();
    }

    private static Graph graph(Path example, Map<String, URI> services) throws IOException {
        var file = GraphReader.read("graph.yaml", Files.readString(example.resolve("graph.yaml")));
        var options = CheckOptions.DEFAULT.withServices(new Services.Bound(services));
        return switch (Checker.check(file.graphs().getFirst(), options)) {
            case Checked.Valid(var graph, var warnings) -> {
                assertThat(warnings).isEmpty();
                yield graph;
            }
            case Checked.Invalid(var problems) -> throw new AssertionError(problems);
        };
    }

    private static RouterSettings settings() {
        return new RouterSettings(
                "127.0.0.1",
                0,
                IngressLimits.DEFAULT,
                new RouterSettings.ErrorStatusChoice.ByGraph(),
                HeaderPropagation.NONE,
                ClientSettings.DEFAULT);
    }

    private static Set<JsonNode> expected(Path example) throws IOException {
        var expected = new HashSet<JsonNode>();
        try (Stream<Path> files = Files.list(example)) {
            for (var file : files.filter(file -> file.getFileName().toString().matches("expected.*\\.json"))
                    .toList()) {
                expected.add(JSON.readTree(Files.readString(file)));
            }
        }
        return expected;
    }
}
