package dev.dromos.deploy.operator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dromos.deploy.steps.Cluster;
import io.fabric8.knative.serving.v1.Service;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.GroupVersionKind;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.javaoperatorsdk.operator.processing.event.source.SecondaryToPrimaryMapper;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the operator keeps in sight: the objects of routers, whatever a step can name, and the ConfigMaps with settings. A change of any
 * of them leads to the graphs that it is about.
 */
final class Watched {
    private static final String MANAGED = "app.kubernetes.io/managed-by=dromos";
    private static final String BY_SERVICE = "service";

    private final KubernetesClient client;
    private final IndexerResourceCache<GraphResource> graphs;
    private final OperatorOptions options;

    /** All kinds of objects that routers are made of. */
    private final List<InformerEventSource<? extends HasMetadata, GraphResource>> owned = new ArrayList<>();

    /** The kinds that a step can name, of those that this cluster has. */
    private final Map<Cluster.Kind, InformerEventSource<? extends HasMetadata, GraphResource>> named =
            new EnumMap<>(Cluster.Kind.class);

    private final InformerEventSource<ConfigMap, GraphResource> settings;

    Watched(EventSourceContext<GraphResource> context, OperatorOptions options, boolean hasKnative) {
        this.client = context.getClient();
        this.graphs = context.getPrimaryCache();
        this.options = options;
        graphs.addIndexer(BY_SERVICE, Watched::serviceKeys);
        if (hasKnative) {
            named.put(Cluster.Kind.KNATIVE_SERVICE, source(Service.class, "", this::ofOwnerOrNamed, context));
        }
        named.put(
                Cluster.Kind.SERVICE,
                source(io.fabric8.kubernetes.api.model.Service.class, "", this::ofOwnerOrNamed, context));
        named.put(Cluster.Kind.GRAPH, generic(Cluster.Kind.GRAPH, context));
        if (client.supports(Cluster.Kind.INFERENCE_SERVICE.apiVersion(), Cluster.Kind.INFERENCE_SERVICE.word())) {
            named.put(Cluster.Kind.INFERENCE_SERVICE, generic(Cluster.Kind.INFERENCE_SERVICE, context));
        }
        Stream.of(Cluster.Kind.KNATIVE_SERVICE, Cluster.Kind.SERVICE)
                .filter(named::containsKey)
                .forEach(kind -> owned.add(named.get(kind)));
        var kinds = new ArrayList<Class<? extends HasMetadata>>(List.of(
                Deployment.class,
                HorizontalPodAutoscaler.class,
                PodDisruptionBudget.class,
                Ingress.class,
                ConfigMap.class));
        if (client.supports(HTTPRoute.class)) {
            kinds.add(HTTPRoute.class);
        }
        kinds.forEach(kind -> owned.add(source(kind, MANAGED, Watched::ofOwner, context)));
        this.settings = settingsSource(context);
    }

    List<EventSource<?, GraphResource>> sources() {
        var sources = new ArrayList<EventSource<?, GraphResource>>(owned);
        named.values().stream().filter(source -> !owned.contains(source)).forEach(sources::add);
        sources.add(settings);
        return sources;
    }

    private static <T extends HasMetadata> InformerEventSource<T, GraphResource> source(
            Class<T> type,
            String labels,
            SecondaryToPrimaryMapper<T> mapper,
            EventSourceContext<GraphResource> context) {
        var configuration = InformerEventSourceConfiguration.from(type, GraphResource.class)
                .withNamespacesInheritedFromController()
                .withSecondaryToPrimaryMapper(mapper);
        if (!labels.isEmpty()) {
            configuration.withLabelSelector(labels);
        }
        return new InformerEventSource<>(configuration.build(), context);
    }

    private InformerEventSource<GenericKubernetesResource, GraphResource> generic(
            Cluster.Kind kind, EventSourceContext<GraphResource> context) {
        int slash = kind.apiVersion().indexOf('/');
        var gvk = new GroupVersionKind(
                kind.apiVersion().substring(0, slash), kind.apiVersion().substring(slash + 1), kind.word());
        return new InformerEventSource<>(
                InformerEventSourceConfiguration.from(gvk, GraphResource.class)
                        .withName(kind.word())
                        .withNamespacesInheritedFromController()
                        .withSecondaryToPrimaryMapper(this::naming)
                        .build(),
                context);
    }

