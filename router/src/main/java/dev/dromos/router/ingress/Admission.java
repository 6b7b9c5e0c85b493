package dev.dromos.router.ingress;

import dev.dromos.nodes.body.ByteBudget;
import java.util.concurrent.atomic.AtomicInteger;

/** Who is let in: at most so many connections, requests, and bytes of bodies, of all event loops together. */
final class Admission {
    private final IngressLimits limits;
    private final ByteBudget budget;
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger connections = new AtomicInteger();

    Admission(IngressLimits limits) {
        this.limits = limits;
        this.budget = new ByteBudget(limits.heldBytes(), limits.requestsHeldBytes());
    }

    IngressLimits limits() {
        return limits;
    }

    ByteBudget budget() {
        return budget;
    }

    /** False when there are too many; whoever was let in leaves once. */
    boolean tryEnter() {
        if (requests.incrementAndGet() <= limits.requests()) {
            return true;
        }
        requests.decrementAndGet();
        return false;
    }

    void leave() {
        requests.decrementAndGet();
    }

    /** Counts one that is open already; false when it is one too many. */
    boolean connected() {
        return connections.incrementAndGet() <= limits.connections();
    }

    void disconnected() {
        connections.decrementAndGet();
    }

    int requests() {
        return requests.get();
    }

    int connections() {
        return connections.get();
    }
}
