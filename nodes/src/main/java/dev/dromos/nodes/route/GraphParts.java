package dev.dromos.nodes.route;

import dev.dromos.graph.Condition;
import dev.dromos.graph.Graph;
import dev.dromos.graph.Node;
import dev.dromos.graph.Node.Ensemble;
import dev.dromos.graph.Node.Sequence;
import dev.dromos.graph.Node.Splitter;
import dev.dromos.graph.Node.Stage;
import dev.dromos.graph.Node.Switch;
import dev.dromos.graph.Target;
import dev.dromos.nodes.call.Call;
import dev.dromos.nodes.call.CallFactory;
import dev.dromos.nodes.call.HttpStatus;
import dev.dromos.nodes.call.Payload;
import dev.dromos.nodes.call.StepFailure;
import dev.dromos.nodes.call.StepRef;
import dev.dromos.nodes.call.UnusableUrlCall;
import dev.dromos.nodes.ensemble.EnsembleAnswer;
import dev.dromos.nodes.sequence.PredictionsToInstances;
import dev.dromos.nodes.splitter.WeightedDraw;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.Processor;
import org.apache.camel.processor.loadbalancer.LoadBalancer;
import org.apache.camel.spi.Registry;

/**
 * The parts that the routes of one graph refer to, by name: calls, conditions, processors, load balancers. Whatever a graph's
 * author wrote (addresses, paths, keys, weights) is in here as objects and so never in a route's text.
 */
public final class GraphParts {
    /** Kinds of parts: the first word of a name. */
    public static final String CONDITION = "condition";

    public static final String SUCCESS = "success";
    public static final String INPUT = "input";
    public static final String ENTER = "enter";
    public static final String UNMET = "unmet";
    public static final String JSON = "json";
    public static final String UNANSWERED = "unanswered";
    public static final String UNMATCHED = "unmatched";
    public static final String ENSEMBLE = "ensemble";
    public static final String EMPTY = "empty";
    public static final String SPLITTER = "splitter";

    private static final Payload EMPTY_OBJECT = Payload.json(new byte[] {'{', '}'});

    private final PartName names;
    private final Map<String, Object> parts = new LinkedHashMap<>();

    private GraphParts(PartName names) {
        this.names = names;
    }

    /**
     * Makes every part of a graph.
     *
     * @param graph one without {@link Target.Service}: names are bound to addresses before a graph can run
     */
    public static GraphParts of(Graph graph, CallFactory client) {
        var parts = new GraphParts(PartName.in(graph));
        for (var node : graph.nodes().values()) {
            parts.addCalls(node, client, graph);
            parts.addNode(node);
        }
        return parts;
    }

    public PartName names() {
        return names;
    }

    public void bindTo(Registry registry) {
        parts.forEach(registry::bind);
    }

    public Processor processor(String name) {
        return part(name, Processor.class);
    }

    public Predicate predicate(String name) {
        return part(name, Predicate.class);
    }

    public LoadBalancer loadBalancer(String name) {
        return part(name, LoadBalancer.class);
    }

    private <T> T part(String name, Class<T> type) {
        var part = parts.get(name);
        if (part == null) {
            throw new IllegalArgumentException("no part `%s`, found %s".formatted(name, parts.keySet()));
        }
        return type.cast(part);
    }

    private void addCalls(Node node, CallFactory client, Graph graph) {
        var steps = node.steps();
        for (int i = 0; i < steps.size(); i++) {
            var step = steps.get(i);
            var ref = new StepRef(node.name(), i, step.name());
            switch (step.target()) {
                case Target.NodeRef _ -> {}
                case Target.Url(var uri) ->
                    add(
                            names.predictor(node.name(), i),
                            client.call(ref, uri, graph.timeouts().serviceClient()));
                case Target.Unusable _ -> add(names.predictor(node.name(), i), unusable(ref));
                case Target.Service(var service) ->
                    throw new IllegalArgumentException("%s: no address for service `%s`".formatted(ref, service));
            }
        }
    }

    private static Call unusable(StepRef ref) {
        return new UnusableUrlCall(ref);
    }

    private void addNode(Node node) {
        switch (node) {
            case Sequence sequence -> addSequence(sequence);
            case Switch choice -> addSwitch(choice);
            case Splitter splitter ->
                add(names.of(SPLITTER, node.name()), new WeightedSplit(WeightedDraw.of(splitter)));
            case Ensemble ensemble
            when ensemble.members().isEmpty() ->
                add(names.of(EMPTY, node.name()), (Processor)
                        exchange -> GraphExchange.answer(exchange, HttpStatus.OK, EMPTY_OBJECT));
            case Ensemble ensemble ->
                add(names.of(ENSEMBLE, node.name()), new EnsembleFanOut(EnsembleAnswer.of(ensemble)));
        }
    }

    private void addSequence(Sequence sequence) {
        var node = sequence.name();
        var remembered = names.of(INPUT, node);
        add(names.of(ENTER, node), (Processor) exchange -> GraphExchange.remember(exchange, remembered));
        add(SUCCESS, (Predicate) exchange -> HttpStatus.isSuccess(GraphExchange.status(exchange)));
        add(UNMET, (Processor) exchange -> exchange.setProperty(GraphExchange.STATUS, HttpStatus.OK));
        var invalid = new StepFailure.InvalidResponse(node);
        // A condition asks the previous answer, and before the first step there is none, not even an empty one.
        add(names.of(UNANSWERED, node), (Processor) exchange -> GraphExchange.fail(exchange, invalid));
        add(names.of(JSON, node), (Processor) exchange -> requireJson(exchange, invalid));
        for (int i = 0; i < sequence.stages().size(); i++) {
            var stage = sequence.stages().get(i);
            add(names.at(INPUT, node, i), inputOf(stage, i, remembered));
            if (stage.condition() instanceof Condition.Exists(var path)) {
                add(names.at(CONDITION, node, i), new GjsonPredicate(path));
            }
        }
    }

    private void addSwitch(Switch choice) {
        var node = choice.name();
        for (int i = 0; i < choice.cases().size(); i++) {
            if (choice.cases().get(i).condition() instanceof Condition.Exists(var path)) {
                add(names.at(CONDITION, node, i), new GjsonPredicate(path));
            }
        }
        var unmatched = new StepFailure.NoRouteMatched(node);
        add(names.of(UNMATCHED, node), (Processor) exchange -> GraphExchange.fail(exchange, unmatched));
    }

    private static void requireJson(Exchange exchange, StepFailure otherwise) {
        if (!GraphExchange.body(exchange).isJson()) {
            GraphExchange.fail(exchange, otherwise);
        }
    }

    private static Processor inputOf(Stage stage, int index, String remembered) {
        boolean restores = stage.input() == Node.Input.REQUEST && index > 0;
        return exchange -> {
            var input = restores ? GraphExchange.remembered(exchange, remembered) : GraphExchange.body(exchange);
            exchange.getMessage()
                    .setBody(stage.mapsPredictionsToInstances() ? PredictionsToInstances.apply(input) : input);
        };
    }

    private void add(String name, Object part) {
        parts.put(name, part);
    }

    /** For messages: the parts by name. */
    @Override
    public String toString() {
        return "GraphParts" + List.copyOf(parts.keySet());
    }
}
