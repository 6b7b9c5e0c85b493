package dev.dromos.nodes.route;

import dev.dromos.graph.gjson.GjsonPath;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;

/** Holds when the body is JSON and the path exists in it, whatever the value there. */
record GjsonPredicate(GjsonPath path) implements Predicate {

    @Override
    public boolean matches(Exchange exchange) {
        var body = GraphExchange.body(exchange);
        return body.isJson() && path.exists(body.dangerouslySharedBytes());
    }

    @Override
    public String toString() {
        return "gjson{" + path.text() + "}";
    }
}
