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
public final class ClientLease implements CallFactory, AutoCloseable {
    private final PredictorClient client;
    private final List<Dialled.Origin> held = new ArrayList<>();

    ClientLease(PredictorClient client) {
        this.client = client;
    }

    @Override
    public Call call(StepRef step, URI target, Duration limit) {
        var dialled = client.dialled(target);
        held.add(dialled.origin());
        return client.call(step, dialled, limit);
    }

    /** To be called once, when none of the calls runs any more. */
    @Override
    public void close() {
        held.forEach(client::release);
        held.clear();
    }
}
