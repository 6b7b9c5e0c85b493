package dev.dromos.nodes.call;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;

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
    record Origin(boolean https, String host, int port, String proxy) {}

    static Dialled from(URI target, ProxyRules proxies) {
        var uri = URI.create(target.toASCIIString());
        var https = "https".equalsIgnoreCase(uri.getScheme());
        if (uri.getHost() == null || !(https || "http".equalsIgnoreCase(uri.getScheme()))) {
            throw new IllegalArgumentException(
                    "target must be an http or https URL with a host, found %s".formatted(target));
        }
        var port = uri.getPort() >= 0 ? uri.getPort() : https ? 443 : 80;
        var hostHeader = uri.getPort() >= 0 ? uri.getHost() + ":" + uri.getPort() : uri.getHost();
        var path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        var requestTarget = uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
        var proxy = proxies.proxyFor(https, uri.getHost(), port);
        var host = uri.getHost().replaceAll("[\\[\\]]", "");
        return new Dialled(new Origin(https, host, port, proxy), hostHeader, requestTarget);
    }

    /** For {@code HttpClient.request}; not to be changed afterwards, so that every call can share it. */
    RequestOptions asRequestOptions() {
        var options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setSsl(origin.https())
                .setHost(origin.host())
                .setPort(origin.port())
                .setURI(requestTarget)
                .setFollowRedirects(false);
        return origin.proxy().isEmpty() ? options : options.setProxyOptions(ProxyUrl.asOptions(origin.proxy()));
    }

    /** Where to, without the query and the proxy, which may hold secrets. */
    @Override
    public String toString() {
        return (origin.https() ? "https://" : "http://")
                + hostHeader
                + requestTarget.split("\\?", 2)[0];
    }
}
