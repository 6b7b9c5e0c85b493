package dev.dromos.deploy.operator;

import io.fabric8.knative.serving.v1.Service;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The only place where the operator writes objects, for one graph: in its namespace, and never to what belongs to somebody else. What is
 * as it should be is left alone.
 */
final class Hands {
    /** Who owns the fields that are set here; also the client's name, which is who has created something. */
    static final String FIELD_MANAGER = "dromos-operator";

    /** Characters of a graph's uid, for as many as a router's name leaves. */
    private static final int TRIAL_SUFFIX = 4;

    private final GraphResource graph;
    private final KubernetesClient client;
    private final Likeness likeness;
    private final BooleanSupplier may;
    private Optional<Boolean> gone = Optional.empty();

    /** @param may asked before each writing */
    Hands(GraphResource graph, KubernetesClient client, BooleanSupplier may) {
        this.graph = graph;
        this.client = client;
        this.likeness = new Likeness(client.getKubernetesSerialization());
        this.may = may;
    }

    /** @param known what is known to belong to the graph; for what is not among it the API server is asked */
    Piece look(HasMetadata wanted, Collection<HasMetadata> known) {
        return known.stream()
                .filter(object -> isSame(object, wanted))
                .findFirst()
                .or(() -> existing(wanted))
                .map(actual -> piece(wanted, actual))
                .orElseGet(() -> new Piece.New(wanted));
    }

    private Optional<HasMetadata> existing(HasMetadata wanted) {
        return Optional.ofNullable(client.genericKubernetesResources(wanted.getApiVersion(), wanted.getKind())
                        .inNamespace(wanted.getMetadata().getNamespace())
                        .withName(wanted.getMetadata().getName())
                        .get())
                .map(object -> Watched.read(client, object, wanted.getClass()));
    }

    private Piece piece(HasMetadata wanted, HasMetadata actual) {
        if (!isForeign(actual)) {
            return new Piece.Ours(wanted, actual);
        }
        return Ownership.isPlaceholder(actual, graph) && !isKnativeForeign(wanted)
                ? new Piece.Held(wanted)
                : new Piece.Foreign(wanted);
    }

    /** Whether the Knative Service of a name is somebody else's, and stays; its labels may be a graph's of the same name that has gone. */
    private boolean isKnativeForeign(HasMetadata wanted) {
        var service = client.genericKubernetesResources(ResourceDefinitionContext.fromResourceType(Service.class))
                .inNamespace(wanted.getMetadata().getNamespace())
                .withName(wanted.getMetadata().getName())
                .get();
        return service != null && !service.isMarkedForDeletion() && isForeign(service);
    }

    static boolean isSame(HasMetadata object, HasMetadata wanted) {
        return object.getKind().equals(wanted.getKind())
                && object.getApiVersion().equals(wanted.getApiVersion())
                && object.getMetadata().getName().equals(wanted.getMetadata().getName());
    }

    private boolean isForeign(HasMetadata object) {
        return !Ownership.belongs(object, graph);
    }

    /** Makes the object be as wanted, and returns it as it is then. */
    HasMetadata apply(Piece piece) {
        checkNamespace(piece.wanted());
        return switch (piece) {
            case Piece.Ours(var wanted, var actual)
            when wanted.getClass().isInstance(actual) && likeness.isLike(actual, wanted) -> actual;
            case Piece.Ours(var wanted, var actual) -> {
                askWhetherItMay();
                takeOver(actual, wanted);
                var whole = likeness.marked(wanted);
                // So it is refused where another object has the name by now, or none.
                whole.getMetadata().setUid(actual.getMetadata().getUid());
                yield client.resource(whole)
                        .fieldManager(FIELD_MANAGER)
                        .forceConflicts()
                        .serverSideApply();
            }
            case Piece.New(var wanted) -> {
                if (isGone()) {
                    throw new GraphGoneException();
                }
                askWhetherItMay();
                // Not applied: what somebody else has made since must not become one with it.
                yield client.resource(likeness.marked(wanted)).create();
            }
            case Piece.Held _, Piece.Foreign _ -> throw new IllegalStateException("it is not this graph's");
        };
    }

    /** The API server is asked how its books are now: another one's entry must not be lost. */
    private void takeOver(HasMetadata actual, HasMetadata wanted) {
        var serialization = client.getKubernetesSerialization();
        if (!OwnFields.of(actual, wanted, serialization).areToBeHandedOver()) {
            return;
        }
        var now = client.resource(actual).get();
        if (now == null || isForeign(now)) {
            return; // what is applied then will be refused
        }
        var own = OwnFields.of(now, wanted, serialization);
        if (own.areToBeHandedOver()) {
            String patch = own.handOver(now.getMetadata().getResourceVersion()).toString();
            client.resource(actual).patch(PatchContext.of(PatchType.JSON), patch);
        }
    }

    private void checkNamespace(HasMetadata wanted) {
        if (!wanted.getMetadata().getNamespace().equals(graph.getMetadata().getNamespace())) {
            throw new IllegalStateException("an object of %s for a graph of %s"
                    .formatted(
                            wanted.getMetadata().getNamespace(),
                            graph.getMetadata().getNamespace()));
        }
    }

    /**
     * Asks the API server whether it would take the object, by another name since its own is not free.
     *
     * @throws KubernetesClientException when it would not, in words about the object's own name
     */
    void tryOut(Piece piece) {
        checkNamespace(piece.wanted());
        askWhetherItMay();
        var trial = client.getKubernetesSerialization().clone(piece.wanted());
        String name = trial.getMetadata().getName();
        String free = name + "-" + graph.getMetadata().getUid().substring(0, TRIAL_SUFFIX);
        trial.getMetadata().setName(free);
        try {
            client.resource(trial).dryRun().create();
        } catch (KubernetesClientException refused) {
            throw Refusal.renamed(refused, free, name);
        }
    }

    /** Objects as the API server has them now, without those that have gone. */
    List<HasMetadata> now(List<HasMetadata> owned) {
        return owned.stream()
                .map(object -> client.resource(object).get())
                .filter(now -> now != null && !isForeign(now))
                .toList();
    }

    void delete(HasMetadata owned) {
        if (isForeign(owned)) {
            throw new IllegalStateException("%s `%s` is not this graph's"
                    .formatted(owned.getKind(), owned.getMetadata().getName()));
        }
        var now = client.resource(owned).get();
        if (now == null || isForeign(now)) {
            return; // what had its name since is somebody else's
        }
        askWhetherItMay();
        client.resource(owned)
                .lockResourceVersion(now.getMetadata().getResourceVersion())
                .delete();
    }

    /** Asked where it counts: what has been seen of a graph may be older than its end, and nobody should find a router without one. */
    private boolean isGone() {
        if (gone.isEmpty()) {
            var now = client.resource(graph).get();
            gone = Optional.of(now == null
                    || now.isMarkedForDeletion()
                    || !now.getMetadata().getUid().equals(graph.getMetadata().getUid()));
        }
        return gone.get();
    }

    private void askWhetherItMay() {
        if (!may.getAsBoolean()) {
            throw new NotLeadingException();
        }
    }
}
