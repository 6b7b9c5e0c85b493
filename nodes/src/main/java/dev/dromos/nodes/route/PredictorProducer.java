package dev.dromos.nodes.route;

import dev.dromos.nodes.call.Call;
import dev.dromos.nodes.call.StepFailure;
import dev.dromos.nodes.call.StepRequest;
import dev.dromos.nodes.call.StepResult;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the call; the route goes on, on the thread that brings the answer, or on a worker when the answer is large. */
final class PredictorProducer extends DefaultAsyncProducer {
    private static final Logger LOG = LoggerFactory.getLogger(PredictorProducer.class);

    private final Call call;

    PredictorProducer(PredictorEndpoint endpoint, Call call) {
        super(endpoint);
        this.call = call;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        call.call(new StepRequest(GraphExchange.body(exchange), GraphExchange.request(exchange)))
                .onComplete(done -> {
                    write(exchange, done.succeeded() ? done.result() : fault(done.cause()));
                    LargeBody.goOn(exchange, callback);
                });
        return false;
    }

    /** Calls do not fail their futures; one that does is a fault of ours, and must not pass for an answer. */
    private static StepResult fault(Throwable cause) {
        LOG.atError().setCause(cause).log("a call ended without a result");
        return new StepResult.Failed(new StepFailure.Internal());
    }

    private static void write(Exchange exchange, StepResult result) {
        GraphExchange.write(exchange, result);
        if (result instanceof StepResult.Answered answered && !GraphExchange.isInGraph(exchange)) {
            // Where Camel routes look for it; inside a graph nobody reads it, and a header map would be made for it.
            exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, answered.status());
        }
    }
}
