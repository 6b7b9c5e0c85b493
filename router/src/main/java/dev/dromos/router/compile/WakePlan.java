package dev.dromos.router.compile;

import dev.dromos.graph.Condition;
import dev.dromos.graph.Graph;
import dev.dromos.graph.Node.Ensemble;
import dev.dromos.graph.Node.Sequence;
import dev.dromos.graph.Step;
import dev.dromos.graph.Target;
import dev.dromos.nodes.call.StepRef;
import dev.dromos.nodes.call.WakeUrl;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which servers of a graph a request may still have to wait for, each by the light request that wakes it. What a request calls as soon as it
 * comes is not among them: to call that twice would make an autoscaler start two.
 *
 * @param all in the order of the graph
 */
public record WakePlan(Graph graph, List<Wake> all) {

    /** Of a hundred requests: a server that fewer come to is not worth starting for each. */
    private static final int LIKELY_PERCENT = 10;

    /**
     * One server.
     *
     * @param step one that calls it
     * @param url to be asked for with GET
     */
    public record Wake(StepRef step, URI url) {}

    public WakePlan {
        all = List.copyOf(all);
    }

    public static WakePlan of(Graph graph) {
        var calledAtOnce = new HashSet<URI>();
        addCalledAtOnce(graph, Graph.ROOT, calledAtOnce);
        return new WakePlan(
                graph,
                Reach.of(graph, Odds.UNKNOWN).servers().sequencedEntrySet().stream()
                        .filter(server -> !calledAtOnce.contains(server.getKey()))
                        .map(server -> new Wake(server.getValue().step(), server.getKey()))
                        .toList());
    }

    /** Those that at least one request of ten comes to: by the weights of Splitters, and by the conditions as far as they are known. */
    public List<Wake> likely(Odds odds) {
        var reach = Reach.of(graph, odds);
        return all.stream()
                .filter(wake -> reach.percent(wake.url()) >= LIKELY_PERCENT)
                .toList();
    }

    private static void addCalledAtOnce(Graph graph, String name, Set<URI> called) {
        for (var step : firstSteps(graph, name)) {
            if (step.target() instanceof Target.NodeRef(var next)) {
                addCalledAtOnce(graph, next, called);
            } else if (step.target() instanceof Target.Url(var uri)) {
                called.add(WakeUrl.of(uri));
            }
        }
    }

    /** Those that every request of the node calls without waiting for another. */
    private static List<Step> firstSteps(Graph graph, String name) {
        var node = graph.node(name);
        if (node instanceof Ensemble) {
            return node.steps();
        }
        return node instanceof Sequence sequence && sequence.stages().getFirst().condition() instanceof Condition.None
                ? List.of(node.steps().getFirst())
                : List.of();
    }

    /** One line a server, with how likely a request comes to it while nothing is known of the conditions. */
    @Override
    public String toString() {
        var reach = Reach.of(graph, Odds.UNKNOWN);
        return all.stream()
                .map(wake -> "GET %s  %d %%, %s\n".formatted(wake.url(), reach.percent(wake.url()), wake.step()))
                .collect(Collectors.joining());
    }
}
