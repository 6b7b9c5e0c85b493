package dev.dromos.deploy.operator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dromos.deploy.router.RouterModel;
import dev.dromos.deploy.settings.Settings;
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
import io.javaoperatorsdk.operator.api.config.informer.FieldSelectorBuilder;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.health.InformerHealthIndicator;
import io.javaoperatorsdk.operator.processing.GroupVersionKind;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.javaoperatorsdk.operator.processing.event.source.SecondaryToPrimaryMapper;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
final class Watched<P extends GraphResource> {
    private static final String MANAGED = "app.kubernetes.io/managed-by=dromos";
    private static final String BY_SERVICE = "service";
    private static final String BY_LABEL = "label";
    private static final String BY_HOST = "host";

    private final KubernetesClient client;
    private final String apiVersion;
    private final IndexerResourceCache<P> graphs;

    /** The objects that routers are made of, by what they are to be read as. */
    private final Map<Class<? extends HasMetadata>, InformerEventSource<GenericKubernetesResource, P>> owned =
            new LinkedHashMap<>();

    /** The kinds that a step can name, of those that this cluster has. */
    private final Map<Cluster.Kind, InformerEventSource<GenericKubernetesResource, P>> named =
            new EnumMap<>(Cluster.Kind.class);

    /** By their ids. */
    private final Map<ResourceID, InformerEventSource<ConfigMap, P>> settings = new LinkedHashMap<>();

    Watched(EventSourceContext<P> context, OperatorOptions options, Installed installed) {
        this.client = context.getClient();
        this.graphs = context.getPrimaryCache();
        this.apiVersion = HasMetadata.getApiVersion(context.getPrimaryResourceClass());
        graphs.addIndexer(BY_SERVICE, Watched::serviceKeys);
        graphs.addIndexer(BY_LABEL, graph -> List.of(label(graph)));
        kindsThatStepsName(installed).forEach(kind -> named.put(kind, named(kind, context)));
        kindsOfRouters(installed).forEach(kind -> owned.put(kind, owned(kind, context)));
        settingsOf(options, installed).forEach(id -> settings.put(id, settings(id, context)));
    }

    private static List<Cluster.Kind> kindsThatStepsName(Installed installed) {
        var kinds = new ArrayList<>(List.of(Cluster.Kind.SERVICE, Cluster.Kind.GRAPH));
        if (installed.knative()) {
            kinds.add(Cluster.Kind.KNATIVE_SERVICE);
        }
        if (installed.inferenceServices()) {
            kinds.add(Cluster.Kind.INFERENCE_SERVICE);
        }
        return kinds;
    }

    private static List<Class<? extends HasMetadata>> kindsOfRouters(Installed installed) {
        var kinds = new ArrayList<Class<? extends HasMetadata>>(List.of(
                io.fabric8.kubernetes.api.model.Service.class,
                Deployment.class,
                HorizontalPodAutoscaler.class,
                PodDisruptionBudget.class,
                Ingress.class));
        if (installed.knative()) {
            kinds.add(Service.class);
        }
        if (installed.httpRoutes()) {
            kinds.add(HTTPRoute.class);
        }
        if (installed.graphFiles()) {
            kinds.add(ConfigMap.class);
        }
        return kinds;
    }

    private static List<ResourceID> settingsOf(OperatorOptions options, Installed installed) {
        var own = new ResourceID(Settings.CONFIG_MAP, options.namespace());
        return installed.knative()
                ? List.of(
                        own,
                        new ResourceID(OperatorOptions.AUTOSCALER, options.knativeNamespace()),
                        new ResourceID(OperatorOptions.FEATURES, options.knativeNamespace()))
                : List.of(own);
    }

    List<EventSource<?, P>> sources() {
        var sources = new ArrayList<EventSource<?, P>>(owned.values());
        sources.addAll(named.values());
        sources.addAll(settings.values());
        return sources;
    }

    /** Whether each list has come once: until then, what is not known may be there all the same. */
    boolean isAllSeen() {
        return Stream.of(owned, named, settings)
                .flatMap(sources -> sources.values().stream())
                .flatMap(source -> source.informerHealthIndicators().values().stream())
                .allMatch(InformerHealthIndicator::hasSynced);
    }

    private InformerEventSource<GenericKubernetesResource, P> owned(
            Class<? extends HasMetadata> type, EventSourceContext<P> context) {
        boolean isFront = Fronts.KINDS.contains(type);
        var source = source(
                GroupVersionKind.gvkFor(type),
                "own " + type.getSimpleName() + " of " + HasMetadata.getApiVersion(type),
                MANAGED,
                isFront ? this::ofOwnerOrRivals : this::ofOwner,
                context);
        if (isFront) {
            source.addIndexer(BY_HOST, Fronts::hosts);
        }
        return source;
    }

    private InformerEventSource<GenericKubernetesResource, P> named(Cluster.Kind kind, EventSourceContext<P> context) {
        return source(
                new GroupVersionKind(kind.group(), kind.version(), kind.word()),
                kind.shown(),
                "",
                kind == Cluster.Kind.GRAPH ? this::namingOrRivals : this::namingOrNamed,
                context);
    }

    /** Objects as whatever JSON they are: one that could not be read would end the watch of all others. */
    private InformerEventSource<GenericKubernetesResource, P> source(
            GroupVersionKind kind,
            String name,
            String labels,
            SecondaryToPrimaryMapper<GenericKubernetesResource> mapper,
            EventSourceContext<P> context) {
        var configuration = InformerEventSourceConfiguration.from(kind, context.getPrimaryResourceClass())
                .withName(name)
                .withNamespacesInheritedFromController()
                .withSecondaryToPrimaryMapper(mapper);
        if (!labels.isEmpty()) {
            configuration.withLabelSelector(labels);
        }
        return new InformerEventSource<>(configuration.build(), context);
    }

