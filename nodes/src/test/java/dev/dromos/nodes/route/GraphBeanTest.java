package dev.dromos.nodes.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.nodes.call.RequestContext;
import dev.dromos.nodes.call.StepFailure;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the routes of an exported graph find in a plain Camel. */
class GraphBeanTest {
    private static final Duration LIMIT = Duration.ofSeconds(10).minusMillis(500);

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final Exchange exchange = new DefaultExchange(camel);

    @BeforeEach
    void bind() {
        camel.start();
        var bean = new GraphBean();
        bean.setCamelContext(camel);
        bean.setJson("""
                {"apiVersion": "serving.kserve.io/v1alpha1", "kind": "InferenceGraph", "spec": {
                 "timeout": 10,
                 "nodes": {"root": {"routerType": "Sequence", "steps": [{"serviceUrl": "http://a/"}]}}}}""");
        bean.bind();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    @Test
    void allStepsOfARequestShareTheGraphsOwnDeadline() throws Exception {
        part("request/root");
        var first = GraphExchange.request(exchange);
        var second = GraphExchange.request(exchange);

        assertThat(second).isSameAs(first);
        assertThat(Duration.ofNanos(first.deadline().nanosLeft())).isBetween(LIMIT.dividedBy(2), LIMIT);
    }

    @Test
    void aRequestThatTheCallerHasBegunGoesOn() throws Exception {
        part("request/root");
        var callers = GraphExchange.request(exchange);
        var nested = GraphExchange.enter(camel, GraphExchange.body(exchange), callers);

        part("request/root", nested);
        part("reply/root", nested);

        assertThat(nested.getProperty(GraphExchange.REQUEST)).isSameAs(callers);
    }

    @Test
    void theStatusIsWhereCamelRoutesLookForIt() throws Exception {
        part("request/root");
        exchange.setProperty(GraphExchange.STATUS, 404);

        part("reply/root");

        assertThat(exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE)).isEqualTo(404);
    }

    @Test
    void theNextRunOnTheSameExchangeHasADeadlineOfItsOwn() throws Exception {
        part("request/root");
        var answered = exchange.getProperty(GraphExchange.REQUEST, RequestContext.class);
        part("reply/root");
        part("request/root");
        var failed = exchange.getProperty(GraphExchange.REQUEST, RequestContext.class);
        GraphExchange.fail(exchange, new StepFailure.Internal());
        exchange.setException(null);
        part("request/root");
        var third = exchange.getProperty(GraphExchange.REQUEST, RequestContext.class);

        assertThat(failed).isNotSameAs(answered);
        assertThat(third).isNotSameAs(failed).isNotSameAs(answered);
    }

    private void part(String name) throws Exception {
        part(name, exchange);
    }

    private void part(String name, Exchange exchange) throws Exception {
        CamelContextHelper.mandatoryLookup(camel, name, Processor.class).process(exchange);
    }
}
