package dev.dromos.deploy.operator;

import dev.dromos.deploy.status.News;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells news of a graph as events, for {@code kubectl describe}. They are a service to readers: no graph fails for want of one. */
final class EventWriter {
    private static final Logger LOG = LoggerFactory.getLogger(EventWriter.class);

    private final KubernetesClient client;
    private final InstantSource clock;

    EventWriter(KubernetesClient client, InstantSource clock) {
        this.client = client;
        this.clock = clock;
    }

    void write(GraphResource graph, List<News> news) {
        for (News one : news) {
            write(graph, one, UUID.randomUUID());
        }
    }

    /** Tells it unless an event says so of this generation of the graph already; the API server keeps one for an hour. */
    void writeOnce(GraphResource graph, News news) {
        var metadata = graph.getMetadata();
        String said = "%s %d %s".formatted(metadata.getUid(), metadata.getGeneration(), news);
        write(graph, news, UUID.nameUUIDFromBytes(said.getBytes(StandardCharsets.UTF_8)));
    }

    private void write(GraphResource graph, News news, UUID id) {
        try {
            client.resource(event(graph, news, id)).create();
        } catch (KubernetesClientException refused) {
            if (refused.getCode() != HttpURLConnection.HTTP_CONFLICT) { // then it is there already
                LOG.atInfo()
                        .addKeyValue("namespace", graph.getMetadata().getNamespace())
                        .addKeyValue("graph", graph.getMetadata().getName())
                        .log("event {} could not be written: {}", news.reason(), Refusal.message(refused));
            }
        }
    }

    private Event event(GraphResource graph, News news, UUID id) {
        var metadata = graph.getMetadata();
        String now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        return new EventBuilder()
                .withNewMetadata()
                .withName("dromos-" + id)
                .withNamespace(metadata.getNamespace())
                .endMetadata()
                .withNewInvolvedObject()
                .withApiVersion(graph.getApiVersion())
                .withKind(graph.getKind())
                .withName(metadata.getName())
                .withNamespace(metadata.getNamespace())
                .withUid(metadata.getUid())
                .withResourceVersion(metadata.getResourceVersion())
                .endInvolvedObject()
                .withType(news.weight().name())
                .withReason(news.reason())
                .withMessage(news.message())
                .withNewSource()
                .withComponent(Hands.FIELD_MANAGER)
                .endSource()
                .withFirstTimestamp(now)
                .withLastTimestamp(now)
                .withCount(1)
                .build();
    }
}
