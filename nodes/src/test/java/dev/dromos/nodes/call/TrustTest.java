package dev.dromos.nodes.call;

import static dev.dromos.nodes.call.Calls.STEP;
import static org.assertj.core.api.Assertions.assertThat;
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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Faults A39 to A41. */
class TrustTest {
    private static final char[] PASSWORD = "changeit".toCharArray();
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
    void anUnknownCertificateIsRefused() throws Exception {
        try (var server = serving(keys)) {
            assertThat(calls.post(server.url())).isEqualTo(TLS);
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void aCertificateForAnotherHostIsRefused() throws Exception {
        var others = keysFor("dns:elsewhere", directory);
        calls.use(ClientSettings.DEFAULT.withTrust(new Trust.Pem(List.of(pem(others)), List.of())));
        try (var server = serving(others)) {
            assertThat(calls.post(server.url())).isEqualTo(TLS);
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
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
    void theEnvironmentNamesTheFiles() {
        assertThat(Trust.from(Map.of())).isEqualTo(new Trust.Jdk());
        assertThat(Trust.from(Map.of("SSL_CERT_FILE", "", "SSL_CERT_DIR", ""))).isEqualTo(new Trust.Jdk());
        assertThat(Trust.from(Map.of("SSL_CERT_FILE", "/a", "SSL_CERT_DIR", "/b" + File.pathSeparator + "/c")))
                .isEqualTo(new Trust.Pem(List.of(Path.of("/a")), List.of(Path.of("/b"), Path.of("/c"))));
    }

    @Test
    void aFileOrADirectoryAloneAddsToTheJdksOwn() throws Exception {
        var file = pem(keys);
        var jdks = TrustedCertificates.trustManager(new Trust.Pem(List.of(), List.of()));
        var one = TrustedCertificates.trustManager(new Trust.Pem(List.of(file), List.of()));
        var other = TrustedCertificates.trustManager(new Trust.Pem(List.of(), List.of(directory)));
        var both = TrustedCertificates.trustManager(new Trust.Pem(List.of(file), List.of(directory)));

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

    private String mistakeIn(String variable, Path path) {
        var settings = ClientSettings.from(Map.of(variable, path.toString()));
        return String.valueOf(catchThrowableOfType(
                        UnusableEnvironmentException.class, () -> PredictorClient.create(calls.vertx(), settings))
                .getMessage());
    }

    private static FakeModelServer serving(KeyStore keys) throws GeneralSecurityException, IOException {
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        var socket = context.getServerSocketFactory().createServerSocket(0, 10, InetAddress.getLoopbackAddress());
        return FakeModelServer.on(socket, "https", _ -> Answer.of(200, "{}"));
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
        var encoded = Base64.getMimeEncoder()
                .encodeToString(keys.getCertificate("server").getEncoded());
        return Files.writeString(
                directory.resolve("ca.pem"),
                "-----BEGIN CERTIFICATE-----\n" + encoded + "\n-----END CERTIFICATE-----\n");
    }
}
