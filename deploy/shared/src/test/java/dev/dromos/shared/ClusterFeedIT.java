package dev.dromos.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dromos.deploy.ApiServer;
import dev.dromos.deploy.GraphCluster;
import dev.dromos.deploy.WithApiServer;
import dev.dromos.graph.check.CheckOptions;
import dev.dromos.graph.check.Services;
import dev.dromos.nodes.testing.FakeModelServer;
import dev.dromos.router.serve.GraphFeed.Running;
import dev.dromos.router.serve.GraphFeed.Scope;
import dev.dromos.router.serve.GraphPath;
import dev.dromos.router.serve.SharedRouter;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is served is what the API server has. */
@ExtendWith(WithApiServer.class)
final class ClusterFeedIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration NEVER = Duration.ofHours(1);
    private static final Pattern PORT = Pattern.compile("\"port\":\"?(\\d+)");

    private final HttpClient http = HttpClient.newHttpClient();
    private final FakeModelServer first = FakeModelServer.answering(200, "{\"from\":1}");
    private final FakeModelServer second = FakeModelServer.answering(200, "{\"from\":2}");
    private final SharedRouter.Preparation prepared = Routers.prepare();
    private GraphCluster cluster;
    private KubernetesClient client;
    private Running running = () -> {};

    @BeforeEach
    void makeNamespace(ApiServer server) {
        client = server.client();
        cluster = GraphCluster.create(client);
    }

    @AfterEach
    void close() {
        running.close();
        prepared.close();
        first.close();
        second.close();
    }

    @Test
    void servesWhatIsThereAndHearsOfWhatComesChangesAndGoes() throws Exception {
        graph("there", first);
        start(this::another, NEVER);
        var router = prepared.listen();
        assertThat(ask(router.port(), "there").body()).isEqualTo("{\"from\":1}");

        graph("later", second);
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(ask(router.port(), "later").body()).isEqualTo("{\"from\":2}"));

        graph("there", second);
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(ask(router.port(), "there").body()).isEqualTo("{\"from\":2}"));

        cluster.delete("dromos.dev/v1alpha1", "InferenceGraph", "there");
        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(ask(router.port(), "there").statusCode()).isEqualTo(404));
        router.close(Duration.ofSeconds(1));
    }

    @Test
    void losesNoRequestWhileItsGraphChanges() throws Exception {
        graph("busy", first);
        start(this::another, NEVER);
        var router = prepared.listen();
        var going = new AtomicBoolean(true);
        var asked = new AtomicInteger();
        var failed = new AtomicInteger();
        var prober = Thread.ofPlatform().start(() -> {
            while (going.get()) {
                failed.addAndGet(isGood(router.port(), "busy") ? 0 : 1);
                asked.incrementAndGet();
            }
        });

        try {
            for (int change = 0; change < 6; change++) {
                var model = change % 2 == 0 ? second : first;
                int before = model.requests().size();
                graph("busy", model);
                await().atMost(SOON).until(() -> model.requests().size() > before);
            }
        } finally {
            going.set(false);
            prober.join();
        }

        assertThat(failed).hasValue(0);
        assertThat(asked).hasValueGreaterThan(6);
        router.close(Duration.ofSeconds(1));
    }

    @Test
    void findsByLookingWhatNobodyTellsItOf() throws Exception {
        var clients = new AtomicInteger();
        start(() -> clients.getAndIncrement() == 0 ? another() : nowhere(), Duration.ofMillis(200));

        graph("unheard", first);

        await().atMost(SOON).until(() -> prepared.graphs().paths().contains(path("unheard")));
        await("who did not tell is asked anew").atMost(SOON).until(() -> clients.get() > 2);
    }

    @Test
    void servesOnlyWhatTheSelectorSelects() throws Exception {
        graph("other", first);
        cluster.apply("""
                apiVersion: dromos.dev/v1alpha1
                kind: InferenceGraph
                metadata: {name: selected, labels: {team: a}}
                spec: {nodes: {root: {routerType: Sequence, steps: [{serviceUrl: "http://m/"}]}}}
                """);

        running = feed(this::another).start(prepared.graphs(), scope("team=a", NEVER));

        assertThat(prepared.graphs().paths()).containsExactly(path("selected"));
    }

    /** The cluster of the tests has KServe's and Knative's kinds only where a test installs them. */
    @Test
    void findsAServiceInAClusterThatHasNeitherKserveNorKnative() throws Exception {
        cluster.apply("""
                apiVersion: v1
                kind: Service
                metadata: {name: iris, annotations: {dromos.dev/port: "80"}}
                spec: {ports: [{port: 80}]}
                """);
        cluster.graph("naming", "[{serviceName: iris}]");

        start(this::another, NEVER);

        assertThat(prepared.graphs().paths()).containsExactly(path("naming"));
    }

    @Test
    void needsNoMoreRightsThanItsManifestGives(ApiServer server) throws Exception {
        try (var text = Files.newInputStream(Path.of("manifests", "shared-router", "rbac.yaml"))) {
            for (var object : client.load(text).items()) {
                object.getMetadata().setNamespace(cluster.namespace());
                if (object instanceof RoleBinding binding) {
                    binding.getSubjects().getFirst().setNamespace(cluster.namespace());
                }
                client.resource(object).create();
            }
        }
        var account = server.as(server.token(cluster.namespace(), "dromos-shared-router"));
        graph("there", first);

        start(() -> new KubernetesClientBuilder().withConfig(account).build(), NEVER);
        assertThat(prepared.graphs().paths()).containsExactly(path("there"));

        cluster.apply("""
                apiVersion: v1
                kind: Service
                metadata: {name: iris, annotations: {dromos.dev/port: "80"}}
                spec: {ports: [{port: 80}]}
                """);
        cluster.graph("naming", "[{serviceName: iris}]");
        await().atMost(SOON).until(() -> prepared.graphs().paths().contains(path("naming")));
    }

    /** As a user starts it, with the file that {@code kubectl} has. */
    @Test
    void isWhatServeDoesWithANamespaceToWatch(ApiServer server) throws Exception {
        graph("iris", first);
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.dromos.router.cli.Dromos",
                        "serve",
                        "--host",
                        "127.0.0.1",
                        "--port",
                        "0",
                        "--quiet-period",
                        "0s",
                        "--watch-namespace",
                        cluster.namespace())
                .redirectErrorStream(true);
        process.environment().put("KUBECONFIG", server.kubeconfig().toString());
        var serving = process.start();
        try (var lines = new BufferedReader(new InputStreamReader(serving.getInputStream(), StandardCharsets.UTF_8))) {
            int port = port(lines);

            assertThat(ask(port, "iris").body()).isEqualTo("{\"from\":1}");
            serving.destroy();
            assertThat(serving.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(serving.exitValue()).isZero();
        } finally {
            serving.destroyForcibly();
        }
    }

    private static int port(BufferedReader lines) throws IOException {
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            var port = PORT.matcher(line);
            if (line.contains("\"serving\"") && port.find()) {
                return Integer.parseInt(port.group(1));
            }
        }
        throw new AssertionError("ended without serving");
    }

    private void start(Supplier<KubernetesClient> clients, Duration period) throws InterruptedException {
        running = feed(clients).start(prepared.graphs(), scope("", period));
    }

    private static ClusterFeed feed(Supplier<KubernetesClient> clients) {
        return new ClusterFeed(clients);
    }

    private Scope scope(String selector, Duration period) {
        var check =
                CheckOptions.DEFAULT.withServices(new Services.Bound(Map.of())).withControllerForm();
        return new Scope(List.of(cluster.namespace()), selector, period, check);
    }

    private KubernetesClient another() {
        return new KubernetesClientBuilder()
                .withConfig(client.getConfiguration())
                .build();
    }

    /** Of a server that is not there. */
    private static KubernetesClient nowhere() {
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(io.fabric8.kubernetes.client.Config.empty())
                        .withMasterUrl("http://127.0.0.1:1")
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .build();
    }

    private void graph(String name, FakeModelServer model) {
        cluster.graph(name, "[{serviceUrl: \"http://127.0.0.1:%d/\"}]".formatted(model.port()));
    }

    private GraphPath path(String name) {
        return new GraphPath(cluster.namespace(), name);
    }

    private boolean isGood(int port, String name) {
        try {
            return ask(port, name).statusCode() == 200;
        } catch (AssertionError lost) {
            return false;
        }
    }

    private HttpResponse<String> ask(int port, String name) {
        var request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:%d/graphs/%s/%s".formatted(port, cluster.namespace(), name)))
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
