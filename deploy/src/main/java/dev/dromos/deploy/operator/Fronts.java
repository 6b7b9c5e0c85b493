package dev.dromos.deploy.operator;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dromos.deploy.router.RouterModel;
import dev.dromos.deploy.steps.Cluster;
import dev.dromos.graph.ApiGroup;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The objects that lead a host's requests to a router. They tell who has the host, whatever is said of their graphs, and whichever
 * definition's graphs those are.
 */
final class Fronts {
    static final List<Class<? extends HasMetadata>> KINDS = List.of(Ingress.class, HTTPRoute.class);

    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

    /** As their controllers have it: of several with one host the oldest counts. */
    private static final Comparator<HasMetadata> BY_AGE = Comparator.comparing(
                    (HasMetadata front) -> front.getMetadata().getCreationTimestamp())
            .thenComparing(front -> front.getMetadata().getUid());

    private Fronts() {}

    /** Of an object that is a graph's; any other one has none to speak of. By its JSON, since it need not be readable as its own kind. */
    static List<String> hosts(HasMetadata front) {
        var hosts = new ArrayList<String>();
        if (graph(front).isPresent()) {
            JsonNode spec = SERIALIZATION.convertValue(front, JsonNode.class).path("spec");
            spec.path("rules").forEach(rule -> hosts.add(rule.path("host").asText()));
            spec.path("hostnames").forEach(host -> hosts.add(host.asText()));
        }
        return hosts;
    }

    static Optional<ResourceID> graph(HasMetadata front) {
        return front.getMetadata().getOwnerReferences().stream()
                .filter(Fronts::isGraph)
                .findFirst()
                .map(owner ->
                        new ResourceID(owner.getName(), front.getMetadata().getNamespace()));
    }

    /** Whether its graph can have the host: by its labels and its owner alone, anybody's object would be a graph's. */
    static boolean isItsOwn(HasMetadata front, String host) {
        return graph(front)
                .filter(graph ->
                        host.startsWith(RouterModel.label(graph.getNamespace().orElseThrow(), graph.getName()) + "."))
                .isPresent();
    }

    private static boolean isGraph(OwnerReference owner) {
        return Boolean.TRUE.equals(owner.getController())
                && owner.getKind().equals(Cluster.Kind.GRAPH.word())
                && Stream.of(ApiGroup.values())
                        .anyMatch(group -> group.apiVersion().equals(owner.getApiVersion()));
    }

    /** The graph that has the host of all of these. */
    static Optional<ResourceID> holder(Stream<? extends HasMetadata> fronts) {
        return fronts.min(BY_AGE).flatMap(Fronts::graph);
    }
}
