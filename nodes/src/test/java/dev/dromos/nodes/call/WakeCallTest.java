package dev.dromos.nodes.call;

import static dev.dromos.nodes.call.Calls.STEP;
import static dev.dromos.nodes.call.Calls.await;
import static dev.dromos.nodes.call.Calls.context;
import static dev.dromos.nodes.call.Calls.payload;
import static dev.dromos.nodes.call.Calls.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.dromos.nodes.body.Payload;
import dev.dromos.nodes.call.StepFailure.Refused;
import dev.dromos.nodes.call.StepResult.Answered;
import dev.dromos.nodes.call.StepResult.Failed;
import dev.dromos.nodes.egress.Egress;
import dev.dromos.nodes.proxy.ProxyRules;
import dev.dromos.nodes.testing.Answer;
import dev.dromos.nodes.testing.FakeModelServer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WakeCallTest {
    private static final Duration ENOUGH = Duration.ofSeconds(20);

    @RegisterExtension
    final Calls calls = new Calls();

    @Test
    void isAGetThatHasNothingOfTheClients() throws Exception {
        try (var server = FakeModelServer.answering(200, "{\"ready\":true}")) {
            var request = request("{\"secret\":1}", new Header("Authorization", "secret"));

            var result = wake(server.url("/v1/models/m"), request);

            assertThat(result).isEqualTo(new Answered(200, Payload.EMPTY));
            var got = server.onlyRequest();
            assertThat(got.method()).isEqualTo("GET");
            assertThat(got.target()).isEqualTo("/v1/models/m");
            assertThat(got.body().isEmpty()).isTrue();
            assertThat(got.headers())
                    .extracting(header -> header.name().toLowerCase(Locale.ROOT), Header::value)
                    .containsExactlyInAnyOrder(
                            tuple("host", "127.0.0.1:" + server.port()),
                            tuple("user-agent", "dromos-wake"),
                            tuple("connection", "close"),
                            tuple("x-dromos-depth", "1"));
            assertThat(server.awaitPeerClosed(ENOUGH)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 302, 404, 503})
    void anyAnswerShowsThatTheServerIsThere(int status) {
        try (var server = FakeModelServer.answering(status, "")) {
            assertThat(wake(server.url(), request(""))).isEqualTo(new Answered(status, Payload.EMPTY));
        }
    }

    @Test
    void anAnswerThatDoesNotEndIsCutOff() throws Exception {
        var endless = Answer.raw("HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n")
                .thenSend(new byte[200_000])
                .thenHold();
        try (var server = FakeModelServer.answering(endless)) {
            assertThat(wake(server.url(), request(""))).isEqualTo(new Answered(200, Payload.EMPTY));
            assertThat(server.awaitPeerClosed(ENOUGH)).isTrue();
        }
    }

    @Test
    void whatIsNoAnswerFails() {
        try (var server = FakeModelServer.answering(Answer.closing(), Answer.raw("no HTTP\r\n\r\n"))) {
            var reset = new StepFailure.BadPayload(STEP, StepFailure.BadPayload.Flaw.RESET);
            assertThat(wake(server.url(), request(""))).isEqualTo(new Failed(reset));
            assertThat(wake(server.url(), request(""))).isInstanceOf(Failed.class);
        }
    }

    @Test
    void itsLimitEndsItWithItsConnection() throws Exception {
        try (var server = FakeModelServer.answering(Answer.holding())) {
            var result = await(calls.waking(server.url(), Duration.ofMillis(50)).call(request("")));

            assertThat(result).isEqualTo(new Failed(new StepFailure.TimedOut(STEP)));
            assertThat(server.awaitPeerClosed(ENOUGH)).isTrue();
        }
    }

    @Test
    void cancellingEndsItWithItsConnection() throws Exception {
        var cancellation = new Cancellation();
        var request = new StepRequest(payload(""), context(ENOUGH, cancellation));
        try (var server = FakeModelServer.answering(Answer.holding())) {
            var call = calls.waking(server.url(), Duration.ZERO);
            var running = call.call(request);
            Awaitility.await().until(() -> server.requestsRunning() == 1);

            cancellation.cancel();

            var cancelled = new Failed(new StepFailure.Cancelled(STEP));
            assertThat(await(running)).isEqualTo(cancelled);
            assertThat(server.awaitPeerClosed(ENOUGH)).isTrue();
            assertThat(await(call.call(request))).isEqualTo(cancelled);
            assertThat(server.connectionsOpened()).isEqualTo(1);
        }
    }

    @Test
    void takesNoConnectionOfTheStepsPool() {
        var one = new ClientSettings.Pool(1, 1, ENOUGH);
        var standard = ClientSettings.DEFAULT;
        calls.use(new ClientSettings(one, standard.timing(), standard.maxResponseBytes(), standard.reach(), false));
        try (var server = FakeModelServer.running(
                asked -> asked.method().equals("GET") ? Answer.of(200, "{}") : Answer.holding())) {
            var _ = calls.to(server.url()).call(request("{}"));
            Awaitility.await().until(() -> server.requestsRunning() == 1);

            assertThat(wake(server.url(), request(""))).isInstanceOf(Answered.class);
            assertThat(calls.openConnections()).isEqualTo(1);
        }
    }

    @Test
    void goesWhereStepsMayGo() {
        calls.use(ClientSettings.DEFAULT.withEgress(new Egress.Cluster(Set.of())));
        try (var server = FakeModelServer.answering(200, "{}")) {
            assertThat(wake(server.url(), request(""))).isEqualTo(new Failed(new Refused(STEP, Refused.Phase.EGRESS)));
            assertThat(server.connectionsOpened()).isZero();
        }
    }

    @Test
    void goesThroughTheStepsProxy() {
        try (var proxy = FakeModelServer.answering(200, "{}")) {
            var url = "http://user:password@127.0.0.1:" + proxy.port();
            calls.use(ClientSettings.DEFAULT.withProxies(new ProxyRules(url, "", List.of())));

            assertThat(wake(URI.create("http://models.test/v1/models/m"), request("")))
                    .isInstanceOf(Answered.class);
            assertThat(proxy.onlyRequest().target()).isEqualTo("http://models.test/v1/models/m");
            assertThat(proxy.onlyRequest().headers("Proxy-Authorization")).hasSize(1);
            assertThat(proxy.onlyRequest().headers("Host")).containsExactly("models.test");
        }
    }

    @Test
    void besideASidecarItIsPlainAsTheStepsCallsAre() {
        try (var sidecar = FakeModelServer.answering(200, "{}");
                var server = FakeModelServer.answering(200, "{}")) {
            calls.use(ClientSettings.DEFAULT.withSidecar(sidecar.url()));
            var https = URI.create("https://127.0.0.1:" + server.port() + "/readyz");

            assertThat(await(calls.wakingThroughMesh(https).call(request("")))).isInstanceOf(Answered.class);
            assertThat(wake(https, request(""))).isEqualTo(new Failed(new Refused(STEP, Refused.Phase.TLS)));
        }
    }

    private StepResult wake(URI target, StepRequest request) {
        return await(calls.waking(target, Duration.ZERO).call(request));
    }
}
