package dev.dromos.nodes.route;

import dev.dromos.graph.Condition;
import dev.dromos.graph.Graph;
import dev.dromos.graph.Node;
import dev.dromos.graph.Node.Ensemble;
import dev.dromos.graph.Node.Sequence;
import dev.dromos.graph.Node.Splitter;
import dev.dromos.graph.Node.Switch;
import dev.dromos.graph.gjson.GjsonPath;
import dev.dromos.nodes.body.BodyRoom;
import dev.dromos.nodes.body.Payload;
import dev.dromos.nodes.call.CallFactory;
import dev.dromos.nodes.call.GraphDeadline;
import dev.dromos.nodes.call.HttpStatus;
import dev.dromos.nodes.call.StepFailure;
import dev.dromos.nodes.ensemble.EnsembleAnswer;
import dev.dromos.nodes.policy.CallStack;
import dev.dromos.nodes.sequence.PredictionsToInstances;
import dev.dromos.nodes.splitter.WeightedDraw;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
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
    private final PartName names;
    private final Function<Asked, Predicate> conditions;
    private final Map<String, Object> parts = new LinkedHashMap<>();

    /** A condition that a step has. */
    private record Asked(String node, int step, GjsonPath path) {
        Predicate predicate() {
            return new GjsonPredicate(path);
        }
    }

    private GraphParts(PartName names, Function<Asked, Predicate> conditions) {
        this.names = names;
        this.conditions = conditions;
    }

    /**
     * Makes every part of a graph.
     *
     * @param graph one without {@link dev.dromos.graph.Target.Service}: names are bound to addresses before a graph can run
     * @param stack of this graph alone
     */
    public static GraphParts of(Graph graph, CallFactory client, CallStack stack) {
        return new GraphParts(PartName.in(graph), Asked::predicate).filled(graph, client, stack);
    }

    /** The same, with a meter for each condition. */
    public static GraphParts of(Graph graph, CallFactory client, CallStack stack, ConditionMeter.Factory meters) {
        Function<Asked, Predicate> metered =
                asked -> new MeteredPredicate(asked.predicate(), meters.meter(asked.node(), asked.step()));
        return new GraphParts(PartName.in(graph), metered).filled(graph, client, stack);
    }

    private GraphParts filled(Graph graph, CallFactory client, CallStack stack) {
        var calls = new StepCalls(graph, client, stack, names);
        addShared();
        addRoot(GraphDeadline.of(graph));
        for (var node : graph.nodes().values()) {
            addCalls(node, calls);
            addNode(node);
        }
        calls.nodeCalls().forEach(this::add);
        return this;
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

    private void addCalls(Node node, StepCalls calls) {
        for (int i = 0; i < node.steps().size(); i++) {
            var name = names.predictor(node.name(), i);
            calls.of(node, i).ifPresent(call -> add(name, call));
        }
    }

    private void addShared() {
        add(names.of(PartKind.SUCCESS), (Predicate) exchange -> HttpStatus.isSuccess(GraphExchange.status(exchange)));
        add(names.of(PartKind.UNMET), (Processor)
                exchange -> exchange.setProperty(GraphExchange.STATUS, HttpStatus.OK));
    }

    /** For an exported graph: in the router, the ingress does both. */
    private void addRoot(Duration limit) {
        add(names.of(PartKind.REQUEST, Graph.ROOT), (Processor)
                exchange -> GraphExchange.beginRequest(exchange, limit));
        add(names.of(PartKind.REPLY, Graph.ROOT), (Processor) GraphExchange::endRequest);
    }

    private void addNode(Node node) {
        // Not a switch: JDK 25 makes a class for one when it is first met (ADR 2).
        if (node instanceof Sequence sequence) {
            addSequence(sequence);
        } else if (node instanceof Switch choice) {
            addSwitch(choice);
        } else if (node instanceof Splitter splitter) {
            add(names.of(PartKind.SPLITTER, node.name()), new WeightedSplit(WeightedDraw.of(splitter)));
        } else {
            addEnsemble((Ensemble) node);
        }
    }

    private void addEnsemble(Ensemble ensemble) {
        var answer = EnsembleAnswer.of(ensemble);
        if (ensemble.members().isEmpty()) {
            var empty = answer.verdict(List.of());
            add(names.of(PartKind.EMPTY, ensemble.name()), (Processor)
                    exchange -> GraphExchange.write(exchange, empty));
        } else {
            add(names.of(PartKind.ENSEMBLE, ensemble.name()), new EnsembleFanOut(answer));
        }
    }

    private void addSequence(Sequence sequence) {
        var node = sequence.name();
        var kept = names.of(PartKind.INPUT, node);
        if (sequence.keepsInput()) {
            add(names.of(PartKind.ENTER, node), (Processor) exchange -> GraphExchange.remember(exchange, kept));
        }
        for (int i = 0; i < sequence.stages().size(); i++) {
            if (sequence.changesInput(i)) {
                add(names.at(PartKind.INPUT, node, i), inputOf(sequence, i, kept));
            }
            if (sequence.stages().get(i).condition() instanceof Condition.Exists(var path)) {
                addConditionCheck(node, i);
                addCondition(new Asked(node, i, path));
            }
        }
    }

    /** A condition asks the previous answer, which must be JSON; before the first step there is none, not even an empty one. */
    private void addConditionCheck(String node, int index) {
        var invalid = new StepFailure.InvalidResponse(node);
        if (index == 0) {
            add(names.of(PartKind.UNANSWERED, node), (Processor) exchange -> GraphExchange.fail(exchange, invalid));
        } else {
            add(names.of(PartKind.JSON, node), (Processor) exchange -> requireJson(exchange, invalid));
        }
    }

    private void addSwitch(Switch choice) {
        var node = choice.name();
        for (int i = 0; i < choice.cases().size(); i++) {
            if (choice.cases().get(i).condition() instanceof Condition.Exists(var path)) {
                addCondition(new Asked(node, i, path));
            }
        }
        var unmatched = new StepFailure.NoRouteMatched(node);
        add(names.of(PartKind.UNMATCHED, node), (Processor) exchange -> GraphExchange.fail(exchange, unmatched));
    }

    private void addCondition(Asked asked) {
        add(names.at(PartKind.CONDITION, asked.node(), asked.step()), conditions.apply(asked));
    }

    private static void requireJson(Exchange exchange, StepFailure otherwise) {
        if (!GraphExchange.body(exchange).isJson()) {
            GraphExchange.fail(exchange, otherwise);
        }
    }

    private static Processor inputOf(Sequence sequence, int index, String kept) {
        boolean restores = sequence.restoresInput(index);
        boolean maps = sequence.stages().get(index).mapsPredictionsToInstances();
        return exchange -> {
            var input = restores ? GraphExchange.remembered(exchange, kept) : GraphExchange.body(exchange);
            if (maps) {
                map(exchange, input, sequence.name());
            } else {
                GraphExchange.replace(exchange, input);
            }
        };
    }

    /** Beside an input that is kept, what it is mapped to takes room of its own. */
    @SuppressWarnings("ReferenceEquality") // the same one comes back when there is nothing to map
    private static void map(Exchange exchange, Payload input, String node) {
        var mapped = PredictionsToInstances.apply(input);
        if (mapped != input && input.isKept()) {
            var room = GraphExchange.request(exchange).room();
            long size = BodyRoom.counted(mapped.size());
            if (!room.tryTake(size)) {
                GraphExchange.fail(exchange, new StepFailure.OutOfMemory("node `%s`".formatted(node)));
                return;
            }
            mapped = mapped.countedBy(room, size);
        }
        GraphExchange.replace(exchange, mapped);
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
