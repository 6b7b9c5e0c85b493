package dev.dromos.shared;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.dromos.deploy.graph.GraphObject;
import dev.dromos.deploy.steps.Cluster.Kind;
import dev.dromos.graph.ApiGroup;
import dev.dromos.router.logging.LogKeys;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks an API server, page by page. */
final class ClusterLists implements Lists {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterLists.class);

    /** Objects in one answer. */
    private static final long PAGE = 500;

    /** For one page: a server that stalls within an answer would be waited for without an end. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final KubernetesClient client;
    private final String selector;

    /** What could be listed once, and must not silently look empty later: another object of the same name would be called. */
    private final Set<Place> listed = new HashSet<>();

    private final Set<Place> refused = new HashSet<>();

    private record Place(Kind kind, String namespace) {}

    /** @param selector of graphs, by their labels; empty for all */
    ClusterLists(KubernetesClient client, String selector) {
        this.client = client;
        this.selector = selector;
    }

    @Override
    public List<GraphObject> graphs(String namespace) {
        return pages(Kind.GRAPH, namespace, selector).stream().map(this::graph).toList();
    }

    private GraphObject graph(GenericKubernetesResource resource) {
        var spec = resource.get("spec");
        JsonNode tree = spec == null
                ? NullNode.getInstance()
                : client.getKubernetesSerialization().convertValue(spec, JsonNode.class);
        return new GraphObject(ApiGroup.DROMOS, resource.getMetadata(), tree);
    }

    @Override
    public Map<String, JsonNode> objects(Kind kind, String namespace) {
        var place = new Place(kind, kind.isNamespaced() ? namespace : "");
        var byName = new LinkedHashMap<String, JsonNode>();
        try {
            for (var object : pages(kind, namespace, "")) {
                byName.put(
                        object.getMetadata().getName(),
                        client.getKubernetesSerialization().convertValue(object, JsonNode.class));
            }
            listed.add(place);
        } catch (KubernetesClientException failure) {
            if (!isEmpty(place, failure)) {
                throw failure;
            }
        }
        return byName;
    }

    /** True where there is no such kind, or where it has been out of our sight from the beginning. */
    private boolean isEmpty(Place place, KubernetesClientException failure) {
        if (failure.getCode() == HttpURLConnection.HTTP_FORBIDDEN && !listed.contains(place)) {
            if (refused.add(place)) {
                LOG.atWarn()
                        .addKeyValue(LogKeys.REASON, failure.getMessage())
                        .log("a kind may not be listed; no step is found among its objects");
            }
            return true;
        }
        return failure.getCode() == HttpURLConnection.HTTP_NOT_FOUND;
    }

    private List<GenericKubernetesResource> pages(Kind kind, String namespace, String labels) {
        var all = new ArrayList<GenericKubernetesResource>();
        var next = "";
        do {
            var options = new ListOptionsBuilder()
                    .withLimit(PAGE)
                    .withLabelSelector(labels.isEmpty() ? null : labels)
                    .withContinue(next.isEmpty() ? null : next)
                    .build();
            var page = within(() -> page(kind, namespace, options));
            all.addAll(page.getItems());
            var metadata = page.getMetadata();
            next = metadata == null || metadata.getContinue() == null ? "" : metadata.getContinue();
        } while (!next.isEmpty());
        return all;
    }

    private GenericKubernetesResourceList page(Kind kind, String namespace, ListOptions options) {
        var resources = client.genericKubernetesResources(kind.definition());
        return kind.isNamespaced() ? resources.inNamespace(namespace).list(options) : resources.list(options);
    }

    private static <T> T within(Callable<T> question) {
        var asking = new FutureTask<>(question);
        Thread.ofVirtual().name("graph-list").start(asking);
        try {
            return asking.get(LONGEST.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException _) {
            asking.cancel(true);
            throw new KubernetesClientException("no answer within %d s".formatted(LONGEST.toSeconds()));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KubernetesClientException failure
                    ? failure
                    : new IllegalStateException("the client has failed", e.getCause());
        } catch (InterruptedException _) {
            asking.cancel(true);
            Thread.currentThread().interrupt();
            throw new KubernetesClientException("interrupted");
        }
    }
}
