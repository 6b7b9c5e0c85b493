package dev.dromos.deploy.operator;

import dev.dromos.deploy.assess.Assessment;
import dev.dromos.deploy.assess.Assessment.Intention;
import dev.dromos.deploy.router.RouterModel;
import dev.dromos.deploy.router.RouterObjects;
import dev.dromos.deploy.settings.DeploymentMode;
import dev.dromos.deploy.settings.Platform;
import dev.dromos.deploy.status.GraphStatus;
import dev.dromos.deploy.status.RouterObserver;
import dev.dromos.deploy.status.RouterState;
import dev.dromos.deploy.steps.Cluster;
import io.fabric8.knative.serving.v1.Service;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Optional;

/** Carries out what is intended with one graph's router. */
final class RouterWork {
    /** A reason. */
    static final String NAME_CONFLICT = "NameConflict";

    private final Hands hands;
    private final List<HasMetadata> owned;
    private final Ownership.Holder holder;
    private final Platform platform;
    private final String clusterDomain;

    /**
     * @param owned the objects that the graph's router is made of at present
     * @param holder of the name that the Service in front of it has
     */
    RouterWork(Hands hands, List<HasMetadata> owned, Ownership.Holder holder, Platform platform, String clusterDomain) {
        this.hands = hands;
        this.owned = List.copyOf(owned);
        this.holder = holder;
        this.platform = platform;
        this.clusterDomain = clusterDomain;
    }

    /**
     * @throws KubernetesClientException when it is worth a try later
     */
    RouterState carryOut(Assessment assessment, GraphStatus before) {
        return switch (assessment.intention()) {
            case Intention.Stop _ -> {
                owned.forEach(hands::delete);
                yield new RouterState.Stopped();
            }
            case Intention.Leave(var reason, var message, var lostHost) -> {
                lostHost.ifPresent(this::leadNobodyFrom);
                yield new RouterState.Left(reason, message, urlWithout(lostHost, before));
            }
            case Intention.Run(var router) -> {
                try {
                    yield deploy(router, before);
                } catch (KubernetesClientException refused) {
                    yield Refusal.of(refused, olderUrl(before)).orElseThrow(() -> refused);
                }
            }
        };
    }

    /** From outside the cluster: some controllers would let any of two graphs with one host have its requests. */
    private void leadNobodyFrom(String host) {
        owned.stream().filter(object -> Fronts.hosts(object).contains(host)).forEach(hands::delete);
    }

    private RouterState deploy(RouterModel router, GraphStatus before) {
        var pieces = RouterObjects.of(router, platform).stream()
                .map(object -> standing(router, hands.look(object, owned)))
                .toList();
        var taken = pieces.stream()
                .filter(Piece.Foreign.class::isInstance)
                .map(Piece::wanted)
                .findFirst();
        if (taken.isPresent()) {
            return nameConflict(shown(taken.get()), before);
        }
        if (router.mode() == DeploymentMode.KNATIVE && holder == Ownership.Holder.SOMEBODY_ELSE) {
            // Knative needs that name too, and asks for it ever more rarely.
            return nameConflict("Service `%s`".formatted(router.identity().name()), before);
        }
        if (platform instanceof Platform.WithoutKnative && pieces.stream().anyMatch(Piece.Held.class::isInstance)) {
            // An API server may say so before it knows all of its kinds, and a graph that has moved does not move back.
            return new RouterState.Left(
                    "KnativeMissing",
                    "Knative Serving is not installed, but its Service `%s` is still there"
                            .formatted(router.identity().name()),
                    lastUrl(before));
        }
        var succession = new Succession(hands, router, clusterDomain, owned);
        return succession.isOver(pieces) ? keep(router, pieces, before) : succession.carryOn(pieces, lastUrl(before));
    }

    private static Piece standing(RouterModel router, Piece piece) {
        return switch (piece) {
            case Piece.Ours(var wanted, var actual) -> new Piece.Ours(RouterObjects.standing(router, wanted), actual);
            case Piece.New _, Piece.Held _, Piece.Foreign _ -> piece;
        };
    }

    private RouterState nameConflict(String object, GraphStatus before) {
        return new RouterState.Left(
                NAME_CONFLICT,
                "%s exists and is not this graph's; delete it, or give the graph another name".formatted(object),
                olderUrl(before));
    }

    private static String shown(HasMetadata object) {
        String kind = object instanceof Service ? Cluster.Kind.KNATIVE_SERVICE.shown() : object.getKind();
        return "%s `%s`".formatted(kind, object.getMetadata().getName());
    }

    /** Where the router answers that is there already; empty when there is none. */
    private String olderUrl(GraphStatus before) {
        return owned.isEmpty() && !mayBeUnseen() ? "" : lastUrl(before);
    }

    private String urlWithout(Optional<String> lostHost, GraphStatus before) {
        String url = olderUrl(before);
        return lostHost.filter(host -> url.equals(RouterModel.url(host))).isPresent() ? "" : url;
    }

    /** Whether there may be a Knative Service that nobody can look at: an API server may know its kind again in a moment. */
    private boolean mayBeUnseen() {
        return platform instanceof Platform.WithoutKnative && holder == Ownership.Holder.KNATIVE;
    }

    private RouterState keep(RouterModel router, List<Piece> pieces, GraphStatus before) {
        var superfluous = superfluous(pieces);
        superfluous.stream()
                .filter(object -> !(object instanceof ConfigMap) && !RouterObjects.isOutside(object))
                .forEach(hands::delete);
        var objects = pieces.stream().map(hands::apply).toList();
        // Not before: a graph that waits for the host would find that nobody has it.
        superfluous.stream().filter(RouterObjects::isOutside).forEach(hands::delete);
        var state = RouterObserver.observe(router, clusterDomain, objects);
        if (state instanceof RouterState.Answering) {
            // Until then pods of the last graph may still read theirs.
            superfluous.stream().filter(ConfigMap.class::isInstance).forEach(hands::delete);
        }
        return state instanceof RouterState.Starting(var reason, var message, var _) && wasThere(pieces)
                ? new RouterState.Starting(reason, message, lastUrl(before))
                : state;
    }

    /** Whether requests found their way before this look: what is new beside it is no reason to say that they do not. */
    private static boolean wasThere(List<Piece> pieces) {
        return pieces.stream()
                .filter(piece -> RouterObjects.isOnTheWay(piece.wanted()))
                .allMatch(Piece.Ours.class::isInstance);
    }

    private static String lastUrl(GraphStatus before) {
        return Optional.ofNullable(before.url()).orElse("");
    }

    private List<HasMetadata> superfluous(List<Piece> pieces) {
        return owned.stream()
                .filter(object -> pieces.stream().noneMatch(piece -> Hands.isSame(object, piece.wanted())))
                .toList();
    }
}
