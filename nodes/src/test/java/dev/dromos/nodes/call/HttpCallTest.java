package dev.dromos.nodes.call;

import static dev.dromos.nodes.call.Calls.STEP;
import static dev.dromos.nodes.call.Calls.await;
import static dev.dromos.nodes.call.Calls.request;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.nodes.body.Payload;
import dev.dromos.nodes.call.StepResult.Answered;
import dev.dromos.nodes.testing.Answer;
import dev.dromos.nodes.testing.FakeModelServer;
import dev.dromos.nodes.testing.Gzip;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes over the wire when everything is well (contract R13, faults A18 to A38). */
class HttpCallTest {
    @RegisterExtension
    final Calls calls = new Calls();

    @Test
    void postsTheBytesToTheTargetExactlyAsWritten() {
        try (var server = FakeModelServer.answering(200, "{}")) {
            var target = "/v1/models/a%2Fb+c%20d:predict?x=%7B%7B&y=1/2";

            await(calls.to(server.url(target)).call(request("{\"n\": 1e400}")));

            var got = server.onlyRequest();
            assertThat(got.method()).isEqualTo("POST");
            assertThat(got.target()).isEqualTo(target);
            assertThat(got.body()).hasToString("{\"n\": 1e400}");
        }
    }

    @Test
    void sendsWhatGoSendsWhenTheClientSentNothing() {
        try (var server = FakeModelServer.answering(200, "{}")) {
            calls.post(server.url());

            assertThat(server.onlyRequest().headers())
                    .containsExactlyInAnyOrder(
                            new Header("Host", "127.0.0.1:" + server.port()),
                            new Header("User-Agent", "Go-http-client/1.1"),
                            new Header("Content-Type", "application/json"),
                            new Header("Content-Length", "2"),
                            new Header("Accept-Encoding", "gzip"),
                            new Header("X-Dromos-Depth", "1")); // ours
        }
    }

    @Test
    void theClientsHeadersGoFirstInOrderAndMultiplicity() {
        try (var server = FakeModelServer.answering(200, "{}")) {
            Header[] headers = {
                new Header("X-Tag", "b"),
                new Header("Content-Type", "application/x-own"),
                new Header("X-Tag", "a"),
                new Header("User-Agent", "Own/1"),
                new Header("X-Latin", "caf\u00e9")
            };

            await(calls.to(server.url()).call(request("{}", headers)));

            assertThat(server.onlyRequest().headers()).startsWith(headers);
            assertThat(server.onlyRequest().headers("content-type")).containsExactly("application/x-own");
            assertThat(server.onlyRequest().headers("user-agent")).containsExactly("Own/1");
        }
    }

    @Test
    void anEmptyBodyIsSentAsEmpty() {
        try (var server = FakeModelServer.answering(200, "{}")) {
            await(calls.to(server.url()).call(request("")));

            assertThat(server.onlyRequest().headers("content-length")).containsExactly("0");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 301, 302, 307, 404, 429, 500, 503, 599})
    void anyStatusIsAnAnswerAndNoRedirectIsFollowed(int status) {
        try (var canary = FakeModelServer.answering(200, "{}");
                var server = FakeModelServer.answering(
                        Answer.of(status, List.of("Location: " + canary.url()), "{\"s\":1}".getBytes(UTF_8)))) {
            assertThat(calls.post(server.url())).isEqualTo(new Answered(status, Calls.payload("{\"s\":1}")));
            assertThat(canary.connectionsOpened()).isZero();
        }
    }

    @Test
    void theAnswerKeepsItsContentType() {
        try (var server = FakeModelServer.answering(
                Answer.of(200, List.of("Content-Type: text/plain; charset=x"), "hi".getBytes(UTF_8)))) {
            var answered = (Answered) calls.post(server.url());

            assertThat(answered.body().contentType()).isEqualTo("text/plain; charset=x");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
                "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\no\r\n1;x=y\r\nk\r\n0\r\nX-Trailer: 1\r\n\r\n"
            })
    void onlyTheFinalAnswerCounts(String wire) {
        try (var server = FakeModelServer.answering(Answer.raw(wire))) {
            assertThat(calls.post(server.url())).isEqualTo(new Answered(200, Calls.payload("ok")));
        }
    }

    @Test
    void anAnswerWithoutLengthEndsWithTheConnection() {
        try (var server = FakeModelServer.answering(
                Answer.raw("HTTP/1.0 200 OK\r\n\r\nall of it").thenClose())) {
            assertThat(calls.post(server.url())).isEqualTo(new Answered(200, Calls.payload("all of it")));
        }
    }

    @Test
    void statusesWithoutBodyHaveNone() {
        try (var server = FakeModelServer.answering(Answer.raw("HTTP/1.1 204 No Content\r\n\r\n"))) {
            assertThat(calls.post(server.url())).isEqualTo(new Answered(204, Payload.EMPTY));
        }
    }

    @Test
    void gzipIsUnpacked() {
        try (var server = FakeModelServer.answering(
                Answer.of(200, List.of("Content-Encoding: gzip"), Gzip.pack("{\"predictions\":[1]}")))) {
            assertThat(calls.post(server.url())).isEqualTo(new Answered(200, Calls.payload("{\"predictions\":[1]}")));
        }
    }

    @Test
    void anAnswerOfExactlyTheLimitIsTaken() {
        calls.use(ClientSettings.DEFAULT.withMaxResponseBytes(7));
        try (var server = FakeModelServer.answering(200, "{\"s\":1}")) {
            assertThat(calls.post(server.url())).isEqualTo(new Answered(200, Calls.payload("{\"s\":1}")));
        }
    }

    @Test
    void fiftyCallsInARowUseOneConnection() {
        try (var server = FakeModelServer.answering(200, "{}")) {
            var call = calls.to(server.url());

            IntStream.range(0, 50).forEach(_ -> await(call.call(request("{}"))));

            assertThat(server.requests()).hasSize(50);
            assertThat(server.connectionsOpened()).isEqualTo(1);
        }
    }

    @Test
    void aCallMadeFromTheEndOfAnotherUsesItsConnection() {
        try (var server = FakeModelServer.answering(200, "{}")) {
            var call = calls.to(server.url());

            var both = call.call(request("{}")).compose(_ -> call.call(request("{}")));

            assertThat(await(both)).isInstanceOf(Answered.class);
            assertThat(server.connectionsOpened()).isEqualTo(1);
        }
    }

    @Test
    void theStackPrintsItselfWithoutSecrets() {
        var call = calls.to(URI.create("http://user:secret@models:8080/v1?token=secret"), Duration.ofSeconds(3));

        assertThat(call).hasToString("TimeLimitedCall[inner=HttpCall[target=http://models:8080/v1], limit=PT3S]");
    }

    @Test
    void aStepWithoutAUsableUrlFailsWithoutSending() {
        assertThat(await(new UnusableUrlCall(STEP).call(request("{}"))))
                .isEqualTo(new StepResult.Failed(new StepFailure.UnusableUrl(STEP)));
    }
}
