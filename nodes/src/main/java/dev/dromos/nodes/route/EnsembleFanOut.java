package dev.dromos.nodes.route;

import dev.dromos.nodes.ensemble.EnsembleAnswer;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.processor.loadbalancer.LoadBalancerSupport;

/**
 * An Ensemble as Camel's load balancer, in the way of its {@code topic}: every output gets the exchange's body, all at once, each
 * in an exchange of its own, and their answers become one. Nothing waits: the last answer that is needed brings the route on.
 */
final class EnsembleFanOut extends LoadBalancerSupport {
    private final EnsembleAnswer answer;

    EnsembleFanOut(EnsembleAnswer answer) {
        this.answer = answer;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        var members = doGetProcessors();
        var round = EnsembleRound.begin(exchange, callback, answer);
        for (int i = 0; i < members.length && !round.isDecided(); i++) {
            var member = i;
            var branch = round.branch();
            members[i].process(branch, doneSync -> round.arrived(member, GraphExchange.result(branch)));
        }
        return false;
    }
}
