package dev.dromos.deploy;

import dev.dromos.deploy.operator.GraphOperator;
import dev.dromos.deploy.operator.OperatorOptions;
import dev.dromos.deploy.operator.OperatorOptions.Lease;
import dev.dromos.deploy.operator.OperatorOptions.Times;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Operators as tests start them: with the rights that the manifests give them and no other, and with times that a test can wait for. */
final class TestOperators {
    static final String NAMESPACE = "dromos-system";
    private static final String ACCOUNT = "dromos-operator";
    private static final Path DEFINITIONS = Path.of("src", "test", "resources", "definitions");

    /** A tenth of the real ones and less. */
    static final Times TIMES = times(Duration.ofSeconds(1));

    private TestOperators() {}

    /** @param burst in which a graph is looked at only so often */
    static Times times(Duration burst) {
        return new Times(
                Duration.ofSeconds(3),
                Duration.ofSeconds(2),
                Duration.ofMillis(300),
                Duration.ofMillis(100),
                Duration.ofSeconds(1),
                Duration.ofMinutes(10),
                Duration.ofSeconds(1),
                burst,
                Duration.ofSeconds(5));
    }

    /** What a cluster needs before an operator can come, and of other projects' definitions those that are named. */
    static void prepare(ApiServer server, String... definitions) {
        for (String definition : definitions) {
            server.install(DEFINITIONS.resolve(definition + ".yaml"));
        }
        for (String file : List.of("namespace.yaml", "rbac.yaml", "operator.yaml")) {
            apply(server, Path.of("manifests", "operator", file));
        }
    }

    static void apply(ApiServer server, Path manifest) {
        try (var text = Files.newInputStream(manifest)) {
            server.client()
                    .load(text)
                    .items()
                    .forEach(object -> server.client().resource(object).serverSideApply());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The operator's own way to the API server. */
    static Config config(ApiServer server) {
        return server.as(server.token(NAMESPACE, ACCOUNT));
    }

    static OperatorOptions options(Lease lease, String... watched) {
        return options(lease, TIMES, watched);
    }

    static OperatorOptions options(Lease lease, Times times, String... watched) {
        return new OperatorOptions(NAMESPACE, Set.of(watched), "knative-serving", "", 0, lease, times);
    }

    /** Of one that adopts graphs of KServe's definition. */
    static OperatorOptions adopting(String kserveNamespace, String... watched) {
        return new OperatorOptions(
                NAMESPACE, Set.of(watched), "knative-serving", kserveNamespace, 0, Lease.ALONE, TIMES);
    }

    static GraphOperator start(Config config, OperatorOptions options) throws IOException {
        return GraphOperator.start(config, options, InstantSource.system());
    }

    /** One that works for all namespaces. */
    static GraphOperator start(ApiServer server) throws IOException {
        return start(config(server), options(Lease.ALONE));
    }

    static boolean isReady(GraphOperator operator) {
        return answer(operator, "/readyz").startsWith("200");
    }

    /** The status and the text that an operator answers with. */
    static String answer(GraphOperator operator, String path) {
        return answer(operator.healthPort(), path);
    }

    static String answer(int port, String path) {
        try (var http = HttpClient.newHttpClient()) {
            var uri = URI.create("http://127.0.0.1:%d%s".formatted(port, path));
            var answer = http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        } catch (IOException unreachable) {
            return "unreachable";
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** What an administrator says of all routers; nothing removes it. */
    static void settings(ApiServer server, Map<String, String> data) {
        var map = new ConfigMapBuilder()
                .withNewMetadata()
                .withName("dromos-config")
                .withNamespace(NAMESPACE)
                .endMetadata()
                .withData(data)
                .build();
        if (data.isEmpty()) {
            server.client().resource(map).delete();
        } else {
            server.client()
                    .resource(map)
                    .fieldManager("administrator")
                    .forceConflicts()
                    .serverSideApply();
        }
    }

    /** As an administrator does who has large graphs. */
    static void bindLargeGraphs(ApiServer server) {
        bind(server, "dromos-large-graphs");
    }

    static void unbindLargeGraphs(ApiServer server) {
        server.client().resource(binding("dromos-large-graphs")).delete();
    }

    /** Gives the operator a role that is bound to nobody. */
    static void bind(ApiServer server, String role) {
        server.client().resource(binding(role)).serverSideApply();
    }

    private static ClusterRoleBinding binding(String role) {
        return new ClusterRoleBindingBuilder()
                .withNewMetadata()
                .withName(role)
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", role)
                .addNewSubject()
                .withKind("ServiceAccount")
                .withName(ACCOUNT)
                .withNamespace(NAMESPACE)
                .endSubject()
                .build();
    }

    /** A graph that no argument of a process can hold. */
    static String largeGraph(String name) {
        String step = "{serviceUrl: 'http://iris.example.com/%s'}".formatted("x".repeat(700));
        String steps = String.join(", ", Collections.nCopies(32, step));
        var nodes = IntStream.range(0, 5)
                .mapToObj(i -> "part%d: {routerType: Sequence, steps: [%s]}".formatted(i, steps))
                .collect(Collectors.joining(", "));
        var parts = IntStream.range(0, 5)
                .mapToObj(i -> "{nodeName: part%d}".formatted(i))
                .collect(Collectors.joining(", "));
        return """
                apiVersion: dromos.dev/v1alpha1
                kind: InferenceGraph
                metadata: {name: %s}
                spec: {nodes: {root: {routerType: Sequence, steps: [%s]}, %s}}
                """.formatted(name, parts, nodes);
    }
}