    /** One by its name, since a right to that one is all that is needed. */
    private InformerEventSource<ConfigMap, P> settings(ResourceID id, EventSourceContext<P> context) {
        return new InformerEventSource<>(
                InformerEventSourceConfiguration.from(ConfigMap.class, context.getPrimaryResourceClass())
                        .withName(id.getName())
                        .withNamespaces(id.getNamespace().map(Set::of).orElseThrow())
                        .withFollowControllerNamespacesChanges(false)
                        .withFieldSelector(new FieldSelectorBuilder()
                                .withField("metadata.name", id.getName())
                                .build())
                        .withSecondaryToPrimaryMapper(_ -> graphs.list(_ -> true)
                                .map(ResourceID::fromResource)
                                .collect(Collectors.toSet()))
                        .build(),
                context);
    }

    private Set<ResourceID> ofOwner(HasMetadata object) {
        return object.getMetadata().getOwnerReferences().stream()
                .filter(owner -> owner.getKind().equals(Cluster.Kind.GRAPH.word())
                        && owner.getApiVersion().equals(apiVersion))
                .map(owner ->
                        new ResourceID(owner.getName(), object.getMetadata().getNamespace()))
                .collect(Collectors.toSet());
    }

    /** The graph that it belongs to, and those that may wait for its host. */
    private Set<ResourceID> ofOwnerOrRivals(HasMetadata front) {
        var ids = new HashSet<>(ofOwner(front));
        Fronts.graph(front).map(this::ofOneHost).ifPresent(ids::addAll);
        return ids;
    }

    /** The graphs whose steps name it, and one that has its name and waits for it to be free. */
    private Set<ResourceID> namingOrNamed(HasMetadata object) {
        var ids = new HashSet<>(naming(object));
        var sameName = ResourceID.fromResource(object);
        graphs.get(sameName).filter(graph -> !Ownership.belongs(object, graph)).ifPresent(_ -> ids.add(sameName));
        return ids;
    }

    /** The graphs whose steps name it, and those that may wait for its host. */
    private Set<ResourceID> namingOrRivals(HasMetadata graph) {
        var ids = new HashSet<>(naming(graph));
        var own = ResourceID.fromResource(graph);
        ofOneHost(own).stream().filter(id -> !id.equals(own)).forEach(ids::add);
        return ids;
    }

    private List<ResourceID> ofOneHost(ResourceID graph) {
        return graphs.byIndex(BY_LABEL, RouterModel.label(graph.getNamespace().orElseThrow(), graph.getName())).stream()
                .map(ResourceID::fromResource)
                .toList();
    }

    private static String label(HasMetadata graph) {
        return RouterModel.label(
                graph.getMetadata().getNamespace(), graph.getMetadata().getName());
    }

    /** The other graph that a host is for; empty where it is for this one. */
    Optional<ResourceID> holder(P graph, Rivals rivals) {
        var own = ResourceID.fromResource(graph);
        return Fronts.holder(fronts(rivals.host()))
                .or(() -> rivals.ahead(
                                graph,
                                graphs.byIndex(BY_LABEL, label(graph)).stream()
                                        .filter(other ->
                                                !ResourceID.fromResource(other).equals(own)))
                        .map(ResourceID::fromResource))
                .filter(holder -> !holder.equals(own));
    }

    private Stream<GenericKubernetesResource> fronts(String host) {
        return Fronts.KINDS.stream()
                .flatMap(kind -> Optional.ofNullable(owned.get(kind)).stream())
                .flatMap(source -> source.byIndex(BY_HOST, host).stream())
                .filter(front -> Fronts.isItsOwn(front, host));
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

    /** The objects that belong to a graph's router. One that cannot be read is there all the same, and is written anew. */
    List<HasMetadata> ownedBy(P graph) {
        var objects = new ArrayList<HasMetadata>();
        owned.forEach((type, source) -> source.getSecondaryResources(graph).stream()
                .filter(object -> Ownership.belongs(object, graph))
                .map(object -> read(client, object, type))
                .forEach(objects::add));
        return objects;
    }

    /** Who has the name of the Service in front of a graph's router. */
    Ownership.Holder holderOfName(P graph) {
        return Optional.ofNullable(named.get(Cluster.Kind.SERVICE))
                .flatMap(source -> source.get(ResourceID.fromResource(graph)))
                .map(service -> Ownership.holder(service, graph))
                .orElse(Ownership.Holder.NOBODY);
    }

    /** As a type of Kubernetes' model; as it is where it cannot be read so. */
    static HasMetadata read(
            KubernetesClient client, GenericKubernetesResource object, Class<? extends HasMetadata> type) {
        try {
            return client.getKubernetesSerialization().convertValue(object, type);
        } catch (IllegalArgumentException unreadable) {
            return object;
        }
    }

    /** What graphs of a namespace can call. */
    Sought cluster(String namespace) {
        return new Sought(client, (kind, name) -> find(kind, namespace, name), namespace);
    }

    private Optional<JsonNode> find(Cluster.Kind kind, String namespace, String name) {
        return Optional.ofNullable(named.get(kind))
                .flatMap(source -> source.get(new ResourceID(name, namespace)))
                .map(this::tree);
    }

    private JsonNode tree(Object object) {
        return client.getKubernetesSerialization().convertValue(object, JsonNode.class);
    }

    /** The data of a ConfigMap with settings; none where there is none. */
    Map<String, String> data(String namespace, String name) {
        var id = new ResourceID(name, namespace);
        return Optional.ofNullable(settings.get(id))
                .flatMap(source -> source.get(id))
                .map(ConfigMap::getData)
                .map(Map::copyOf)
                .orElse(Map.of());
    }
}
