package dev.dromos.nodes.proxy;

import dev.dromos.nodes.environment.UnusableEnvironmentException;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** What the URL of a proxy means; without a scheme it is an HTTP one. */
public final class ProxyUrl {
    private ProxyUrl() {}

    /** Returns the URL of a variable, when it can be used or is empty; throws {@link UnusableEnvironmentException} otherwise. */
    static String checked(String variable, String url) {
        try {
            if (!url.isEmpty()) {
                asOptions(url);
            }
            return url;
        } catch (IllegalArgumentException _) { // its message may hold the URL, and that a password
            throw UnusableEnvironmentException.forVariable(
                    variable,
                    "found `%s`".formatted(shown(url)),
                    "name a proxy as http://host:port, socks5://host:port or socks5h://host:port");
        }
    }

    /** It may hold a password: everything before the host stays unsaid. */
    private static String shown(String url) {
        return url.replaceFirst("^([a-zA-Z0-9+.-]*://)?.*@", "$1***@");
    }

    /** Throws {@link IllegalArgumentException} for what is no proxy that can be used. */
    public static ProxyOptions asOptions(String url) {
        var uri = URI.create(url.contains("://") ? url : "http://" + url);
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("proxy must have a host");
        }
        var type = switch (uri.getScheme().toLowerCase(Locale.ROOT)) {
            case "http" -> ProxyType.HTTP;
            case "socks5", "socks5h" -> ProxyType.SOCKS5;
            default ->
                throw new IllegalArgumentException(
                        "proxy must be http, socks5 or socks5h, found %s".formatted(uri.getScheme()));
        };
        var defaultPort = type == ProxyType.HTTP ? 80 : 1080;
        var options = new ProxyOptions()
                .setType(type)
                .setHost(uri.getHost())
                .setPort(uri.getPort() >= 0 ? uri.getPort() : defaultPort);
        var user = uri.getUserInfo();
        if (user != null) {
            var parts = user.split(":", 2);
            options.setUsername(parts[0]).setPassword(parts.length > 1 ? parts[1] : "");
        }
        return options;
    }

    /** What an HTTP proxy is told of who asks; empty where its URL names no user. */
    public static Optional<String> authorization(String url) {
        var options = asOptions(url);
        if (options.getUsername() == null) {
            return Optional.empty();
        }
        var credentials = (options.getUsername() + ":" + options.getPassword()).getBytes(StandardCharsets.UTF_8);
        return Optional.of("Basic " + Base64.getEncoder().encodeToString(credentials));
    }
}
