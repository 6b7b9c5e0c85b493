package dev.dromos.nodes.call;

import static dev.dromos.nodes.call.Calls.STEP;
import static dev.dromos.nodes.call.Calls.await;
import static dev.dromos.nodes.call.Calls.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.nodes.call.StepFailure.Refused;
import dev.dromos.nodes.call.StepFailure.Refused.Phase;
import dev.dromos.nodes.call.StepResult.Answered;
import dev.dromos.nodes.call.StepResult.Failed;
import dev.dromos.nodes.proxy.ProxyRules;
import dev.dromos.nodes.testing.Answer;
import dev.dromos.nodes.testing.FakeModelServer;
import io.vertx.core.Future;
import java.net.URI;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An Istio sidecar that makes the TLS (contract R21). The steps' server speaks plain HTTP: TLS to it fails. */
final class SidecarTest {
    private static final Failed TLS = new Failed(new Refused(STEP, Phase.TLS));

    @RegisterExtension
    final Calls calls = new Calls();

    @Test
    void whereThereIsASidecarHttpsIsSpokenInPlainHttp() {
        try (var sidecar = FakeModelServer.answering(200, "{}");
                var server = FakeModelServer.answering(200, "{}")) {
            calls.use(ClientSettings.DEFAULT.withSidecar(sidecar.url()));
            var call = calls.throughMesh(https(server));

            var all = calls.onOneEventLoop(() -> Future.all(IntStream.range(0, 20)
                    .mapToObj(_ -> call.call(request("{}")))
                    .toList()));

            assertThat(await(all).<StepResult>list()).allMatch(Answered.class::isInstance);
            assertThat(sidecar.onlyRequest().method()).isEqualTo("GET");
            assertThat(server.requests().getFirst().headers("Host")).containsExactly("127.0.0.1:" + server.port());
        }
    }

    @Test
    void whereNothingListensHttpsStays() {
        URI gone;
        try (var closed = FakeModelServer.answering(200, "{}")) {
            gone = closed.url();
        }
        try (var server = FakeModelServer.answering(200, "{}")) {
            calls.use(ClientSettings.DEFAULT.withSidecar(gone));

            assertThat(await(calls.throughMesh(https(server)).call(request("{}"))))
                    .isEqualTo(TLS);
        }
    }

    @Test
    void anotherStatusIsNoSidecar() {
        try (var other = FakeModelServer.answering(404, "{}");
                var server = FakeModelServer.answering(200, "{}")) {
            calls.use(ClientSettings.DEFAULT.withSidecar(other.url()));

            assertThat(await(calls.throughMesh(https(server)).call(request("{}"))))
                    .isEqualTo(TLS);
        }
    }

    @Test
    void anyOtherFaultFailsTheCallThatAskedAndHttpsStays() {
        try (var broken = FakeModelServer.answering(Answer.closing());
                var server = FakeModelServer.answering(200, "{}")) {
            calls.use(ClientSettings.DEFAULT.withSidecar(broken.url()));
            var call = calls.throughMesh(https(server));

            assertThat(await(call.call(request("{}")))).isEqualTo(new Failed(new Refused(STEP, Phase.CONNECT)));
            assertThat(await(call.call(request("{}")))).isEqualTo(TLS);
            assertThat(broken.requests()).hasSize(1);
        }
    }

    @Test
    void aCallDoesNotWaitForASidecarPastItsOwnLimit() {
        try (var silent = FakeModelServer.answering(Answer.holding());
                var server = FakeModelServer.answering(200, "{}")) {
            calls.use(ClientSettings.DEFAULT.withSidecar(silent.url()));
            var call = calls.throughMesh(https(server), Duration.ofMillis(100));

            assertThat(await(call.call(request("{}")))).isEqualTo(new Failed(new StepFailure.TimedOut(STEP)));
        }
    }

    @Test
    void otherCallsNeverAsk() {
        try (var sidecar = FakeModelServer.answering(200, "{}");
                var server = FakeModelServer.answering(200, "{}")) {
            calls.use(ClientSettings.DEFAULT.withSidecar(sidecar.url()));

            assertThat(calls.post(https(server))).isEqualTo(TLS);
            assertThat(await(calls.throughMesh(server.url()).call(request("{}"))))
                    .isInstanceOf(Answered.class);
            assertThat(sidecar.connectionsOpened()).isZero();
        }
    }

    @Test
    void thePortIsTheUrlsOwnElseThatOfHttp() {
        assertThat(Dialled.from(URI.create("https://models/v1"), ProxyRules.NONE)
                        .plainPort())
                .isEqualTo(80);
        assertThat(Dialled.from(URI.create("https://models:443/v1"), ProxyRules.NONE)
                        .plainPort())
                .isEqualTo(443);
        assertThat(Dialled.from(URI.create("https://[::443]/v1"), ProxyRules.NONE)
                        .plainPort())
                .isEqualTo(80);
    }

    private static URI https(FakeModelServer server) {
        return URI.create("https://127.0.0.1:" + server.port() + "/v1");
    }
}
