package dev.dromos.nodes.call;

import dev.dromos.nodes.proxy.ProxyRules;
import dev.dromos.nodes.proxy.ProxyUrl;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.ProxyType;
import java.net.URI;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A target, taken apart once: what is dialled, and what is written in the request. Nothing of a request changes it.
 *
 * @param hostHeader as the user wrote it
 * @param requestTarget raw path and query as the user wrote them; characters outside ASCII are percent-encoded
 */
record Dialled(Origin origin, String hostHeader, String requestTarget) {

    /**
     * What shares a pool of connections.
     *
     * @param host without the brackets of an IPv6 address
     * @param proxy URL, empty for none
     */
    record Origin(boolean https, String host, int port, String proxy) {

        // Both as they would be made, but for the class that JDK 25 makes of each when it is first met (ADR 2).
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Origin(var otherHttps, var otherHost, var otherPort, var otherProxy)
                    && https == otherHttps
                    && port == otherPort
                    && host.equals(otherHost)
                    && proxy.equals(otherProxy);
        }

        @Override
        public int hashCode() {
            return Objects.hash(https, host, port, proxy);
        }

        /** For {@code HttpClient.connect}; not to be changed afterwards, so that every connection can share it. */
        HttpConnectOptions asConnectOptions() {
            var options = new HttpConnectOptions().setSsl(https).setHost(host).setPort(port);
            if (proxy.isEmpty()) {
                return options;
            }
            var through = ProxyUrl.asOptions(proxy);
            return forwards()
                    ? options.setHost(through.getHost()).setPort(through.getPort())
                    : options.setProxyOptions(through);
        }

        /** The same server without TLS, directly. */
        Origin plain(int otherPort) {
            return new Origin(false, host, otherPort, "");
        }

        /** True when a proxy is asked for the target itself; any other proxy makes a tunnel, and is not seen in the request. */
        boolean forwards() {
            return !https && !proxy.isEmpty() && ProxyUrl.asOptions(proxy).getType() == ProxyType.HTTP;
        }
    }

    /** A host that {@link URI} does not take for one, for an underscore or a last label that begins with a digit; no user, no brackets. */
    private static final Pattern AUTHORITY = Pattern.compile("([A-Za-z0-9_.-]+)(?::([0-9]{1,5}))?");

    static Dialled from(URI target, ProxyRules proxies) {
        var uri = URI.create(target.toASCIIString());
        var https = "https".equalsIgnoreCase(uri.getScheme());
        var authority = AUTHORITY.matcher(uri.getRawAuthority() == null ? "" : uri.getRawAuthority());
        boolean registered = uri.getHost() == null && authority.matches();
        if ((uri.getHost() == null && !registered) || !(https || "http".equalsIgnoreCase(uri.getScheme()))) {
            throw new IllegalArgumentException(
                    "target must be an http or https URL with a host, found %s".formatted(target));
        }
        var name = registered ? authority.group(1) : uri.getHost();
        var given = registered && authority.group(2) != null ? Integer.parseInt(authority.group(2)) : uri.getPort();
        var port = given >= 0 ? given : https ? 443 : 80;
        var hostHeader = given >= 0 ? name + ":" + given : name;
        var path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        var requestTarget = uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
        var proxy = proxies.proxyFor(https, name, port);
        var host = name.replaceAll("[\\[\\]]", "");
        return new Dialled(new Origin(https, host, port, proxy), hostHeader, requestTarget);
    }

    /** Where the same URL leads with {@code http} for its scheme: to its own port, else to 80. */
    int plainPort() {
        return hostHeader.endsWith(":" + origin.port()) ? origin.port() : 80;
    }

    /** For a request on a connection to {@link #origin}; not to be changed afterwards, so that every call can share it. */
    RequestOptions asRequestOptions() {
        var options = new RequestOptions().setMethod(HttpMethod.POST).setFollowRedirects(false);
        if (!origin.forwards()) {
            return options.setURI(requestTarget);
        }
        ProxyUrl.authorization(origin.proxy())
                .ifPresent(credentials -> options.addHeader(HttpHeaders.PROXY_AUTHORIZATION, credentials));
        return options.setURI("http://" + hostHeader + requestTarget);
    }

    /** Where to, without the query and the proxy, which may hold secrets. */
    @Override
    public String toString() {
        return (origin.https() ? "https://" : "http://")
                + hostHeader
                + requestTarget.split("\\?", 2)[0];
    }
}
