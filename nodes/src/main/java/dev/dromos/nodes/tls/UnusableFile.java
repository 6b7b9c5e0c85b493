package dev.dromos.nodes.tls;

import dev.dromos.nodes.environment.UnusableEnvironmentException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** What is said of a file that a variable or a flag names, in place of certificates or a key. */
final class UnusableFile {
    private static final String CURE = "name PEM files that can be read";

    private UnusableFile() {}

    static UnusableEnvironmentException unreadable(String variable, Path path) {
        return of(variable, "cannot read `%s`".formatted(path));
    }

    static UnusableEnvironmentException brokenCertificate(String variable, Path path) {
        return of(variable, "found a broken certificate in `%s`".formatted(path));
    }

    static UnusableEnvironmentException noCertificate(String variable, List<Path> paths) {
        var all = paths.stream().map(path -> "`" + path + "`").collect(Collectors.joining(", "));
        return of(variable, "found no certificate in " + all);
    }

    /** @param flags those that name the client certificate and its key */
    static UnusableEnvironmentException badIdentity(String flags, StepTls.Identity.Pem files, String found) {
        return UnusableEnvironmentException.forFlag(
                flags,
                "found %s in `%s` and `%s`".formatted(found, files.certificate(), files.key()),
                "name a PEM certificate and its unencrypted key");
    }

    /** @param source a variable or a flag */
    private static UnusableEnvironmentException of(String source, String found) {
        return source.startsWith("--")
                ? UnusableEnvironmentException.forFlag(source, found, CURE)
                : UnusableEnvironmentException.forVariable(source, found, CURE);
    }
}
