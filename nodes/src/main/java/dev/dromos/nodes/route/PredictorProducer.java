package dev.dromos.nodes.route;

import dev.dromos.nodes.call.Call;
import dev.dromos.nodes.call.StepRequest;
import dev.dromos.nodes.call.StepResult;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;

/** Makes the call; the route goes on, on the thread that brings the answer, or on a worker when the answer is large. */
final class PredictorProducer extends DefaultAsyncProducer {
    private final Call call;

    PredictorProducer(PredictorEndpoint endpoint, Call call) {
        super(endpoint);
        this.call = call;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        call.call(new StepRequest(GraphExchange.body(exchange), GraphExchange.request(exchange)))
                .onComplete(done -> {
                    write(exchange, done.result());
                    LargeBody.goOn(exchange, callback);
                });
        return false;
    }

    private static void write(Exchange exchange, StepResult result) {
        GraphExchange.write(exchange, result);
        if (result instanceof StepResult.Answered answered && !GraphExchange.isInGraph(exchange)) {
            // Where Camel routes look for it; inside a graph nobody reads it, and a header map would be made for it.
            exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, answered.status());
        }
    }
}
