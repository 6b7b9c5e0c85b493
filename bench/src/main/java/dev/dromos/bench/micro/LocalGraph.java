package dev.dromos.bench.micro;

import dev.dromos.graph.Graph;
import dev.dromos.nodes.body.Payload;
import dev.dromos.nodes.call.Cancellation;
import dev.dromos.nodes.call.Deadline;
import dev.dromos.nodes.call.RequestContext;
import dev.dromos.nodes.call.StepResult;
import dev.dromos.nodes.policy.CallStack;
import dev.dromos.nodes.route.GraphExchange;
import dev.dromos.nodes.route.GraphParts;
import dev.dromos.nodes.route.PredictorComponent;
import dev.dromos.router.compile.GraphCompiler;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import org.apache.camel.AsyncProducer;
import org.apache.camel.StartupSummaryLevel;
import org.apache.camel.impl.DefaultCamelContext;

/** A graph in Camel, set up as the router does, whose steps answer at once and without a network. */
public final class LocalGraph implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** Nothing waits for anything here. */
    public static final CallStack STACK = CallStack.forGraph((delay, action) -> {
        throw new IllegalStateException("a step waits");
    });

    private final DefaultCamelContext camel;
    private final AsyncProducer entry;

    private LocalGraph(DefaultCamelContext camel, AsyncProducer entry) {
        this.camel = camel;
        this.entry = entry;
    }

    public static LocalGraph start(Graph graph, Payload answer) throws Exception {
        var answered = Future.<StepResult>succeededFuture(new StepResult.Answered(200, answer));
        var parts = GraphParts.of(graph, (step, target, limit) -> request -> answered, LocalGraph.STACK);
        var compiled = GraphCompiler.compile(graph, parts);
        var camel = new DefaultCamelContext();
        camel.setStreamCaching(false);
        camel.setAllowUseOriginalMessage(false);
        camel.setMessageHistory(false);
        camel.setLoadTypeConverters(false);
        camel.setStartupSummaryLevel(StartupSummaryLevel.Off);
        parts.bindTo(camel.getRegistry());
        camel.addComponent("predictor", new PredictorComponent());
        camel.addRouteDefinitions(compiled.routes());
        camel.start();
        var entry = camel.getEndpoint(compiled.entry()).createAsyncProducer();
        entry.start();
        return new LocalGraph(camel, entry);
    }

    /** One request, as the ingress makes it, through the whole graph. */
    public StepResult run(Payload body) {
        var context = new RequestContext("bench", List.of(), Deadline.in(LIMIT, System::nanoTime), new Cancellation());
        var exchange = GraphExchange.enter(camel, body, context);
        var over = new boolean[1];
        entry.process(exchange, doneSync -> over[0] = true);
        if (!over[0]) {
            throw new IllegalStateException("the graph waits, though its steps do not");
        }
        return GraphExchange.result(exchange);
    }

    @Override
    public void close() {
        camel.stop();
    }
}
