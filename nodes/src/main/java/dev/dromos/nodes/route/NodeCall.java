package dev.dromos.nodes.route;

import dev.dromos.nodes.call.Call;
import dev.dromos.nodes.call.StepRequest;
import dev.dromos.nodes.call.StepResult;
import io.vertx.core.Future;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.jspecify.annotations.Nullable;

/**
 * A node of the graph as a call, so that the layers of a step's policy can be around it as around a server's: its route runs with an
 * exchange of its own. What ends is what was registered with the request's cancellation, as in any call.
 */
final class NodeCall implements Call, CamelContextAware {
    private final String entry;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable CamelContext camel;
    private volatile @Nullable AsyncProducer producer;

    /** @param entry the endpoint that the node's route begins at */
    NodeCall(String entry) {
        this.entry = entry;
    }

    @Override
    public @Nullable CamelContext getCamelContext() {
        return camel;
    }

    /** The registry that this is bound in says it. */
    @Override
    public void setCamelContext(CamelContext camel) {
        this.camel = camel;
    }

    @Override
    public Future<StepResult> call(StepRequest request) {
        var node = producer();
        request.body().keep(); // it may be asked for again
        var exchange = GraphExchange.enter(node.getEndpoint().getCamelContext(), request.body(), request.context());
        var result = LargeBody.<StepResult>promiseHere();
        node.process(exchange, doneSync -> result.complete(GraphExchange.result(exchange)));
        return result.future();
    }

    /** Made with the first call, when every route is there. */
    private AsyncProducer producer() {
        var known = producer;
        if (known != null) {
            return known;
        }
        lock.lock();
        try {
            if (producer == null) {
                producer = start();
            }
            return producer;
        } finally {
            lock.unlock();
        }
    }

    private AsyncProducer start() {
        if (camel == null) {
            throw new IllegalStateException("a node is called once it is bound in a Camel context, found none");
        }
        try {
            var made = camel.getEndpoint(entry).createAsyncProducer();
            made.start();
            return made;
        } catch (Exception e) {
            throw new IllegalStateException("no way into " + entry, e);
        }
    }

    @Override
    public String toString() {
        return "NodeCall[entry=%s]".formatted(entry);
    }
}
