package dev.dromos.router.compile;

import dev.dromos.graph.Condition;
import dev.dromos.graph.Graph;
import dev.dromos.graph.Node;
import dev.dromos.graph.Node.Ensemble;
import dev.dromos.graph.Node.Sequence;
import dev.dromos.graph.Node.Splitter;
import dev.dromos.graph.Node.Switch;
import dev.dromos.graph.Step;
import dev.dromos.graph.Target;
import dev.dromos.nodes.route.GraphParts;
import dev.dromos.nodes.route.PartKind;
import dev.dromos.nodes.route.PartName;
import java.util.List;
import java.util.function.Consumer;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.FilterDefinition;
import org.apache.camel.model.LoadBalanceDefinition;
import org.apache.camel.model.OtherwiseDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.model.WhenDefinition;
import org.apache.camel.model.errorhandler.NoErrorHandlerDefinition;

/**
 * One route per node, {@code node/<name>}, from {@code direct:<name>}. A route says in Camel's words what its node does and refers
 * to everything that the graph's author wrote by position ({@link GraphParts}).
 */
public final class GraphCompiler {
    private final PartName names;
    private final References references;

    private GraphCompiler(PartName names, References references) {
        this.names = names;
        this.references = references;
    }

    /** The routes to run here and now: each reference is its part, so that a request looks nothing up. */
    public static CompiledGraph compile(Graph graph, GraphParts parts) {
        return new GraphCompiler(parts.names(), new References.Bound(parts)).compile(graph);
    }

    /** The same routes to write out: each reference is a name, for a registry that {@link GraphParts#bindTo} has filled. */
    static CompiledGraph outline(Graph graph) {
        var compiler = new GraphCompiler(PartName.in(graph), new References.ByName());
        var outline = compiler.compile(graph);
        outline.routes().stream()
                .filter(route -> route.getId().equals(compiler.names.route(Graph.ROOT)))
                .forEach(compiler::standAlone);
        return outline;
    }

    /** What the ingress does in a router, a graph in somebody else's application does at its root: one deadline for all of it. */
    private void standAlone(RouteDefinition root) {
        root.getOutputs().addFirst(references.process(names.of(PartKind.REQUEST, Graph.ROOT)));
        root.addOutput(references.process(names.of(PartKind.REPLY, Graph.ROOT)));
    }

    private CompiledGraph compile(Graph graph) {
        List<RouteDefinition> routes =
                graph.nodes().values().stream().map(this::route).toList();
        return new CompiledGraph(graph, routes, names.entry(Graph.ROOT));
    }

    private RouteDefinition route(Node node) {
        var route = new RouteDefinition(names.entry(node.name()));
        route.setId(names.route(node.name()));
        // Failures are values that the ingress answers with: Camel's own handler would log each and answer otherwise.
        route.setErrorHandlerFactory(new NoErrorHandlerDefinition());
        // Not a switch: JDK 25 makes a class for one when it is first met (ADR 2).
        if (node instanceof Sequence sequence) {
            sequence(route, sequence);
        } else if (node instanceof Switch choice) {
            route.addOutput(choice(choice));
        } else if (node instanceof Splitter splitter) {
            route.addOutput(balance(PartKind.SPLITTER, splitter));
        } else {
            route.addOutput(ensemble((Ensemble) node));
        }
        return route;
    }

    private ProcessorDefinition<?> ensemble(Ensemble ensemble) {
        return ensemble.members().isEmpty()
                ? references.process(names.of(PartKind.EMPTY, ensemble.name()))
                : balance(PartKind.ENSEMBLE, ensemble);
    }

    /** A stage that may end the sequence takes all later stages inside: the route goes on only where it is true. */
    private void sequence(RouteDefinition route, Sequence sequence) {
        if (sequence.keepsInput()) {
            route.addOutput(references.process(names.of(PartKind.ENTER, sequence.name())));
        }
        Consumer<ProcessorDefinition<?>> inside = route::addOutput;
        for (int i = 0; i < sequence.stages().size(); i++) {
            inside = stage(inside, sequence, i);
        }
    }

    /** Returns where the next stage goes. */
    private Consumer<ProcessorDefinition<?>> stage(
            Consumer<ProcessorDefinition<?>> outside, Sequence sequence, int index) {
        var node = sequence.name();
        var stage = sequence.stages().get(index);
        var inside = outside;
        if (stage.condition() instanceof Condition.Exists) {
            inside.accept(references.process(names.of(index == 0 ? PartKind.UNANSWERED : PartKind.JSON, node)));
            inside = onlyWhenMet(inside, node, index);
        }
        if (sequence.changesInput(index)) {
            inside.accept(references.process(names.at(PartKind.INPUT, node, index)));
        }
        inside.accept(step(node, stage.step(), index));
        boolean mayEnd = stage.step().isHard() && index < sequence.stages().size() - 1;
        return mayEnd ? onlyOnSuccess(inside) : inside;
    }

    private Consumer<ProcessorDefinition<?>> onlyWhenMet(
            Consumer<ProcessorDefinition<?>> outside, String node, int index) {
        var choice = new ChoiceDefinition();
        var met = when(node, index);
        var unmet = new OtherwiseDefinition();
        unmet.addOutput(references.process(names.of(PartKind.UNMET)));
        choice.addOutput(met);
        choice.addOutput(unmet);
        outside.accept(choice);
        return met::addOutput;
    }

    private Consumer<ProcessorDefinition<?>> onlyOnSuccess(Consumer<ProcessorDefinition<?>> outside) {
        var filter = new FilterDefinition(references.predicate(names.of(PartKind.SUCCESS)));
        outside.accept(filter);
        return filter::addOutput;
    }

    private ChoiceDefinition choice(Switch choice) {
        var definition = new ChoiceDefinition();
        for (int i = 0; i < choice.cases().size(); i++) {
            var one = choice.cases().get(i);
            if (one.condition() instanceof Condition.Exists) {
                var when = when(choice.name(), i);
                when.addOutput(step(choice.name(), one.step(), i));
                definition.addOutput(when);
            }
        }
        var otherwise = new OtherwiseDefinition();
        otherwise.addOutput(references.process(names.of(PartKind.UNMATCHED, choice.name())));
        definition.addOutput(otherwise);
        return definition;
    }

    private LoadBalanceDefinition balance(PartKind kind, Node node) {
        var name = names.of(kind, node.name());
        var definition = new LoadBalanceDefinition();
        definition.setLoadBalancerType(references.loadBalancer(name));
        definition.setId(name);
        var steps = node.steps();
        for (int i = 0; i < steps.size(); i++) {
            definition.addOutput(step(node.name(), steps.get(i), i));
        }
        return definition;
    }

    private WhenDefinition when(String node, int index) {
        return new WhenDefinition(references.predicate(names.at(PartKind.CONDITION, node, index)));
    }

    private ToDefinition step(String node, Step step, int index) {
        // Not a switch: JDK 25 makes a class for one when it is first met (ADR 2).
        var address = step.leadsToItsNode() && step.target() instanceof Target.NodeRef(var name)
                ? names.entry(name)
                : names.predictor(node, index);
        var definition = new ToDefinition(address);
        definition.setId(names.step(node, index));
        return definition;
    }
}
