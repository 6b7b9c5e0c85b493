package dev.dromos.nodes.call;

import static dev.dromos.nodes.call.Calls.STEP;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.nodes.call.StepFailure.BadPayload;
import dev.dromos.nodes.call.StepFailure.BadPayload.Flaw;
import dev.dromos.nodes.call.StepFailure.Refused;
import dev.dromos.nodes.call.StepFailure.Refused.Phase;
import dev.dromos.nodes.call.StepResult.Answered;
import dev.dromos.nodes.call.StepResult.Failed;
import dev.dromos.nodes.testing.Answer;
import dev.dromos.nodes.testing.FakeModelServer;
import dev.dromos.nodes.testing.TlsKeys;
import dev.dromos.nodes.tls.Trust;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Faults A39 to A41, and A19 over TLS. */
class TlsFaultTest {
    private static final Failed TLS = new Failed(new Refused(STEP, Phase.TLS));

    @RegisterExtension
    final Calls calls = new Calls();

    @TempDir
    Path directory;

    private final TlsKeys keys = TlsKeys.ofLoopback();

    @Test
    @DisplayName("A39 a self-signed certificate, or one of an unknown authority, is refused")
    void anUnknownCertificateIsRefused() throws Exception {
        try (var server = keys.serving()) {
            assertThat(calls.post(server.url())).isEqualTo(TLS);
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    @DisplayName("A39 a certificate for another host is refused, though it is trusted")
    void aCertificateForAnotherHostIsRefused() throws Exception {
        var others = TlsKeys.of("dns:elsewhere");
        trust(others);
        try (var server = others.serving()) {
            assertThat(calls.post(server.url())).isEqualTo(TLS);
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    @DisplayName("A39 an expired certificate is refused, though it is trusted")
    void anExpiredCertificateIsRefused() throws Exception {
        var old = TlsKeys.expired("ip:127.0.0.1");
        trust(old);
        try (var server = old.serving()) {
            assertThat(calls.post(server.url())).isEqualTo(TLS);
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    @DisplayName("A40 a handshake that stalls is given up")
    void aHandshakeThatStallsIsGivenUp() {
        var patience = Duration.ofMillis(200);
        calls.use(ClientSettings.DEFAULT.withTiming(
                new ClientSettings.Timing(Duration.ofSeconds(1), patience, Duration.ofSeconds(1))));
        try (var server = FakeModelServer.answering(Answer.holding())) {
            assertThat(calls.post(URI.create("https://127.0.0.1:" + server.port())))
                    .isEqualTo(TLS);
        }
    }

    @Test
    @DisplayName("A41 https to a plain server fails in TLS")
    void httpsToAPlainServerFailsInTls() {
        try (var server = FakeModelServer.answering(Answer.raw("HTTP/1.1 400 Bad Request\r\n\r\n"))) {
            assertThat(calls.post(URI.create("https://127.0.0.1:" + server.port())))
                    .isEqualTo(TLS);
        }
    }

    @Test
    @DisplayName("A41 plain HTTP to a TLS server is a failure, and nothing of it a request")
    void plainHttpToATlsServerFails() throws Exception {
        try (var server = keys.serving()) {
            assertThat(calls.post(URI.create("http://127.0.0.1:" + server.port())))
                    .isIn(broken(Flaw.MALFORMED), broken(Flaw.RESET)); // by how much of its alert comes before its end
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    @DisplayName("A41 what a TLS server says in plain HTTP about plain HTTP is an answer")
    void whatATlsServerSaysOfPlainHttpIsAnAnswer() {
        var text = "Client sent an HTTP request to an HTTPS server.\n";
        try (var server = FakeModelServer.answering(
                Answer.raw("HTTP/1.0 400 Bad Request\r\n\r\n" + text).thenClose())) {
            assertThat(calls.post(server.url())).isEqualTo(new Answered(400, Calls.payload(text)));
        }
    }

    @ParameterizedTest(name = "A19 {0}")
    @DisplayName(
            "A19 an answer that ends with its TLS connection is whole only if its server says that this is the end")
    @CsvSource({
        "an end that is said, HTTP/1.0 200 OK, true, true",
        "an end that is not, HTTP/1.0 200 OK, false, false",
        "an end of the connection only, HTTP/1.0 200 OK|Content-Length: 2, false, true",
        "no body, HTTP/1.1 204 No Content, false, true"
    })
    void anAnswerThatEndsWithItsTlsConnection(String what, String head, boolean said, boolean whole) throws Exception {
        trust(keys);
        var body = head.contains("204") ? "" : "{}";
        try (var listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            var answer = head.replace("|", "\r\n") + "\r\n\r\n" + body;
            var context = keys.context();
            Thread.ofVirtual().start(() -> answerAndEnd(listener, context, answer, said));

            assertThat(calls.post(URI.create("https://127.0.0.1:" + listener.getLocalPort())))
                    .as(what)
                    .isEqualTo(
                            whole
                                    ? new Answered(head.contains("204") ? 204 : 200, Calls.payload(body))
                                    : broken(Flaw.TRUNCATED));
        }
    }

    /** @param said whether close_notify goes before FIN */
    private static void answerAndEnd(ServerSocket listener, SSLContext context, String answer, boolean said) {
        try (var tcp = listener.accept()) {
            var tls = (SSLSocket) context.getSocketFactory().createSocket(tcp, "", tcp.getPort(), false);
            tls.setUseClientMode(false);
            var request = new StringBuilder();
            while (!request.toString().endsWith("\r\n\r\n{}")) {
                int read = tls.getInputStream().read();
                if (read < 0) {
                    throw new IOException("the client has gone");
                }
                request.append((char) read);
            }
            tls.getOutputStream().write(answer.getBytes(ISO_8859_1));
            tls.getOutputStream().flush();
            if (said) {
                tls.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Failed broken(Flaw flaw) {
        return new Failed(new BadPayload(STEP, flaw));
    }

    private void trust(TlsKeys server) throws GeneralSecurityException, IOException {
        var file = server.writeCertificate(directory.resolve("ca.pem"));
        calls.use(ClientSettings.DEFAULT.withTrust(new Trust.Pem(List.of(file), List.of())));
    }
}
