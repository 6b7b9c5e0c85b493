package dev.dromos.nodes.route;

import dev.dromos.nodes.call.Call;
import dev.dromos.nodes.call.StepRequest;
import dev.dromos.nodes.call.StepResult;
import io.vertx.core.Future;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;

/**
 * A node of the graph as a call, so that the layers of a step's policy can be around it as around a server's: its route runs with an
 * exchange of its own. What ends is what was registered with the request's cancellation, as in any call.
 */
final class NodeCall extends ServiceSupport implements Call, CamelContextAware {
    private final String entry;
    private @Nullable CamelContext camel;

    /** Of the event loops too: they begin to call when the routes have been started, and this before them. */
    private @Nullable AsyncProducer producer;

    /** @param entry the endpoint that the node's route begins at */
    NodeCall(String entry) {
        this.entry = entry;
    }

    @Override
    public @Nullable CamelContext getCamelContext() {
        return camel;
    }

    /** The registry that this is bound in says it; from then on this starts and stops with its routes. */
    @Override
    public void setCamelContext(CamelContext camel) {
        if (this.camel == null) { // Camel says it again to what it is to start
            this.camel = camel;
            try {
                camel.deferStartService(this, true);
            } catch (Exception e) {
                throw RuntimeCamelException.wrapRuntimeCamelException(e);
            }
        }
    }

    @Override
    protected void doStart() {
        if (camel == null) {
            throw new IllegalStateException("%s is started once it is bound in a Camel context".formatted(this));
        }
        try {
            producer = camel.getEndpoint(entry).createAsyncProducer();
        } catch (Exception e) {
            throw new IllegalStateException("no way into " + entry, e);
        }
        producer.start();
    }

    @Override
    protected void doStop() {
        if (producer != null) {
            producer.stop();
        }
    }

    @Override
    public Future<StepResult> call(StepRequest request) {
        var node = producer;
        if (node == null) {
            throw new IllegalStateException("%s is called once its Camel context is started".formatted(this));
        }
        request.body().keep(); // it may be asked for again
        var exchange = GraphExchange.enter(node.getEndpoint().getCamelContext(), request.body(), request.context());
        var result = LargeBody.<StepResult>promiseHere();
        node.process(exchange, doneSync -> result.complete(GraphExchange.result(exchange)));
        return result.future();
    }

    @Override
    public String toString() {
        return "NodeCall[entry=%s]".formatted(entry);
    }
}
