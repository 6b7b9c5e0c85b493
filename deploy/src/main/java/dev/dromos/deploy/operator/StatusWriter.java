package dev.dromos.deploy.operator;

import dev.dromos.deploy.status.GraphStatus;
import dev.dromos.deploy.status.News;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.net.HttpURLConnection;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Stores what is said of a graph, and then tells what is new in it, so that nothing is told that nobody can read. The framework would store
 * it after the look and forget the answer: the next look might be at the graph as it was before, and tell the same again.
 */
final class StatusWriter<P extends GraphResource> {
    private final EventWriter events;
    private final BooleanSupplier may;
    private final Supplier<P> empty;

    /**
     * @param may asked before each writing
     * @param empty makes a new graph without anything in it
     */
    StatusWriter(EventWriter events, BooleanSupplier may, Supplier<P> empty) {
        this.events = events;
        this.may = may;
        this.empty = empty;
    }

    /**
     * Does nothing where that was said last.
     *
     * @throws GraphGoneException when there is no graph of its name
     * @throws KubernetesClientException when it cannot be stored, and is not told; with 409 when the graph has changed since, or is another one
     */
    void write(P graph, GraphStatus status, Context<P> context) {
        var before = graph.lastStatus();
        if (status.equals(before) || !may.getAsBoolean()) {
            return;
        }
        P stored = store(graph.withOnly(status, empty.get()), context);
        // Its watch may tell of it later than the next look begins.
        context.eventSourceRetriever()
                .getControllerEventSource()
                .handleRecentResourceUpdate(ResourceID.fromResource(graph), stored, graph);
        events.write(graph, News.of(before, status));
    }

    private P store(P patch, Context<P> context) {
        try {
            return context.getClient()
                    .resource(patch)
                    .subresource("status")
                    .patch(new PatchContext.Builder()
                            .withPatchType(PatchType.SERVER_SIDE_APPLY)
                            .withFieldManager(Hands.FIELD_MANAGER)
                            .withForce(true)
                            .build());
        } catch (KubernetesClientException refused) {
            if (refused.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                throw new GraphGoneException();
            }
            throw refused;
        }
    }
}