    private InformerEventSource<ConfigMap, GraphResource> settingsSource(EventSourceContext<GraphResource> context) {
        return new InformerEventSource<>(
                InformerEventSourceConfiguration.from(ConfigMap.class, GraphResource.class)
                        .withName("settings")
                        .withNamespaces(Set.copyOf(options.settingsNamespaces()))
                        .withFollowControllerNamespacesChanges(false)
                        .withGenericFilter(options::isSettings)
                        .withSecondaryToPrimaryMapper(_ -> graphs.list(_ -> true)
                                .map(ResourceID::fromResource)
                                .collect(Collectors.toSet()))
                        .build(),
                context);
    }

    private static Set<ResourceID> ofOwner(HasMetadata object) {
        return object.getMetadata().getOwnerReferences().stream()
                .filter(owner -> owner.getKind().equals(Cluster.Kind.GRAPH.word())
                        && owner.getApiVersion().equals(Cluster.Kind.GRAPH.apiVersion()))
                .map(owner ->
                        new ResourceID(owner.getName(), object.getMetadata().getNamespace()))
                .collect(Collectors.toSet());
    }

    /** The graphs whose steps name it, and the one that has its name, which waits for the name to be free. */
    private Set<ResourceID> ofOwnerOrNamed(HasMetadata object) {
        var ids = new HashSet<>(naming(object));
        ids.addAll(ofOwner(object));
        var sameName = ResourceID.fromResource(object);
        graphs.get(sameName).ifPresent(_ -> ids.add(sameName));
        return ids;
    }

    private Set<ResourceID> naming(HasMetadata object) {
        var key = key(object.getMetadata().getNamespace(), object.getMetadata().getName());
        return graphs.byIndex(BY_SERVICE, key).stream()
                .map(ResourceID::fromResource)
                .collect(Collectors.toSet());
    }

    private static List<String> serviceKeys(GraphResource graph) {
        String prefix = Cluster.Kind.GRAPH.word() + "/";
        return graph.asGraph().services().stream()
                .map(name -> name.startsWith(prefix) ? name.substring(prefix.length()) : name)
                .map(name -> key(graph.getMetadata().getNamespace(), name))
                .distinct()
                .toList();
    }

    private static String key(String namespace, String name) {
        return namespace + "/" + name;
    }

    /** The objects that belong to a graph's router. */
    List<HasMetadata> ownedBy(GraphResource graph) {
        return owned.stream()
                .flatMap(source -> source.getSecondaryResources(graph).stream())
                .filter(object -> Ownership.belongs(object, graph))
                .<HasMetadata>map(object -> object)
                .toList();
    }

    /** What graphs of a namespace can call. */
    Cluster cluster(String namespace) {
        return (kind, name) -> find(kind, namespace, name);
    }

    private Optional<JsonNode> find(Cluster.Kind kind, String namespace, String name) {
        return switch (kind) {
            case SERVING_RUNTIME, CLUSTER_SERVING_RUNTIME -> runtime(kind, namespace, name);
            case INFERENCE_SERVICE, KNATIVE_SERVICE, SERVICE, GRAPH ->
                Optional.ofNullable(named.get(kind))
                        .flatMap(source -> source.get(new ResourceID(name, namespace)))
                        .map(this::tree);
        };
    }

    /** Asked for when it is needed: few services name a runtime, and a runtime's protocols do not change. */
    private Optional<JsonNode> runtime(Cluster.Kind kind, String namespace, String name) {
        var resources = client.genericKubernetesResources(kind.apiVersion(), kind.word());
        try {
            var found = kind.isNamespaced()
                    ? resources.inNamespace(namespace).withName(name).get()
                    : resources.withName(name).get();
            return Optional.ofNullable(found).map(this::tree);
        } catch (KubernetesClientException refused) {
            if (refused.getCode() == HttpURLConnection.HTTP_FORBIDDEN
                    || refused.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                return Optional.empty(); // in a namespace's operator, what belongs to none is out of sight
            }
            throw refused;
        }
    }

    private JsonNode tree(Object object) {
        return client.getKubernetesSerialization().convertValue(object, JsonNode.class);
    }

    /** The data of a ConfigMap with settings; none where there is none. */
    Map<String, String> data(String namespace, String name) {
        return settings.get(new ResourceID(name, namespace))
                .map(ConfigMap::getData)
                .map(Map::copyOf)
                .orElse(Map.of());
    }
}
