package dev.dromos.nodes.tls;

import dev.dromos.nodes.environment.UnusableEnvironmentException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Reads PEM files into certificates to trust. Blocks. */
final class TrustedCertificates {
    /** Whatever else is in a file, keys or comments, is passed over. */
    private static final Pattern CERTIFICATE =
            Pattern.compile("-----BEGIN CERTIFICATE-----([^-]*)-----END CERTIFICATE-----");

    private TrustedCertificates() {}

    /** Throws {@link UnusableEnvironmentException} for what cannot be read. */
    static X509TrustManager trustManager(StepTls tls) {
        var certificates = new ArrayList<X509Certificate>();
        boolean addsToTheJdks = switch (tls.trust()) {
            case Trust.Jdk() -> true;
            case Trust.Pem pem -> {
                certificates.addAll(inFiles(Trust.FILE, pem.files()));
                certificates.addAll(inDirectories(pem.directories()));
                yield pem.addsToTheJdks();
            }
        };
        certificates.addAll(inFiles("--step-ca", tls.authorities()));
        try {
            if (addsToTheJdks) {
                certificates.addAll(Arrays.asList(managerOf(null).getAcceptedIssuers()));
            }
            return new TrustInDate(managerOf(storeOf(certificates)));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("every JDK can keep certificates in memory", e);
        }
    }

    private static List<X509Certificate> inFiles(String source, List<Path> files) {
        var certificates = new ArrayList<X509Certificate>();
        for (var file : files) {
            var found = inFile(source, file);
            if (found.isEmpty()) {
                throw UnusableFile.noCertificate(source, List.of(file));
            }
            certificates.addAll(found);
        }
        return certificates;
    }

    private static List<X509Certificate> inDirectories(List<Path> directories) {
        var found = directories.stream()
                .flatMap(directory -> filesIn(directory).stream())
                .flatMap(file -> inFile(Trust.DIRECTORIES, file).stream())
                .toList();
        if (found.isEmpty() && !directories.isEmpty()) {
            throw UnusableFile.noCertificate(Trust.DIRECTORIES, directories);
        }
        return found;
    }

    private static List<Path> filesIn(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException _) {
            throw UnusableFile.unreadable(Trust.DIRECTORIES, directory);
        }
    }

    private static List<X509Certificate> inFile(String variable, Path file) {
        try {
            var text = Files.readString(file, StandardCharsets.ISO_8859_1);
            var factory = CertificateFactory.getInstance("X.509");
            var found = new ArrayList<X509Certificate>();
            for (var block : CERTIFICATE.matcher(text).results().toList()) {
                var bytes = Base64.getMimeDecoder().decode(block.group(1));
                found.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(bytes)));
            }
            return found;
        } catch (IOException _) {
            throw UnusableFile.unreadable(variable, file);
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            throw UnusableFile.brokenCertificate(variable, file);
        }
    }

    private static KeyStore storeOf(List<X509Certificate> certificates) throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (int i = 0; i < certificates.size(); i++) {
            store.setCertificateEntry(Integer.toString(i), certificates.get(i));
        }
        return store;
    }

    /** @param store null for the JDK's own authorities, which is how its API says so */
    private static X509ExtendedTrustManager managerOf(@Nullable KeyStore store) throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
    }
}
