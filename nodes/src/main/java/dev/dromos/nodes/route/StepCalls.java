package dev.dromos.nodes.route;

import dev.dromos.graph.Graph;
import dev.dromos.graph.Node;
import dev.dromos.graph.Target;
import dev.dromos.nodes.call.Call;
import dev.dromos.nodes.call.CallFactory;
import dev.dromos.nodes.call.StepRef;
import dev.dromos.nodes.call.TimeLimitedCall;
import dev.dromos.nodes.call.UnusableUrlCall;
import dev.dromos.nodes.policy.CallStack;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Makes the calls of a graph's steps, each with the layers that its policy asks for. */
final class StepCalls {
    private final Graph graph;
    private final CallFactory client;
    private final CallStack stack;
    private final PartName names;

    /** By part name: a node that several steps call is called by one object. */
    private final Map<String, NodeCall> nodeCalls = new LinkedHashMap<>();

    StepCalls(Graph graph, CallFactory client, CallStack stack, PartName names) {
        this.graph = graph;
        this.client = client;
        this.stack = stack;
        this.names = names;
    }

    /** Empty for a step that needs none: its route goes on into the node's. */
    Optional<Call> of(Node node, int index) {
        var step = node.steps().get(index);
        if (step.leadsToItsNode()) {
            return Optional.empty();
        }
        var ref = new StepRef(node.name(), index, step.name());
        var limit = step.policy().timeout();
        var attempt = attempt(ref, step.target(), limit);
        return Optional.of(stack.around(attempt, ref, step.policy(), instead -> attempt(ref, instead, limit)));
    }

    /** One call, limited by the step's timeout or, where a server is called and the step has none, by the graph's for servers. */
    private Call attempt(StepRef step, Target target, Duration limit) {
        // Not a switch: JDK 25 makes a class for one when it is first met (ADR 2).
        if (target instanceof Target.Url(var uri)) {
            return client.call(step, uri, limit.isZero() ? graph.timeouts().serviceClient() : limit);
        }
        if (target instanceof Target.NodeRef(var name)) {
            return limit.isZero() ? node(name) : new TimeLimitedCall(node(name), step, limit, stack.scheduler());
        }
        if (target instanceof Target.Service(var service)) {
            throw new IllegalArgumentException("%s: no address for service `%s`".formatted(step, service));
        }
        return new UnusableUrlCall(step);
    }

    private NodeCall node(String name) {
        return nodeCalls.computeIfAbsent(names.of(PartKind.NODE, name), _ -> new NodeCall(names.entry(name)));
    }

    /** The parts that must be bound beside the calls: binding gives them their Camel context. */
    Map<String, NodeCall> nodeCalls() {
        return nodeCalls;
    }
}
