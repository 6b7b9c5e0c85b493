package dev.dromos.nodes.call;

import static dev.dromos.nodes.call.Calls.STEP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dromos.nodes.call.StepFailure.Refused;
import dev.dromos.nodes.call.StepFailure.Refused.Phase;
import dev.dromos.nodes.call.StepResult.Answered;
import dev.dromos.nodes.call.StepResult.Failed;
import dev.dromos.nodes.testing.Answer;
import dev.dromos.nodes.testing.FakeModelServer;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Faults A39 to A42; A41 is with the other faults of connections. */
class TrustTest {
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final URI ANY_HTTPS = URI.create("https://127.0.0.1/");
    private static final Failed TLS = new Failed(new Refused(STEP, Phase.TLS));

    @RegisterExtension
    final Calls calls = new Calls();

    @TempDir
    Path directory;

    /** For 127.0.0.1. */
    private static KeyStore keys;

    @BeforeAll
    static void makeKeys(@TempDir Path shared) throws Exception {
        keys = keysFor("ip:127.0.0.1", shared);
    }

    @Test
    void aCertificateFromTheNamedFileIsTrusted() throws Exception {
        calls.use(ClientSettings.DEFAULT.withTrust(new Trust.Pem(List.of(pem(keys)), List.of())));
        try (var server = serving(keys)) {
            assertThat(calls.post(server.url())).isEqualTo(new Answered(200, Calls.payload("{}")));
        }
    }

    @Test
    void aDirectoryMayHoldOtherFilesToo() throws Exception {
        var certificates = Files.createDirectory(directory.resolve("certificates"));
        Files.copy(pem(keys), certificates.resolve("ca.pem"));
        Files.writeString(certificates.resolve("README"), "not a certificate");
        calls.use(ClientSettings.DEFAULT.withTrust(new Trust.Pem(List.of(), List.of(certificates))));
        try (var server = serving(keys)) {
            assertThat(calls.post(server.url())).isEqualTo(new Answered(200, Calls.payload("{}")));
        }
    }

