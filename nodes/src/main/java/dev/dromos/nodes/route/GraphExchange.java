package dev.dromos.nodes.route;

import dev.dromos.graph.Timeouts;
import dev.dromos.nodes.body.Payload;
import dev.dromos.nodes.call.Cancellation;
import dev.dromos.nodes.call.Deadline;
import dev.dromos.nodes.call.GraphDeadline;
import dev.dromos.nodes.call.HttpStatus;
import dev.dromos.nodes.call.RequestContext;
import dev.dromos.nodes.call.StepFailure;
import dev.dromos.nodes.call.StepResult;
import java.time.Duration;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;

/**
 * What a graph keeps in an {@link Exchange}: the {@link Payload} is the body; the request context and the status of the last
 * answer are properties. Wire headers never enter Camel's header map, where some have a meaning to Camel.
 */
public final class GraphExchange {
    /** A {@link RequestContext}; a route outside a graph may leave it out. */
    public static final String REQUEST = "DromosRequest";

    /** The HTTP status, an {@link Integer}, that the step or node before answered with. */
    public static final String STATUS = "DromosStatus";

    /** The request context that an exported graph has made itself, because its caller brought none. */
    private static final String OWN_REQUEST = "DromosOwnRequest";

    /** For a step that a Camel route calls outside of any graph; a graph has its own. */
    private static final Duration DEFAULT_DEADLINE = GraphDeadline.of(Timeouts.DEFAULT);

    private GraphExchange() {}

    /** An exchange that enters a graph, or a branch of one. */
    public static Exchange enter(CamelContext camel, Payload body, RequestContext request) {
        var exchange = new DefaultExchange(camel);
        exchange.setProperty(REQUEST, request);
        exchange.getIn().setBody(body);
        return exchange;
    }

    /** The outcome of an exchange that has left a graph, a node or a step. */
    public static StepResult result(Exchange exchange) {
        var exception = exchange.getException();
        if (exception instanceof StepFailedException failed) {
            return new StepResult.Failed(failed.failure());
        }
        return exception == null
                ? new StepResult.Answered(status(exchange), body(exchange))
                : new StepResult.Failed(new StepFailure.Internal());
    }

    /** The body as bytes; any other body that Camel can turn into bytes is, so that every route may call a predictor. */
    static Payload body(Exchange exchange) {
        var body = exchange.getMessage().getBody();
        if (body instanceof Payload payload) {
            return payload;
        }
        var bytes = exchange.getMessage().getBody(byte[].class);
        return bytes == null ? Payload.EMPTY : Payload.of(bytes, "");
    }

    static RequestContext request(Exchange exchange) {
        var request = exchange.getProperty(REQUEST, RequestContext.class);
        return request == null ? newRequest(exchange, DEFAULT_DEADLINE) : request;
    }

    static int status(Exchange exchange) {
        var status = exchange.getProperty(STATUS, Integer.class);
        return status == null ? HttpStatus.OK : status;
    }

    static void write(Exchange exchange, StepResult result) {
        // Not a switch: JDK 25 makes a class for one when it is first met (ADR 2).
        if (result instanceof StepResult.Answered(var status, var body, var _)) {
            answer(exchange, status, body);
        } else {
            fail(exchange, ((StepResult.Failed) result).failure());
        }
    }

    static void answer(Exchange exchange, int status, Payload body) {
        replace(exchange, body);
        exchange.setProperty(STATUS, status);
    }

    /** Another body, in whose place the one before makes room unless it is kept. */
    @SuppressWarnings("ReferenceEquality") // an equal body takes room of its own
    static void replace(Exchange exchange, Payload body) {
        var message = exchange.getMessage();
        if (message.getBody() instanceof Payload before && before != body) {
            before.letGo();
        }
        message.setBody(body);
    }

    static void fail(Exchange exchange, StepFailure failure) {
        exchange.setException(new StepFailedException(failure));
    }

    /** Keeps a node's input under a key of the node's own; a node is in an exchange once at a time, since graphs have no cycles. */
    static void remember(Exchange exchange, String key) {
        var input = body(exchange);
        input.keep();
        exchange.setProperty(key, input);
    }

    static Payload remembered(Exchange exchange, String key) {
        var kept = exchange.getProperty(key, Payload.class);
        if (kept == null) {
            throw new IllegalStateException("nothing is remembered under `%s`".formatted(key));
        }
        return kept;
    }

    static boolean isInGraph(Exchange exchange) {
        return exchange.getProperty(REQUEST) != null;
    }

    /**
     * At the root of an exported graph: one request context for all of its steps, unless the caller has brought one. One that is left
     * from a time before, when the graph failed on the same exchange, is not the caller's.
     *
     * @param limit of the whole graph
     */
    static void beginRequest(Exchange exchange, Duration limit) {
        var brought = exchange.getProperty(REQUEST);
        if (brought == null || brought.equals(exchange.getProperty(OWN_REQUEST))) {
            var request = newRequest(exchange, limit);
            exchange.setProperty(REQUEST, request);
            exchange.setProperty(OWN_REQUEST, request);
        }
    }

    /** Behind the root of an exported graph: the status goes where Camel routes look for it, and the graph's own context goes. */
    static void endRequest(Exchange exchange) {
        exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, status(exchange));
        var own = exchange.removeProperty(OWN_REQUEST);
        if (own != null && own.equals(exchange.getProperty(REQUEST))) {
            exchange.removeProperty(REQUEST);
        }
    }

    private static RequestContext newRequest(Exchange exchange, Duration limit) {
        return new RequestContext(
                exchange.getExchangeId(), List.of(), Deadline.in(limit, System::nanoTime), new Cancellation());
    }
}
