package dev.dromos.router.serve;

import dev.dromos.graph.ApiGroup;
import dev.dromos.graph.Graph;
import dev.dromos.nodes.body.Payload;
import dev.dromos.nodes.call.CallFactory;
import dev.dromos.nodes.call.ClientLease;
import dev.dromos.nodes.call.Depth;
import dev.dromos.nodes.call.ErrorStatus;
import dev.dromos.nodes.call.GraphDeadline;
import dev.dromos.nodes.call.PredictorClient;
import dev.dromos.nodes.call.RequestContext;
import dev.dromos.nodes.call.StepFailure;
import dev.dromos.nodes.call.StepResult;
import dev.dromos.nodes.policy.CallStack;
import dev.dromos.nodes.route.GraphExchange;
import dev.dromos.nodes.route.GraphParts;
import dev.dromos.nodes.route.LargeBody;
import dev.dromos.nodes.route.PredictorComponent;
import dev.dromos.router.compile.CompiledGraph;
import dev.dromos.router.compile.GraphCompiler;
import dev.dromos.router.ingress.Entry;
import dev.dromos.router.ingress.HeaderPropagation;
import dev.dromos.router.logging.LogKeys;
import dev.dromos.router.metrics.GraphMeters;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.StartupSummaryLevel;
import org.apache.camel.impl.DefaultCamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One version of one graph in a Camel context of its own, so that replacing it leaves nothing of it behind. */
public final class RunningGraph implements Entry, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunningGraph.class);

    private final CompiledGraph compiled;
    private final ClientLease calls;
    private final DefaultCamelContext camel;
    private final AsyncProducer entry;
    private final Duration deadline;
    private final ErrorStatus errorStatus;
    private final HeaderPropagation propagation;
    private final Waking waking;
    private final GraphMeters meters;

    /**
     * What a router gives to the graphs that it starts.
     *
     * @param meters closed when the graph has run its last request
     */
    record Shared(PredictorClient client, RouterSettings settings, GraphMeters meters, Waker waker) {}

    /** Requests that run, and one more for as long as new ones may come. */
    private final AtomicInteger holders = new AtomicInteger(1);

    private RunningGraph(
            CompiledGraph compiled,
            ClientLease calls,
            DefaultCamelContext camel,
            AsyncProducer entry,
            Shared shared,
            Waking waking) {
        this.compiled = compiled;
        this.calls = calls;
        this.camel = camel;
        this.entry = entry;
        this.deadline = GraphDeadline.of(compiled.graph());
        this.errorStatus = shared.settings().errorStatus().of(compiled.graph());
        this.propagation = shared.settings().propagationOf(compiled.graph());
        this.meters = shared.meters();
        this.waking = waking;
    }

    /**
     * Compiles a graph and starts its routes; nothing listens yet.
     *
     * @param camel {@link #bareCamel} for this graph alone
     */
    static RunningGraph start(Graph graph, Shared shared, DefaultCamelContext camel) throws Exception {
        var client = shared.client();
        var calls = client.lease();
        try {
            var conditions = new ConditionCounts();
            var parts = parts(graph, calls, shared, conditions);
            var compiled = GraphCompiler.compile(graph, parts);
            parts.bindTo(camel.getRegistry());
            camel.addComponent("predictor", new PredictorComponent(client));
            camel.addRouteDefinitions(compiled.routes());
            camel.start();
            var entry = camel.getEndpoint(compiled.entry()).createAsyncProducer();
            entry.start();
            var waking = shared.waker().of(graph, wakesOf(graph, calls), conditions);
            return new RunningGraph(compiled, calls, camel, entry, shared, waking);
        } catch (Exception e) {
            camel.stop();
            calls.close();
            shared.meters().close();
            throw e;
        }
    }

    private static GraphParts parts(Graph graph, ClientLease calls, Shared shared, ConditionCounts conditions) {
        var stack = CallStack.forGraph(shared.client().scheduler(), shared.meters());
        return shared.waker().countsConditions()
                ? GraphParts.of(graph, callsOf(graph, calls), stack, conditions)
                : GraphParts.of(graph, callsOf(graph, calls), stack);
    }

    /** Only KServe's graphs are served as if there might be a sidecar: in ours, {@code https} means it. */
    private static CallFactory callsOf(Graph graph, ClientLease calls) {
        return switch (graph.group()) {
            case KSERVE -> calls::callThroughMesh;
            case DROMOS -> calls::call;
        };
    }

    /** On the same way. */
    private static CallFactory wakesOf(Graph graph, ClientLease calls) {
        return switch (graph.group()) {
            case KSERVE -> calls::wakeThroughMesh;
            case DROMOS -> calls::wake;
        };
    }

    /** Camel without what a graph does not use: each of these costs at start or on every exchange. */
    static DefaultCamelContext bareCamel() {
        var camel = new DefaultCamelContext();
        camel.setPropertiesComponent(NoPlaceholders.component());
        camel.setStreamCaching(false);
        camel.setAllowUseOriginalMessage(false);
        camel.setMessageHistory(false);
        camel.setLoadTypeConverters(false);
        camel.setStartupSummaryLevel(StartupSummaryLevel.Off);
        camel.build();
        return camel;
    }

    public CompiledGraph compiled() {
        return compiled;
    }

    /** Holds the graph for one {@link #run}; false when it has been closed. */
    boolean tryAcquire() {
        return holders.getAndUpdate(held -> held == 0 ? 0 : held + 1) > 0;
    }

    @Override
    public Future<StepResult> run(Payload body, RequestContext request) {
        if (request.depth() > Depth.MAX) {
            release();
            return Future.succeededFuture(new StepResult.Failed(new StepFailure.LoopDetected()));
        }
        waking.requested(request.depth());
        var result = LargeBody.<StepResult>promiseHere();
        if (LargeBody.is(body)) {
            LargeBody.awayFromEventLoop(() -> run(body, request, result));
        } else {
            run(body, request, result);
        }
        return result.future();
    }

    private void run(Payload body, RequestContext request, Promise<StepResult> result) {
        var exchange = GraphExchange.enter(camel, body, request);
        entry.process(exchange, doneSync -> {
            release();
            result.complete(outcome(exchange, request));
        });
    }

    @Override
    public Duration deadline() {
        return deadline;
    }

    @Override
    public ErrorStatus errorStatus() {
        return errorStatus;
    }

    @Override
    public HeaderPropagation propagation() {
        return propagation;
    }

    /** KServe's router does not know such a header; a graph of its language behaves as there. */
    @Override
    public boolean takesClientTimeout() {
        return compiled.graph().group() == ApiGroup.DROMOS;
    }

    /** Takes no new request; stops when the last one has been answered. */
    @Override
    public void close() {
        waking.close();
        release();
    }

    private void release() {
        if (holders.decrementAndGet() == 0) {
            // Not on the event loop that brought the last answer: stopping routes may wait.
            Thread.ofVirtual().name("close-graph").start(this::stop);
        }
    }

    private void stop() {
        camel.stop();
        calls.close();
        meters.close();
    }

    /** A fault of ours is answered without details; they are in the log. */
    private static StepResult outcome(Exchange exchange, RequestContext request) {
        var result = GraphExchange.result(exchange);
        if (result instanceof StepResult.Answered(var _, var body, var _) && LargeBody.is(body)) {
            // Found out here, on a worker, rather than by who writes the answer, on the event loop.
            body.passesForJson();
        }
        if (result instanceof StepResult.Failed(StepFailure.Internal())) {
            JvmFault.tell(exchange.getException());
            LOG.atError()
                    .addKeyValue(LogKeys.REQUEST, request.id())
                    .setCause(exchange.getException())
                    .log("internal error");
        }
        return result;
    }
}
