package dev.dromos.router.compile;

import dev.dromos.graph.Condition;
import dev.dromos.graph.Fallback;
import dev.dromos.graph.Graph;
import dev.dromos.graph.Node;
import dev.dromos.graph.Node.Sequence;
import dev.dromos.graph.Node.Splitter;
import dev.dromos.graph.Node.Switch;
import dev.dromos.graph.Step;
import dev.dromos.graph.Target;
import dev.dromos.graph.Weight;
import dev.dromos.nodes.call.StepRef;
import dev.dromos.nodes.call.WakeUrl;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/**
 * How likely a request comes to each server of a graph. A condition of which nothing is known holds, for the step that it is of, and does
 * not, for the steps behind it. What stands in for a failed step is within reach, and not likely.
 */
final class Reach {
    private final Graph graph;
    private final Odds odds;
    private final Map<String, Double> ofNode = new HashMap<>(); // looked up only, so its order means nothing
    private final SequencedMap<URI, Server> servers = new LinkedHashMap<>();

    /**
     * A server.
     *
     * @param step one that calls it
     * @param likelihood 0 to 1
     */
    record Server(StepRef step, double likelihood) {
        Server orElse(double more) {
            return new Server(step, Math.min(1, likelihood + more));
        }
    }

    private Reach(Graph graph, Odds odds) {
        this.graph = graph;
        this.odds = odds;
    }

    static Reach of(Graph graph, Odds odds) {
        var reach = new Reach(graph, odds);
        reach.ofNode.put(Graph.ROOT, 1.0);
        for (var node : reach.inOrder()) {
            reach.pass(node);
        }
        return reach;
    }

    /** By what wakes them, in the order of the graph. */
    SequencedMap<URI, Server> servers() {
        return Collections.unmodifiableSequencedMap(servers);
    }

    /** Of a hundred requests, how many come to a server; zero where none can. */
    long percent(URI server) {
        var reached = servers.get(server);
        return reached == null ? 0 : Math.round(100 * reached.likelihood());
    }

    /** From the root on, each node behind all that lead to it. */
    private List<Node> inOrder() {
        var backwards = new ArrayList<Node>();
        place(Graph.ROOT, backwards, new HashSet<>());
        return backwards.reversed();
    }

    private void place(String name, List<Node> backwards, Set<String> seen) {
        if (seen.add(name)) {
            var node = graph.node(name);
            for (var step : node.steps().reversed()) {
                if (step.policy().fallback() instanceof Fallback.To(Target.NodeRef(var instead), var _)) {
                    place(instead, backwards, seen);
                }
                if (step.target() instanceof Target.NodeRef(var next)) {
                    place(next, backwards, seen);
                }
            }
            backwards.add(node);
        }
    }

    private void pass(Node node) {
        var entered = ofNode.get(node.name());
        if (entered == null) {
            return;
        }
        var chances = chances(node);
        for (int i = 0; i < chances.length; i++) {
            if (chances[i] > 0) {
                var step = node.steps().get(i);
                var ref = new StepRef(node.name(), i, step.name());
                come(ref, step.target(), entered * chances[i]);
                insteadOf(step, ref);
            }
        }
    }

    private void insteadOf(Step step, StepRef ref) {
        if (step.policy().fallback() instanceof Fallback.To(var target, var _)) {
            come(ref, target, 0);
        }
    }

    private void come(StepRef step, Target target, double likelihood) {
        if (target instanceof Target.NodeRef(var name)) {
            ofNode.merge(name, likelihood, (before, more) -> Math.min(1, before + more));
        } else if (target instanceof Target.Url(var uri)) {
            servers.merge(
                    WakeUrl.of(uri), new Server(step, likelihood), (before, more) -> before.orElse(more.likelihood()));
        }
    }

    /** Of each step, when the node is run. */
    private double[] chances(Node node) {
        // Not a switch: JDK 25 makes a class for one when it is first met (ADR 2).
        if (node instanceof Sequence sequence) {
            return chances(sequence);
        }
        if (node instanceof Switch choice) {
            return chances(choice);
        }
        if (node instanceof Splitter splitter) {
            return splitter.branches().stream()
                    .mapToDouble(branch -> (double) branch.weight().percent() / Weight.TOTAL)
                    .toArray();
        }
        var all = new double[node.steps().size()];
        Arrays.fill(all, 1);
        return all;
    }

    /** A condition before the first step is a failure: there is no answer that it could be about. */
    private double[] chances(Sequence sequence) {
        var chances = new double[sequence.stages().size()];
        double left = sequence.stages().getFirst().condition() instanceof Condition.None ? 1 : 0;
        for (int i = 0; i < chances.length; i++) {
            if (sequence.stages().get(i).condition() instanceof Condition.Exists) {
                left *= odds.of(sequence.name(), i).orElse(1);
            }
            chances[i] = left;
        }
        return chances;
    }

    /** A case without a condition never matches. */
    private double[] chances(Switch choice) {
        var chances = new double[choice.cases().size()];
        double left = 1;
        for (int i = 0; i < chances.length; i++) {
            if (choice.cases().get(i).condition() instanceof Condition.Exists) {
                var holds = odds.of(choice.name(), i);
                chances[i] = left * holds.orElse(1);
                left *= 1 - holds.orElse(0);
            }
        }
        return chances;
    }
}
