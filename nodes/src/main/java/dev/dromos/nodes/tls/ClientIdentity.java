package dev.dromos.nodes.tls;

import dev.dromos.nodes.environment.UnusableEnvironmentException;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.X509KeyManager;
import org.jspecify.annotations.Nullable;

/** Reads the certificate that servers are shown, and its key. Blocks. */
final class ClientIdentity {
    private static final String FLAGS = "--step-cert, --step-key";

    /** How a key of each kind signs; servers take no others. */
    private static final Map<String, String> SIGNATURES =
            Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");

    private ClientIdentity() {}

    /** Throws {@link UnusableEnvironmentException} for what cannot be read or does not fit together, as between two writes of a rotation. */
    static KeyCertOptions read(Vertx vertx, StepTls.Identity.Pem files) {
        var options =
                new PemKeyCertOptions().setCertValue(bytes(files.certificate())).setKeyValue(bytes(files.key()));
        var manager = manager(vertx, files, options);
        if (!isPair(manager)) {
            throw UnusableFile.badIdentity(FLAGS, files, "a key that is not the certificate's");
        }
        return KeyCertOptions.wrap(manager);
    }

    private static Buffer bytes(Path file) {
        try {
            return Buffer.buffer(Files.readAllBytes(file));
        } catch (IOException _) {
            throw UnusableFile.unreadable(FLAGS, file);
        }
    }

    private static X509KeyManager manager(Vertx vertx, StepTls.Identity.Pem files, PemKeyCertOptions options) {
        try {
            return (X509KeyManager) options.getKeyManagerFactory(vertx).getKeyManagers()[0];
        } catch (Exception _) { // declared so; its message may hold a part of the key
            throw UnusableFile.badIdentity(FLAGS, files, "no usable pair");
        }
    }

    private static boolean isPair(X509KeyManager manager) {
        for (var kind : SIGNATURES.entrySet()) {
            @Nullable String[] aliases = manager.getClientAliases(kind.getKey(), null);
            if (aliases != null && aliases.length > 0) {
                var alias = Objects.requireNonNull(aliases[0]);
                return signs(
                        manager.getPrivateKey(alias),
                        manager.getCertificateChain(alias)[0].getPublicKey(),
                        kind.getValue());
            }
        }
        return false;
    }

    private static boolean signs(PrivateKey key, PublicKey certified, String algorithm) {
        var text = "any".getBytes(StandardCharsets.US_ASCII);
        try {
            var signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(text);
            var signed = signature.sign();
            signature.initVerify(certified);
            signature.update(text);
            return signature.verify(signed);
        } catch (GeneralSecurityException _) {
            return false;
        }
    }
}
