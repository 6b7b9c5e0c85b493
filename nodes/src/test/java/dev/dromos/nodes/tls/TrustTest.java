package dev.dromos.nodes.tls;

import static dev.dromos.nodes.call.Calls.STEP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dromos.nodes.call.Calls;
import dev.dromos.nodes.call.ClientSettings;
import dev.dromos.nodes.call.StepFailure.Refused;
import dev.dromos.nodes.call.StepFailure.Refused.Phase;
import dev.dromos.nodes.call.StepResult.Answered;
import dev.dromos.nodes.call.StepResult.Failed;
import dev.dromos.nodes.environment.UnusableEnvironmentException;
import dev.dromos.nodes.testing.FakeModelServer;
import dev.dromos.nodes.testing.TlsKeys;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Whom a step's client trusts, and whom it says it is: files and their changes. */
class TrustTest {
    private static final URI ANY_HTTPS = URI.create("https://127.0.0.1/");
    private static final Failed TLS = new Failed(new Refused(STEP, Phase.TLS));

    @RegisterExtension
    final Calls calls = new Calls();

    @TempDir
    Path directory;

    private final TlsKeys keys = TlsKeys.ofLoopback();

    @Test
    void aCertificateFromTheNamedFileIsTrusted() throws Exception {
        calls.use(ClientSettings.DEFAULT.withTrust(new Trust.Pem(List.of(pem(keys)), List.of())));
        try (var server = keys.serving()) {
            assertThat(calls.post(server.url())).isEqualTo(new Answered(200, Calls.payload("{}")));
        }
    }

    @Test
    void aDirectoryMayHoldOtherFilesToo() throws Exception {
        var certificates = Files.createDirectory(directory.resolve("certificates"));
        Files.copy(pem(keys), certificates.resolve("ca.pem"));
        Files.writeString(certificates.resolve("README"), "not a certificate");
        calls.use(ClientSettings.DEFAULT.withTrust(new Trust.Pem(List.of(), List.of(certificates))));
        try (var server = keys.serving()) {
            assertThat(calls.post(server.url())).isEqualTo(new Answered(200, Calls.payload("{}")));
        }
    }

    @Test
    @DisplayName(
            "A42 connections are opened with the certificates that the files hold by then; bad files change nothing")
    void rotatedAuthoritiesCount() throws Exception {
        var others = TlsKeys.another("ip:127.0.0.1");
        var file = pem(others);
        calls.use(ClientSettings.DEFAULT
                .withTls(StepTls.DEFAULT.withAuthorities(List.of(file)).withReload(Duration.ofMillis(20)))
                .withPool(1, 10));
        try (var server = keys.serving()) {
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
        var mine = TlsKeys.of("dns:router");
        var next = TlsKeys.another("dns:router");
        var identity = identity(mine);
        calls.use(ClientSettings.DEFAULT.withTls(StepTls.DEFAULT
                .withAuthorities(List.of(pem(keys)))
                .withIdentity(identity)
                .withReload(Duration.ofMillis(20))));
        try (var server = keys.servingOnly(mine);
                var stricter = keys.servingOnly(next)) {
            assertThat(calls.post(server.url())).isInstanceOf(Answered.class);
            assertThat(calls.post(stricter.url())).isInstanceOf(Failed.class);

            next.writeCertificate(identity.certificate());
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
        var mine = TlsKeys.of("dns:router");
        var identity = identity(mine);
        keys.writeCertificate(identity.certificate());
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

    private StepTls.Identity.Pem identity(TlsKeys mine) throws GeneralSecurityException, IOException {
        return new StepTls.Identity.Pem(
                mine.writeCertificate(directory.resolve("tls.crt")), mine.writeKey(directory.resolve("tls.key")));
    }

    @Test
    void filesAreReadForTheFirstHttpsTarget() throws Exception {
        var file = directory.resolve("ca.pem");
        calls.use(ClientSettings.DEFAULT.withTls(StepTls.DEFAULT.withAuthorities(List.of(file))));
        try (var plain = FakeModelServer.answering(200, "{}");
                var server = keys.serving()) {
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

        var ours = keys.certificate();
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

    private Path pem(TlsKeys keys) throws GeneralSecurityException, IOException {
        return keys.writeCertificate(directory.resolve("ca.pem"));
    }
}
