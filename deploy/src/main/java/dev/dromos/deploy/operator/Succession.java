package dev.dromos.deploy.operator;

import dev.dromos.deploy.router.RouterModel;
import dev.dromos.deploy.router.RouterObjects;
import dev.dromos.deploy.status.RouterObserver;
import dev.dromos.deploy.status.RouterState;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import java.util.List;

/**
 * One graph's change from a Deployment to a Knative Service, or back. The old router answers until the new one can. What has to be free for
 * the new one is only the name of the Service in front: Knative makes one too, and its Route waits as long as there is another.
 *
 * <pre>
 *   both are there ──► the new one can answer: the name is let go ──► the new one answers: the rest goes
 * </pre>
 */
final class Succession {
    private final Hands hands;
    private final RouterModel router;
    private final String clusterDomain;
    private final List<HasMetadata> old;

    /** @param owned all that the graph's routers are made of at present */
    Succession(Hands hands, RouterModel router, String clusterDomain, List<HasMetadata> owned) {
        this.hands = hands;
        this.router = router;
        this.clusterDomain = clusterDomain;
        this.old = owned.stream()
                .filter(object -> RouterObjects.isOfAnother(router.mode(), object))
                .toList();
    }

    /** Or was taken back before it came to the name: a Knative Service that does not have that answers nobody. */
    boolean isOver(List<Piece> pieces) {
        return pieces.stream().anyMatch(Succession::isNameOurs)
                || (old.isEmpty() && pieces.stream().noneMatch(Piece.Held.class::isInstance));
    }

    private static boolean isNameOurs(Piece piece) {
        return piece instanceof Piece.Ours(var wanted, var _) && wanted instanceof Service;
    }

    /** @param lastUrl where the old router answers; empty when it does not any more */
    RouterState carryOn(List<Piece> pieces, String lastUrl) {
        var ready = pieces.stream().filter(this::canBeBeside).toList();
        var objects = ready.stream().map(hands::apply).toList();
        if (RouterObserver.canAnswer(router, objects)) {
            objects = hands.now(objects); // the old router goes for it, and what has been seen may be old
        }
        if (!RouterObserver.canAnswer(router, objects)) {
            return meanwhile(RouterObserver.observe(router, clusterDomain, objects), lastUrl);
        }
        if (!inTheWay().isEmpty()) {
            pieces.stream()
                    .filter(piece -> !canBeBeside(piece) && !(piece instanceof Piece.Ours))
                    .forEach(hands::tryOut);
        }
        inTheWay().forEach(hands::delete);
        return switch (router.mode()) {
            case STANDARD -> new RouterState.Starting("Replacing", "the name of the Knative Service is not free yet");
            case KNATIVE -> takenOver(objects);
        };
    }

    /** A Service of ours would keep Knative from making its own, and nothing may lead to a Service that is not there. */
    private boolean canBeBeside(Piece piece) {
        return switch (router.mode()) {
            case STANDARD -> !RouterObjects.isFront(piece.wanted());
            case KNATIVE -> true;
        };
    }

    private List<HasMetadata> inTheWay() {
        return switch (router.mode()) {
            case STANDARD -> old;
            case KNATIVE -> old.stream().filter(RouterObjects::isFront).toList();
        };
    }

    private RouterState takenOver(List<HasMetadata> objects) {
        var state = RouterObserver.observe(router, clusterDomain, objects);
        return switch (state) {
            case RouterState.Answering _ -> {
                old.stream().filter(object -> !RouterObjects.isFront(object)).forEach(hands::delete);
                yield state;
            }
            case RouterState.Failing(var _, var message, var _) ->
                new RouterState.Starting("Replacing", "Knative takes over the name of the Service: " + message);
            case RouterState.Starting _, RouterState.Stopped _, RouterState.Left _ -> state;
        };
    }

    private static RouterState meanwhile(RouterState state, String lastUrl) {
        return switch (state) {
            case RouterState.Starting(var reason, var message, var _) ->
                new RouterState.Starting(reason, message, lastUrl);
            case RouterState.Failing(var reason, var message, var _) -> new RouterState.Left(reason, message, lastUrl);
            case RouterState.Answering _, RouterState.Stopped _, RouterState.Left _ -> state;
        };
    }
}
