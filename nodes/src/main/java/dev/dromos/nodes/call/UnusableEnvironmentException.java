package dev.dromos.nodes.call;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The process was started with an environment variable, or with files named by a flag, that it cannot use: a mistake of whoever
 * started it. The message is one line for them: which variable or flag, what was found, what to do.
 */
public final class UnusableEnvironmentException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private static final String PEM = "name PEM files that can be read";

    private UnusableEnvironmentException(String variable, String found, String cure) {
        super("%s: %s; %s, or %s"
                .formatted(variable, found, cure, variable.startsWith("--") ? "give none" : "unset it"));
    }

    /** For a flag that somebody else than the command line has found unusable. */
    public static UnusableEnvironmentException forFlag(String flag, String found, String cure) {
        return new UnusableEnvironmentException(flag, found, cure);
    }

    static UnusableEnvironmentException forUnreadable(String variable, Path path) {
        return new UnusableEnvironmentException(variable, "cannot read `%s`".formatted(path), PEM);
    }

    static UnusableEnvironmentException forBadCertificate(String variable, Path path) {
        return new UnusableEnvironmentException(variable, "found a broken certificate in `%s`".formatted(path), PEM);
    }

    static UnusableEnvironmentException forNoCertificates(String variable, List<Path> paths) {
        var all = paths.stream().map(path -> "`" + path + "`").collect(Collectors.joining(", "));
        return new UnusableEnvironmentException(variable, "found no certificate in " + all, PEM);
    }

    /** @param flags those that name the client certificate and its key */
    static UnusableEnvironmentException forBadIdentity(String flags, StepTls.Identity.Pem files, String found) {
        return new UnusableEnvironmentException(
                flags,
                "found %s in `%s` and `%s`".formatted(found, files.certificate(), files.key()),
                "name a PEM certificate and its unencrypted key");
    }

    /** @param url may hold a password: everything before the host stays unsaid */
    static UnusableEnvironmentException forProxy(String variable, String url) {
        var shown = url.replaceFirst("^([a-zA-Z0-9+.-]*://)?.*@", "$1***@");
        return new UnusableEnvironmentException(
                variable,
                "found `%s`".formatted(shown),
                "name a proxy as http://host:port, socks5://host:port or socks5h://host:port");
    }
}
