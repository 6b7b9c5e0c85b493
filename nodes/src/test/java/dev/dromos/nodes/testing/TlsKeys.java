package dev.dromos.nodes.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * A key and a certificate for it that nobody but itself has signed. Made afresh by the JDK's own tool: a private key has no place in
 * a repository.
 */
public record TlsKeys(KeyStore store) {
    private static final String ALIAS = "server";
    private static final char[] PASSWORD = "changeit".toCharArray();

    /** To make one takes half a second: tests share them. */
    private static final Map<String, TlsKeys> SHARED = new ConcurrentHashMap<>();

    /** For 127.0.0.1. */
    public static TlsKeys ofLoopback() {
        return of("ip:127.0.0.1");
    }

    /**
     * The same for everybody who asks for the subject.
     *
     * @param subject an alternative name: {@code ip:127.0.0.1}, {@code dns:elsewhere}
     */
    public static TlsKeys of(String subject) {
        return SHARED.computeIfAbsent(subject, TlsKeys::another);
    }

    /** That nobody else has. */
    public static TlsKeys another(String subject) {
        return made(subject, List.of());
    }

    /** Since yesterday. */
    public static TlsKeys expired(String subject) {
        return made(subject, List.of("-startdate", "-2d", "-validity", "1"));
    }

    public X509Certificate certificate() throws GeneralSecurityException {
        return (X509Certificate) store.getCertificate(ALIAS);
    }

    /** As PEM. */
    public Path writeCertificate(Path file) throws GeneralSecurityException, IOException {
        return write(file, "CERTIFICATE", certificate().getEncoded());
    }

    /** As PEM, unencrypted. */
    public Path writeKey(Path file) throws GeneralSecurityException, IOException {
        return write(file, "PRIVATE KEY", store.getKey(ALIAS, PASSWORD).getEncoded());
    }

    /** That answers 200 to whoever trusts it. */
    public FakeModelServer serving() throws GeneralSecurityException, IOException {
        return FakeModelServer.on(listener(context(null)), "https", _ -> Answer.of(200, "{}"));
    }

    /** The same for nobody but one client. */
    public FakeModelServer servingOnly(TlsKeys client) throws GeneralSecurityException, IOException {
        var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry("client", client.certificate());
        var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        var listener = listener(context(managers.getTrustManagers()));
        listener.setNeedClientAuth(true);
        return FakeModelServer.on(listener, "https", _ -> Answer.of(200, "{}"));
    }

    /** Of a server that asks nobody who they are. */
    public SSLContext context() throws GeneralSecurityException {
        return context(null);
    }

    private SSLContext context(TrustManager @Nullable [] clients) throws GeneralSecurityException {
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD);
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), clients, null);
        return context;
    }

    private static SSLServerSocket listener(SSLContext context) throws IOException {
        return (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 10, InetAddress.getLoopbackAddress());
    }

    private static TlsKeys made(String subject, List<String> validity) {
        try {
            var directory = Files.createTempDirectory("keys");
            var file = directory.resolve("server.p12");
            try {
                make(subject, file, validity);
                return new TlsKeys(KeyStore.getInstance(file.toFile(), PASSWORD));
            } finally {
                Files.deleteIfExists(file);
                Files.delete(directory);
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void make(String subject, Path file, List<String> validity) throws IOException {
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var command = new ArrayList<>(List.of(keytool, "-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC"));
        command.addAll(List.of("-genkeypair", "-alias", ALIAS, "-keyalg", "EC", "-groupname", "secp256r1"));
        command.addAll(List.of("-dname", "CN=server", "-ext", "SAN=" + subject));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", new String(PASSWORD)));
        command.addAll(List.of("-keystore", file.toString()));
        command.addAll(validity);
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.onExit().join().exitValue() != 0) {
            throw new IllegalStateException("keytool failed: %s".formatted(command));
        }
    }

    private static Path write(Path file, String kind, byte[] bytes) throws IOException {
        var text = Base64.getMimeEncoder().encodeToString(bytes);
        return Files.writeString(file, "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(kind, text));
    }
}
