package dev.dromos.deploy.status;

import dev.dromos.deploy.router.RouterModel;
import dev.dromos.deploy.settings.Exposure;
import io.fabric8.knative.serving.v1.Service;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.util.Collection;
import java.util.Optional;

/** Tells from a router's objects, as other controllers keep their status, how the router is. */
public final class RouterObserver {
    /** Of a Knative Service: its Route finds somebody else's Service at the name that is its own, or is somebody else's itself. */
    private static final String NAME_TAKEN = "NotOwned";

    private final RouterModel router;
    private final String clusterDomain;
    private final Collection<? extends HasMetadata> objects;

    private RouterObserver(RouterModel router, String clusterDomain, Collection<? extends HasMetadata> objects) {
        this.router = router;
        this.clusterDomain = clusterDomain;
        this.objects = objects;
    }

    public static RouterState observe(
            RouterModel router, String clusterDomain, Collection<? extends HasMetadata> objects) {
        return new RouterObserver(router, clusterDomain, objects).state();
    }

    /** Whether it answers, or would if it were only reached: Knative does not lead to it before the name of its Service is free. */
    public static boolean canAnswer(RouterModel router, Collection<? extends HasMetadata> objects) {
        var observer = new RouterObserver(router, "", objects);
        return switch (router.mode()) {
            case KNATIVE ->
                observer.the(Service.class)
                        .filter(RouterObserver::isFreeToAnswer)
                        .isPresent();
            case STANDARD ->
                observer.the(Deployment.class)
                        .filter(RouterObserver::isRolledOut)
                        .isPresent();
        };
    }

    private static boolean isFreeToAnswer(Service service) {
        return switch (ofKnative(service)) {
            case RouterState.Answering _ -> true;
            case RouterState.Failing(var reason, var _, var _) ->
                reason.equals(NAME_TAKEN) && hasRoute(service) && holds(service, "ConfigurationsReady");
            case RouterState.Starting _, RouterState.Stopped _, RouterState.Left _ -> false;
        };
    }

    /** A Route of its own has told it a URL before it comes to the Service; somebody else's tells it nothing. */
    private static boolean hasRoute(Service service) {
        return !word(service.getStatus().getUrl(), "").isEmpty();
    }

    private static boolean holds(Service service, String type) {
        return service.getStatus().getConditions().stream()
                .filter(condition -> type.equals(condition.getType()))
                .anyMatch(condition -> "True".equals(condition.getStatus()));
    }

    private RouterState state() {
        return switch (router.mode()) {
            case KNATIVE -> the(Service.class).map(RouterObserver::ofKnative).orElseGet(RouterObserver::notThere);
            case STANDARD -> the(Deployment.class).map(this::ofDeployment).orElseGet(RouterObserver::notThere);
        };
    }

    /** One that is about to go does not answer for long. */
    private <T extends HasMetadata> Optional<T> the(Class<T> type) {
        return objects.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .filter(object -> !object.isMarkedForDeletion())
                .findFirst();
    }

    private static RouterState notThere() {
        return new RouterState.Starting("NotCreated", "the router is not there yet");
    }

    private static RouterState ofKnative(Service service) {
        var status = service.getStatus();
        if (status == null || isOld(service, status.getObservedGeneration())) {
            return new RouterState.Starting("WaitingForKnative", "Knative has not looked at the router yet");
        }
        var ready = status.getConditions().stream()
                .filter(condition -> "Ready".equals(condition.getType()))
                .findFirst();
        if (ready.isEmpty()) {
            return new RouterState.Starting(
                    "WaitingForKnative", "Knative has not said yet whether the router is ready");
        }
        String reason = word(ready.get().getReason(), "NotReady");
        String message = word(ready.get().getMessage(), "Knative does not say why");
        return switch (ready.get().getStatus()) {
            case "True" -> new RouterState.Answering(word(status.getUrl(), ""));
            case "False" ->
                // A revision that fails takes no requests from the last one that was ready.
                new RouterState.Failing(
                        reason, message, holds(service, "RoutesReady") ? word(status.getUrl(), "") : "");
            default -> new RouterState.Starting(reason, message);
        };
    }

    /** Whether a status is about an older spec. */
    private static boolean isOld(HasMetadata object, Long observed) {
        Long generation = object.getMetadata().getGeneration();
        return observed == null || (generation != null && observed < generation);
    }

    /** Kubernetes' model has null for a text that is not there. */
    static String word(String text, String otherwise) {
        return text == null || text.isEmpty() ? otherwise : text;
    }

    private RouterState ofDeployment(Deployment deployment) {
        var status = deployment.getStatus();
        if (status == null || isOld(deployment, status.getObservedGeneration())) {
            return new RouterState.Starting("WaitingForDeployment", "the Deployment has not been looked at yet");
        }
        var progressing = condition(deployment, "Progressing");
        if (progressing
                .filter(condition -> condition.getStatus().equals("False"))
                .isPresent()) {
            return new RouterState.Failing(
                    word(progressing.get().getReason(), "NotProgressing"),
                    word(progressing.get().getMessage(), "the Deployment does not progress"),
                    olderUrl(deployment));
        }
        return isRolledOut(deployment)
                ? exposed()
                : new RouterState.Starting("RollingOut", "the Deployment's pods are not all ready yet");
    }

    /** Where pods answer that were there before a roll-out which has failed; empty when there are too few. */
    private String olderUrl(Deployment deployment) {
        return isAvailable(deployment) && exposed() instanceof RouterState.Answering(var url) ? url : "";
    }

    private static boolean isAvailable(Deployment deployment) {
        return condition(deployment, "Available")
                .filter(condition -> condition.getStatus().equals("True"))
                .isPresent();
    }

    private static Optional<DeploymentCondition> condition(Deployment deployment, String type) {
        return deployment.getStatus().getConditions().stream()
                .filter(condition -> type.equals(condition.getType()))
                .findFirst();
    }

    private static boolean isRolledOut(Deployment deployment) {
        return deployment.getStatus() != null
                && !isOld(deployment, deployment.getStatus().getObservedGeneration())
                && isAvailable(deployment)
                && condition(deployment, "Progressing")
                        .filter(condition -> "NewReplicaSetAvailable".equals(condition.getReason()))
                        .isPresent();
    }

    private RouterState exposed() {
        return switch (router.exposure()) {
            case Exposure.Inside _ ->
                new RouterState.Answering("http://%s.%s.svc.%s"
                        .formatted(router.identity().name(), router.identity().namespace(), clusterDomain));
            case Exposure.ByIngress _ ->
                the(Ingress.class).filter(RouterObserver::hasAddress).isPresent()
                        ? new RouterState.Answering(outside())
                        : new RouterState.Starting(
                                "WaitingForIngress", "no controller has given the Ingress an address");
            case Exposure.ByGateway gateway ->
                the(HTTPRoute.class)
                        .map(route -> new GatewayRoute(route, gateway).state(outside()))
                        .orElseGet(RouterObserver::notThere);
        };
    }

    private String outside() {
        return RouterModel.url(router.host().orElseThrow());
    }

    private static boolean hasAddress(Ingress ingress) {
        return ingress.getStatus() != null
                && ingress.getStatus().getLoadBalancer() != null
                && !ingress.getStatus().getLoadBalancer().getIngress().isEmpty();
    }
}
