package dev.dromos.shared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.deploy.steps.Cluster.Kind;
import dev.dromos.graph.check.CheckOptions;
import dev.dromos.graph.check.Limits;
import dev.dromos.graph.check.Services;
import dev.dromos.nodes.call.ClientSettings;
import dev.dromos.nodes.testing.FakeModelServer;
import dev.dromos.nodes.testing.TlsKeys;
import dev.dromos.nodes.tls.StepTls;
import dev.dromos.router.serve.GraphPath;
import dev.dromos.router.serve.GraphTable;
import dev.dromos.router.serve.SharedRouter;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GraphSyncTest {
    private static final String CYCLE = "{nodes: {root: {routerType: Sequence, steps: [{nodeName: root}]}}}";
    private static final String NAMING = "{nodes: {root: {routerType: Sequence, steps: [{serviceName: iris}]}}}";

    private final HttpClient http = HttpClient.newHttpClient();
    private final FakeModelServer first = FakeModelServer.answering(200, "1");
    private final FakeModelServer second = FakeModelServer.answering(200, "2");
    private final SharedRouter.Preparation prepared = Routers.prepare();
    private final FakeLists cluster = new FakeLists();
    private GraphSync sync = sync(Limits.DEFAULT);
    private SharedRouter router;

    @BeforeEach
    void listen() throws Exception {
        router = prepared.listen();
    }

    @AfterEach
    void close() {
        router.close(Duration.ofSeconds(1));
        first.close();
        second.close();
        http.close();
    }

    @Test
    void servesWhatThereIsAndNoMore() throws Exception {
        cluster.graph("ns", "a", calling(first));
        cluster.graph("other", "a", calling(second));
        assertThat(look().graphsHaveChanged()).isTrue();
        assertThat(ask("ns/a")).isEqualTo("200 1");
        assertThat(ask("other/a")).isEqualTo("200 2");

        assertThat(look().graphsHaveChanged()).isFalse();

        cluster.noGraph("ns", "a");
        assertThat(look().graphsHaveChanged()).isTrue();
        assertThat(ask("ns/a")).startsWith("404");
        assertThat(ask("other/a")).isEqualTo("200 2");
    }

    @Test
    void servesAnotherSpec() throws Exception {
        cluster.graph("ns", "a", calling(first));
        look();

        cluster.graph("ns", "a", calling(second));
        look();

        assertThat(ask("ns/a")).isEqualTo("200 2");
    }

    @Test
    void servesAGraphThatBecomesInvalidAsItWas() throws Exception {
        cluster.graph("ns", "a", calling(first));
        look();

        cluster.graph("ns", "a", CYCLE);
        look();
        assertThat(ask("ns/a")).isEqualTo("200 1");

        cluster.graph("ns", "a", calling(second));
        look();
        assertThat(ask("ns/a")).isEqualTo("200 2");
    }

    @Test
    void noGraphSpoilsAnother() throws Exception {
        cluster.graph("ns", "a-cycle", CYCLE);
        cluster.graph("ns", "b-nothing", "null");
        cluster.graph("ns", "c-text", "text");
        cluster.graph("ns", "d-steps", "{nodes: {root: {routerType: Sequence, steps: 7}}}");
        cluster.graph("ns", "good", calling(first));

        var outcome = look();

        assertThat(outcome.unheard()).isEmpty();
        assertThat(prepared.graphs().paths()).hasSize(1);
        assertThat(ask("ns/good")).isEqualTo("200 1");
    }

    @Test
    void servesAGraphWhenItsServiceComesAndAsItWasWhenThatGoes() throws Exception {
        cluster.graph("ns", "a", NAMING);
        look();
        assertThat(ask("ns/a")).startsWith("404");

        service(first);
        look();
        assertThat(ask("ns/a")).isEqualTo("200 1");

        service(second);
        look();
        assertThat(ask("ns/a")).isEqualTo("200 2");

        cluster.noObjects();
        look();
        assertThat(ask("ns/a")).isEqualTo("200 2");
    }

    @Test
    void takesNoAddressForAServicesThatItsUserWroteBesideIt() throws Exception {
        cluster.graph("ns", "a", """
                {nodes: {root: {routerType: Sequence, steps: [
                  {serviceName: iris, serviceUrl: "%s"}, {serviceName: iris}]}}}""".formatted(url(first)));

        look();

        assertThat(ask("ns/a")).startsWith("404");
    }

    @Test
    void servesNoGraphThatIsToStopOrIsBeingDeleted() throws Exception {
        cluster.graph("ns", "a", calling(first)).setAnnotations(Map.of("dromos.dev/stop", "true"));
        cluster.graph("ns", "b", calling(first)).setDeletionTimestamp("2026-01-01T00:00:00Z");

        look();

        assertThat(prepared.graphs().paths()).isEmpty();
    }

    @Test
    void leavesANamespaceAloneThatItCannotHearOf() throws Exception {
        cluster.graph("ns", "a", calling(first));
        look();

        cluster.fail("ns", new KubernetesClientException("gone"));
        cluster.graph("other", "a", calling(second));
        assertThat(look().unheard()).containsOnlyKeys("ns");
        assertThat(ask("ns/a")).isEqualTo("200 1");
        assertThat(ask("other/a")).isEqualTo("200 2");

        cluster.mend("ns");
        cluster.noGraph("ns", "a");
        assertThat(look().unheard()).isEmpty();
        assertThat(ask("ns/a")).startsWith("404");
    }

    @Test
    void keepsToTheLimitsThatItIsGiven() throws Exception {
        sync = sync(Limits.DEFAULT.with("nodes", 1));
        cluster.graph("ns", "a", """
                {nodes: {root: {routerType: Sequence, steps: [{nodeName: more}]},
                         more: {routerType: Sequence, steps: [{serviceUrl: "%s"}]}}}""".formatted(url(first)));

        look();

        assertThat(ask("ns/a")).startsWith("404");
    }

    /** As where the volume of the files comes later than the graph. */
    @Test
    void triesAgainWhatCouldNotBeStartedForWhatIsAroundIt(@TempDir Path directory) throws Exception {
        var authorities = directory.resolve("ca.pem");
        var trusting =
                Routers.prepare(ClientSettings.DEFAULT.withTls(StepTls.DEFAULT.withAuthorities(List.of(authorities))));
        sync = sync(trusting.graphs(), Limits.DEFAULT);
        cluster.graph(
                "ns", "a", "{nodes: {root: {routerType: Sequence, steps: [{serviceUrl: 'https://127.0.0.1/'}]}}}");
        try {
            look();
            assertThat(trusting.graphs().paths()).isEmpty();

            TlsKeys.ofLoopback().writeCertificate(authorities);
            look();

            assertThat(trusting.graphs().paths()).containsExactly(new GraphPath("ns", "a"));
        } finally {
            trusting.close();
        }
    }

    private GraphSync sync(Limits limits) {
        return sync(prepared.graphs(), limits);
    }

    private static GraphSync sync(GraphTable table, Limits limits) {
        var check = CheckOptions.DEFAULT
                .withLimits(limits)
                .withServices(new Services.Bound(Map.of()))
                .withControllerForm();
        return new GraphSync(table, new GraphText(check));
    }

    private GraphSync.Outcome look() {
        return sync.take(cluster, List.of("ns", "other"));
    }

    private void service(FakeModelServer model) {
        cluster.object(Kind.KNATIVE_SERVICE, "iris", "{status: {address: {url: \"%s\"}}}".formatted(url(model)));
    }

    private static String calling(FakeModelServer model) {
        return "{nodes: {root: {routerType: Sequence, steps: [{serviceUrl: \"%s\"}]}}}".formatted(url(model));
    }

    private static String url(FakeModelServer model) {
        return "http://127.0.0.1:%d/".formatted(model.port());
    }

    /** The status and the body. */
    private String ask(String graph) throws Exception {
        var request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:%d/graphs/%s".formatted(router.port(), graph)))
                .POST(BodyPublishers.ofString("{}"))
                .build();
        var answer = http.send(request, BodyHandlers.ofString());
        return answer.statusCode() + " " + answer.body();
    }
}
