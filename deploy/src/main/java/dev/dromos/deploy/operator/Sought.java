package dev.dromos.deploy.operator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dromos.deploy.steps.Cluster;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * What one look at a graph finds: what is watched, and runtimes of KServe, which are asked for when they are needed. Few services name one,
 * and its protocols do not change.
 */
final class Sought implements Cluster {
    private final KubernetesClient client;
    private final Cluster watched;
    private final String namespace;
    private final Set<Kind> hidden = EnumSet.noneOf(Kind.class);

    Sought(KubernetesClient client, Cluster watched, String namespace) {
        this.client = client;
        this.watched = watched;
        this.namespace = namespace;
    }

    @Override
    public Optional<JsonNode> find(Kind kind, String name) {
        return switch (kind) {
            case SERVING_RUNTIME, CLUSTER_SERVING_RUNTIME -> runtime(kind, name);
            case INFERENCE_SERVICE, KNATIVE_SERVICE, SERVICE, GRAPH -> watched.find(kind, name);
        };
    }

    @Override
    public boolean isHidden(Kind kind) {
        return hidden.contains(kind);
    }

    /** Whether a right was missing; nobody tells when it is given. */
    boolean isPartial() {
        return !hidden.isEmpty();
    }

    private Optional<JsonNode> runtime(Kind kind, String name) {
        var resources = client.genericKubernetesResources(kind.definition());
        try {
            var found = kind.isNamespaced()
                    ? resources.inNamespace(namespace).withName(name).get()
                    : resources.withName(name).get();
            return Optional.ofNullable(found)
                    .map(object -> client.getKubernetesSerialization().convertValue(object, JsonNode.class));
        } catch (KubernetesClientException refused) {
            if (refused.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
                hidden.add(kind);
                return Optional.empty();
            }
            throw refused;
        }
    }
}
