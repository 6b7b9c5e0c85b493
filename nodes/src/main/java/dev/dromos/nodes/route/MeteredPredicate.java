package dev.dromos.nodes.route;

import org.apache.camel.Exchange;
import org.apache.camel.Predicate;

/** A condition, and whoever hears how often it holds. */
record MeteredPredicate(Predicate inner, ConditionMeter meter) implements Predicate {

    @Override
    public boolean matches(Exchange exchange) {
        boolean holds = inner.matches(exchange);
        meter.asked(holds);
        return holds;
    }

    /** As if nobody heard. */
    @Override
    public String toString() {
        return inner.toString();
    }
}