    @Test
    @DisplayName("A39 a self-signed certificate, or one of an unknown authority, is refused")
    void anUnknownCertificateIsRefused() throws Exception {
        try (var server = serving(keys)) {
            assertThat(calls.post(server.url())).isEqualTo(TLS);
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    @DisplayName("A39 a certificate for another host is refused")
    void aCertificateForAnotherHostIsRefused() throws Exception {
        var others = keysFor("dns:elsewhere", directory);
        calls.use(ClientSettings.DEFAULT.withTrust(new Trust.Pem(List.of(pem(others)), List.of())));
        try (var server = serving(others)) {
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
    @DisplayName(
            "A42 connections are opened with the certificates that the files hold by then; bad files change nothing")
    void rotatedAuthoritiesCount() throws Exception {
        var others = keysFor("ip:127.0.0.1", Files.createDirectory(directory.resolve("others")));
        var file = pem(others);
        calls.use(ClientSettings.DEFAULT
                .withTls(StepTls.DEFAULT.withAuthorities(List.of(file)).withReload(Duration.ofMillis(20)))
                .withPool(1, 10));
        try (var server = serving(keys)) {
            assertThat(calls.post(server.url())).isEqualTo(TLS);
            Files.writeString(file, "half a file");
            assertThat(calls.post(server.url())).isEqualTo(TLS);

            pem(keys);

            Awaitility.await()
                    .untilAsserted(() -> assertThat(calls.post(server.url())).isInstanceOf(Answered.class));
        }
    }

    @Test
    @DisplayName(
            "a server that asks who calls is shown the certificate, also a new one; half a rotation changes nothing")
    void aClientIsShownItsCertificate() throws Exception {
        var mine = keysFor("dns:router", Files.createDirectory(directory.resolve("mine")));
        var next = keysFor("dns:router", Files.createDirectory(directory.resolve("next")));
        var identity = identity(mine);
        calls.use(ClientSettings.DEFAULT.withTls(StepTls.DEFAULT
                .withAuthorities(List.of(pem(keys)))
                .withIdentity(identity)
                .withReload(Duration.ofMillis(20))));
        try (var server = asking(keys, mine);
                var stricter = asking(keys, next)) {
            assertThat(calls.post(server.url())).isInstanceOf(Answered.class);
            assertThat(calls.post(stricter.url())).isInstanceOf(Failed.class);

            write(
                    identity.certificate(),
                    "CERTIFICATE",
                    next.getCertificate("server").getEncoded());
            Awaitility.await()
                    .during(Duration.ofMillis(100))
                    .atMost(Duration.ofSeconds(2))
                    .until(() -> calls.post(stricter.url()) instanceof Failed);
            identity(next);

            Awaitility.await()
                    .untilAsserted(() -> assertThat(calls.post(stricter.url())).isInstanceOf(Answered.class));
        }
    }

    @Test
    void aPairThatIsNoneIsTold() throws Exception {
        var mine = keysFor("dns:router", Files.createDirectory(directory.resolve("mine")));
        var identity = identity(mine);
        write(
                identity.certificate(),
                "CERTIFICATE",
                keys.getCertificate("server").getEncoded());
        var cure = "in `%s` and `%s`; name a PEM certificate and its unencrypted key, or give none"
                .formatted(identity.certificate(), identity.key());

        assertThat(mistakeIn(identity))
                .isEqualTo("--step-cert, --step-key: found a key that is not the certificate's " + cure);
        Files.writeString(identity.key(), "no key");
        assertThat(mistakeIn(identity)).isEqualTo("--step-cert, --step-key: found no usable pair " + cure);
    }

    private String mistakeIn(StepTls.Identity identity) {
        return mistakeIn(ClientSettings.DEFAULT.withTls(StepTls.DEFAULT.withIdentity(identity)));
    }

    private String mistakeIn(String variable, Path path) {
        return mistakeIn(ClientSettings.from(Map.of(variable, path.toString())));
    }

    private String mistakeIn(ClientSettings settings) {
        calls.use(settings);
        return String.valueOf(catchThrowableOfType(UnusableEnvironmentException.class, () -> calls.to(ANY_HTTPS))
                .getMessage());
    }

    private StepTls.Identity.Pem identity(KeyStore store) throws GeneralSecurityException, IOException {
        return new StepTls.Identity.Pem(
                write(
                        directory.resolve("tls.crt"),
                        "CERTIFICATE",
                        store.getCertificate("server").getEncoded()),
                write(
                        directory.resolve("tls.key"),
                        "PRIVATE KEY",
                        store.getKey("server", PASSWORD).getEncoded()));
    }

    /** With a server that lets in nobody but one client. */
    private static FakeModelServer asking(KeyStore keys, KeyStore client) throws GeneralSecurityException, IOException {
        var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry("client", client.getCertificate("server"));
        var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        var socket = (SSLServerSocket) listener(keys, managers.getTrustManagers());
        socket.setNeedClientAuth(true);
        return FakeModelServer.on(socket, "https", _ -> Answer.of(200, "{}"));
    }

    @Test
    void filesAreReadForTheFirstHttpsTarget() throws Exception {
        var file = directory.resolve("ca.pem");
        calls.use(ClientSettings.DEFAULT.withTls(StepTls.DEFAULT.withAuthorities(List.of(file))));
        try (var plain = FakeModelServer.answering(200, "{}");
                var server = serving(keys)) {
            assertThat(calls.post(plain.url())).isInstanceOf(Answered.class);
            assertThatThrownBy(() -> calls.to(server.url())).isInstanceOf(UnusableEnvironmentException.class);

            pem(keys);

            assertThat(calls.post(server.url())).isInstanceOf(Answered.class);
        }
    }

    @Test
    void theEnvironmentNamesTheFiles() {
        assertThat(Trust.from(Map.of())).isEqualTo(new Trust.Jdk());
        assertThat(Trust.from(Map.of("SSL_CERT_FILE", "", "SSL_CERT_DIR", ""))).isEqualTo(new Trust.Jdk());
        assertThat(Trust.from(Map.of("SSL_CERT_FILE", "/a", "SSL_CERT_DIR", "/b" + File.pathSeparator + "/c")))
                .isEqualTo(new Trust.Pem(List.of(Path.of("/a")), List.of(Path.of("/b"), Path.of("/c"))));
    }

    @Test
    void aFileOrADirectoryAloneAddsToTheJdksOwn() throws Exception {
        var file = pem(keys);
        var jdks = TrustedCertificates.trustManager(trusting(List.of(), List.of()));
        var one = TrustedCertificates.trustManager(trusting(List.of(file), List.of()));
        var other = TrustedCertificates.trustManager(trusting(List.of(), List.of(directory)));
        var both = TrustedCertificates.trustManager(trusting(List.of(file), List.of(directory)));

        var ours = (X509Certificate) keys.getCertificate("server");
        assertThat(jdks.getAcceptedIssuers()).isNotEmpty().doesNotContain(ours);
        assertThat(one.getAcceptedIssuers()).contains(jdks.getAcceptedIssuers()).contains(ours);
        assertThat(other.getAcceptedIssuers())
                .contains(jdks.getAcceptedIssuers())
                .contains(ours);
        assertThat(both.getAcceptedIssuers()).containsOnly(ours);
    }

    @Test
    void whatCannotBeReadIsToldWithItsVariable() throws Exception {
        var missing = directory.resolve("missing");
        var empty = Files.writeString(directory.resolve("empty"), "nothing");
        var broken = Files.writeString(
                directory.resolve("broken"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        var cure = "; name PEM files that can be read, or unset it";

        assertThat(mistakeIn("SSL_CERT_FILE", missing)).isEqualTo("SSL_CERT_FILE: cannot read `%s`%s", missing, cure);
        assertThat(mistakeIn("SSL_CERT_FILE", empty))
                .isEqualTo("SSL_CERT_FILE: found no certificate in `%s`%s", empty, cure);
        assertThat(mistakeIn("SSL_CERT_FILE", broken))
                .isEqualTo("SSL_CERT_FILE: found a broken certificate in `%s`%s", broken, cure);
        assertThat(mistakeIn("SSL_CERT_DIR", missing)).isEqualTo("SSL_CERT_DIR: cannot read `%s`%s", missing, cure);
        assertThat(mistakeIn("SSL_CERT_DIR", directory))
                .isEqualTo("SSL_CERT_DIR: found a broken certificate in `%s`%s", broken, cure);
        Files.delete(broken);
        assertThat(mistakeIn("SSL_CERT_DIR", directory))
                .isEqualTo("SSL_CERT_DIR: found no certificate in `%s`%s", directory, cure);
    }

    private static StepTls trusting(List<Path> files, List<Path> directories) {
        return StepTls.DEFAULT.withTrust(new Trust.Pem(files, directories));
    }

    private static FakeModelServer serving(KeyStore keys) throws GeneralSecurityException, IOException {
        return FakeModelServer.on(listener(keys, null), "https", _ -> Answer.of(200, "{}"));
    }

    private static ServerSocket listener(KeyStore keys, TrustManager @Nullable [] clients)
            throws GeneralSecurityException, IOException {
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), clients, null);
        return context.getServerSocketFactory().createServerSocket(0, 10, InetAddress.getLoopbackAddress());
    }

    /** Made afresh by the JDK's own tool: a private key has no place in a repository. */
    private static KeyStore keysFor(String subjectAlternativeName, Path directory) throws Exception {
        var file = directory.resolve("server.p12");
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var process = new ProcessBuilder(List.of(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=server",
                        "-ext",
                        "SAN=" + subjectAlternativeName,
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(PASSWORD),
                        "-keystore",
                        file.toString()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor()).isZero();
        return KeyStore.getInstance(file.toFile(), PASSWORD);
    }

    private Path pem(KeyStore keys) throws GeneralSecurityException, IOException {
        return write(
                directory.resolve("ca.pem"),
                "CERTIFICATE",
                keys.getCertificate("server").getEncoded());
    }

    private static Path write(Path file, String kind, byte[] bytes) throws IOException {
        var text = Base64.getMimeEncoder().encodeToString(bytes);
        return Files.writeString(file, "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(kind, text));
    }
}
