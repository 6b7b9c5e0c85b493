package dev.dromos.nodes.tls;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What https steps are spoken to with.
 *
 * @param authorities PEM files whose certificates are trusted besides {@code trust}
 * @param reload how often the files are looked at for changes, default 30 s: rotated certificates count within a minute
 */
public record StepTls(Trust trust, List<Path> authorities, Identity identity, Duration reload) {

    /** The JDK's authorities, no certificate of our own. */
    public static final StepTls DEFAULT =
            new StepTls(new Trust.Jdk(), List.of(), new Identity.None(), Duration.ofSeconds(30));

    /** What a server is shown that asks who calls. */
    public sealed interface Identity {
        List<Path> files();

        record None() implements Identity {
            @Override
            public List<Path> files() {
                return List.of();
            }
        }

        /**
         * In PEM.
         *
         * @param certificate with the chain behind it
         * @param key unencrypted, PKCS #8, PKCS #1 or SEC 1
         */
        record Pem(Path certificate, Path key) implements Identity {
            @Override
            public List<Path> files() {
                return List.of(certificate, key);
            }
        }
    }

    public StepTls {
        authorities = List.copyOf(authorities);
    }

    public StepTls withTrust(Trust other) {
        return new StepTls(other, authorities, identity, reload);
    }

    public StepTls withAuthorities(List<Path> files) {
        return new StepTls(trust, files, identity, reload);
    }

    public StepTls withIdentity(Identity other) {
        return new StepTls(trust, authorities, other, reload);
    }

    public StepTls withReload(Duration period) {
        return new StepTls(trust, authorities, identity, period);
    }

    /** False where all comes with the JDK, so that there is nothing to read. */
    public boolean hasFiles() {
        return !files().isEmpty() || !directories().isEmpty();
    }

    List<Path> files() {
        var files = new ArrayList<Path>(authorities);
        files.addAll(trust.files());
        files.addAll(identity.files());
        return files;
    }

    List<Path> directories() {
        return trust.directories();
    }
}
