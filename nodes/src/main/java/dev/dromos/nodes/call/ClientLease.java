package dev.dromos.nodes.call;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The calls of one user of a {@link PredictorClient}, a version of a graph say. The connections to a target are shared with all its
 * other users, and are forgotten when the last of them has closed: those that are idle then close when their time is over.
 *
 * <p>For one thread at a time.
 */
public final class ClientLease implements AutoCloseable {
    private final PredictorClient client;
    private final List<PredictorClient.Route> held = new ArrayList<>();

    ClientLease(PredictorClient client) {
        this.client = client;
    }

    /** As {@link PredictorClient#call}. */
    public Call call(StepRef step, URI target, Duration limit) {
        var dialled = client.dialled(target);
        return call(step, dialled, PredictorClient.Route.to(dialled), limit);
    }

    /** As {@link PredictorClient#callThroughMesh}. */
    public Call callThroughMesh(StepRef step, URI target, Duration limit) {
        var dialled = client.dialled(target);
        return call(step, dialled, PredictorClient.Route.throughMesh(dialled), limit);
    }

    /**
     * The call that wakes a server: a GET of the target, on a connection of its own. Whatever a request has, but for its depth, its body
     * included, it leaves out; its answer has no body.
     *
     * @param target as {@link WakeUrl} has it
     * @param limit of the whole call, zero for none but the deadline
     */
    public Call wake(StepRef step, URI target, Duration limit) {
        var dialled = client.dialled(target);
        return wake(step, dialled, PredictorClient.Route.to(dialled), limit);
    }

    /** The same, on the way that {@link #callThroughMesh} takes. */
    public Call wakeThroughMesh(StepRef step, URI target, Duration limit) {
        var dialled = client.dialled(target);
        return wake(step, dialled, PredictorClient.Route.throughMesh(dialled), limit);
    }

    private Call wake(StepRef step, Dialled dialled, PredictorClient.Route route, Duration limit) {
        var call = client.wake(step, dialled, route, limit);
        held.add(route);
        return call;
    }

    private Call call(StepRef step, Dialled dialled, PredictorClient.Route route, Duration limit) {
        var call = client.call(step, dialled, route, limit);
        held.add(route);
        return call;
    }

    /** To be called once, when none of the calls runs any more. */
    @Override
    public void close() {
        held.forEach(client::release);
        held.clear();
    }
}
