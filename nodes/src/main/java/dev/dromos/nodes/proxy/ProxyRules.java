package dev.dromos.nodes.proxy;

import dev.dromos.nodes.environment.UnusableEnvironmentException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Which proxy a target is reached through, by the rules of Go's {@code net/http}, which KServe's router follows: loopback never,
 * {@code NO_PROXY} names hosts, domains, addresses and networks, optionally with a port, or {@code *} for all.
 *
 * @param http proxy URL for http targets, empty for none
 * @param https proxy URL for https targets, empty for none
 */
public record ProxyRules(String http, String https, List<NoProxy> exceptions) {

    /** Every target is reached directly. */
    public static final ProxyRules NONE = new ProxyRules("", "", List.of());

    public ProxyRules {
        exceptions = List.copyOf(exceptions);
    }

    /**
     * {@code HTTP_PROXY}, {@code HTTPS_PROXY}, {@code NO_PROXY}; where one is not set, its lower-case form. Throws
     * {@link UnusableEnvironmentException} for a proxy that cannot be used.
     */
    public static ProxyRules from(Map<String, String> environment) {
        return new ProxyRules(
                proxy(environment, "HTTP_PROXY"),
                proxy(environment, "HTTPS_PROXY"),
                NoProxy.parseAll(environment.getOrDefault(variable(environment, "NO_PROXY"), "")));
    }

    /**
     * The proxy's URL, or empty for a direct connection.
     *
     * @param host as in a URL, IPv6 in brackets
     */
    public String proxyFor(boolean https, String host, int port) {
        var proxy = https ? this.https : http;
        var plainHost = host.toLowerCase(Locale.ROOT).replaceAll("[\\[\\]]|\\.$", "");
        var direct =
                isLoopback(plainHost) || exceptions.stream().anyMatch(exception -> exception.covers(plainHost, port));
        return direct ? "" : proxy;
    }

    private static boolean isLoopback(String host) {
        return host.equals("localhost")
                || IpAddress.parse(host).map(IpAddress::isLoopback).orElse(false);
    }

    private static String proxy(Map<String, String> environment, String name) {
        var variable = variable(environment, name);
        return ProxyUrl.checked(variable, environment.getOrDefault(variable, ""));
    }

    /** The name itself where it is set, else its lower-case form. */
    private static String variable(Map<String, String> environment, String name) {
        return environment.getOrDefault(name, "").isEmpty() ? name.toLowerCase(Locale.ROOT) : name;
    }
}
