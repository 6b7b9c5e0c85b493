package dev.dromos.deploy.operator;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.util.Map;

/** How an API server is spoken to. */
final class Clients {
    /** For a connection that has just been closed; what lasts longer is tried again later and ever later, by who may still write then. */
    private static final int RETRIES = 1;

    private static final int RETRY_MILLIS = 200;

    private Clients() {}

    /**
     * One whose every watch is an HTTP/1.1 answer on a connection of its own: it can be given up at once, without an agreement by the
     * other side, and takes no other one with it.
     *
     * @param witnesses who hear of each request, by their names
     */
    static KubernetesClient of(Config config, Map<String, Interceptor> witnesses) {
        var settings = new ConfigBuilder(config)
                .withUserAgent(Hands.FIELD_MANAGER) // what is created is booked under it, as what is applied is
                .withOnlyHttpWatches(true)
                .withHttp2Disable(true)
                .withRequestRetryBackoffLimit(RETRIES)
                .withRequestRetryBackoffInterval(RETRY_MILLIS)
                .build();
        return new KubernetesClientBuilder()
                .withConfig(settings)
                .withHttpClientFactory(new EndingHttp())
                .withHttpClientBuilderConsumer(builder -> witnesses.forEach(builder::addOrReplaceInterceptor))
                .build();
    }
}
