package dev.dromos.nodes.route;

import dev.dromos.nodes.splitter.WeightedDraw;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.processor.loadbalancer.LoadBalancerSupport;

/** A Splitter as Camel's load balancer: one of its outputs, drawn by weight, takes the exchange. */
final class WeightedSplit extends LoadBalancerSupport {
    private final WeightedDraw draw;

    WeightedSplit(WeightedDraw draw) {
        this.draw = draw;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        return doGetProcessors()[draw.next()].process(exchange, callback);
    }
}
