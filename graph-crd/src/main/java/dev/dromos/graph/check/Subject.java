package dev.dromos.graph.check;

import dev.dromos.graph.crd.InferenceGraphSpec;
import dev.dromos.graph.crd.InferenceRouter;
import dev.dromos.graph.crd.InferenceStep;
import dev.dromos.graph.crd.RouterType;
import dev.dromos.graph.problem.Path;
import dev.dromos.graph.read.Facts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.stream.Stream;

/**
 * A graph as the rules look at it.
 *
 * @param nodes in the order written; none when there is no spec
 * @param edges for each node the nodes its steps name, each once, only such as exist, in the order of the steps
 */
record Subject(Facts facts, CheckOptions options, List<NodeAt> nodes, SequencedMap<String, List<String>> edges) {

    /** A node and its path. */
    record NodeAt(String name, Path path, InferenceRouter router) {
        List<StepAt> steps() {
            var steps = new ArrayList<StepAt>();
            for (InferenceStep step : router.steps()) {
                steps.add(new StepAt(steps.size(), stepsPath().item(steps.size()), step));
            }
            return steps;
        }

        Path stepsPath() {
            return path.field("steps");
        }

        boolean is(RouterType type) {
            return router.routerType() == type;
        }
    }

    /** A step, its place in its node, and its path. */
    record StepAt(int index, Path path, InferenceStep step) {}

    static Subject of(Facts facts, CheckOptions options) {
        var nodes = new ArrayList<NodeAt>();
        InferenceGraphSpec spec = facts.graph().spec();
        if (spec != null && spec.nodes() != null) {
            Path path = Path.spec().field("nodes");
            spec.nodes().forEach((name, router) -> nodes.add(new NodeAt(name, path.field(name), router)));
        }
        return new Subject(facts, options, List.copyOf(nodes), edges(nodes));
    }

    private static SequencedMap<String, List<String>> edges(List<NodeAt> nodes) {
        var edges = new LinkedHashMap<String, List<String>>();
        nodes.forEach(node -> edges.put(node.name(), List.of()));
        for (NodeAt node : nodes) {
            var called = node.router().steps().stream()
                    .map(InferenceStep::nodeName)
                    .filter(Objects::nonNull)
                    .filter(edges::containsKey)
                    .distinct()
                    .toList();
            edges.put(node.name(), called);
        }
        return Collections.unmodifiableSequencedMap(edges);
    }

    Stream<NodeAt> nodes(RouterType type) {
        return nodes.stream().filter(node -> node.is(type));
    }

    List<String> nodeNames() {
        return List.copyOf(edges.keySet());
    }

    Stream<StepAt> steps() {
        return nodes.stream().flatMap(node -> node.steps().stream());
    }

    Limits limits() {
        return options.limits();
    }
}
