package dev.dromos.deploy.status;

import dev.dromos.deploy.settings.Exposure;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ParentReference;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.RouteParentStatus;
import java.util.List;
import java.util.Optional;

/** An HTTPRoute, by what is said of it for the one Gateway that it is meant for: others may accept it, and lead nobody there. */
record GatewayRoute(HTTPRoute route, Exposure.ByGateway gateway) {
    /** What a Gateway's controller has to say, of the newest spec: that it takes the route, and finds the Service behind it. */
    private static final List<String> NEEDED = List.of("Accepted", "ResolvedRefs");

    private static final RouterState WAITING =
            new RouterState.Starting("WaitingForGateway", "the Gateway has not accepted the HTTPRoute");

    RouterState state(String url) {
        return parent().map(parent -> state(parent, url)).orElse(WAITING);
    }

    private Optional<RouteParentStatus> parent() {
        return route.getStatus() == null
                ? Optional.empty()
                : route.getStatus().getParents().stream()
                        .filter(parent -> parent.getParentRef() != null && isGateway(parent.getParentRef()))
                        .findFirst();
    }

    /** Fields that are not there have the Gateway API's defaults. */
    private boolean isGateway(ParentReference reference) {
        String namespace = Optional.ofNullable(reference.getNamespace())
                .orElse(route.getMetadata().getNamespace());
        String kind = Optional.ofNullable(reference.getKind()).orElse("Gateway");
        return kind.equals("Gateway")
                && gateway.name().equals(reference.getName())
                && gateway.namespace().equals(namespace);
    }

    private RouterState state(RouteParentStatus parent, String url) {
        for (String type : NEEDED) {
            var said = parent.getConditions().stream()
                    .filter(condition -> type.equals(condition.getType()) && isNew(condition))
                    .findFirst();
            String status = said.map(Condition::getStatus).orElse("Unknown");
            if (status.equals("False")) {
                return new RouterState.Failing(
                        RouterObserver.word(said.get().getReason(), "Not" + type),
                        RouterObserver.word(said.get().getMessage(), "the Gateway does not say why"));
            }
            if (!status.equals("True")) {
                return WAITING;
            }
        }
        return new RouterState.Answering(url);
    }

    /** A controller need not say which spec a condition is about. */
    private boolean isNew(Condition condition) {
        Long generation = route.getMetadata().getGeneration();
        return condition.getObservedGeneration() == null
                || generation == null
                || condition.getObservedGeneration() >= generation;
    }
}
