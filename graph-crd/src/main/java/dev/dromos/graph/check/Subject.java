package dev.dromos.graph.check;

import dev.dromos.graph.crd.FallbackPolicy;
import dev.dromos.graph.crd.HedgePolicy;
import dev.dromos.graph.crd.InferenceGraphSpec;
import dev.dromos.graph.crd.InferenceRouter;
import dev.dromos.graph.crd.InferenceStep;
import dev.dromos.graph.crd.RetryPolicy;
import dev.dromos.graph.crd.RouterType;
import dev.dromos.graph.problem.Path;
import dev.dromos.graph.read.Facts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
    record StepAt(int index, Path path, InferenceStep step) {

        /** What the step calls. */
        TargetAt target() {
            return new TargetAt(path, step.nodeName(), step.serviceName(), step.serviceUrl());
        }

        /** What it calls instead when that fails, if it says so. */
        Optional<FallbackAt> fallback() {
            return Optional.ofNullable(step.fallback())
                    .map(fallback -> new FallbackAt(path.field("fallback"), fallback));
        }

        /** What may be called for the step. */
        Stream<TargetAt> targets() {
            return Stream.concat(Stream.of(target()), fallback().map(FallbackAt::target).stream());
        }
    }

    /** What stands in for a step, and its path. */
    record FallbackAt(Path path, FallbackPolicy policy) {
        TargetAt target() {
            return new TargetAt(path, policy.nodeName(), policy.serviceName(), policy.serviceUrl());
        }
    }

    /** The fields that say what is done about slow and failed calls, absent perhaps, and the path of the mapping they stand in. */
    record PolicyAt(
            Path path,
            @Nullable Duration timeout,
            @Nullable RetryPolicy retry,
            @Nullable HedgePolicy hedge) {}

    /** The fields that name a target, absent perhaps, and the path of the mapping they stand in. */
    record TargetAt(
            Path path,
            @Nullable String nodeName,
            @Nullable String serviceName,
            @Nullable String serviceUrl) {

        /** The names of those that are there. */
        List<String> given() {
            var given = new ArrayList<String>();
            if (nodeName != null) {
                given.add("nodeName");
            }
            if (serviceName != null) {
                given.add("serviceName");
            }
            if (serviceUrl != null) {
                given.add("serviceUrl");
            }
            return given;
        }

        /** Whether a field that could not be read would have named one. */
        boolean isUnreadable(Facts facts) {
            return Stream.of("nodeName", "serviceName", "serviceUrl")
                    .anyMatch(field -> facts.isUnreadable(path.field(field)));
        }
    }

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
            var called = node.steps().stream()
                    .flatMap(StepAt::targets)
                    .map(TargetAt::nodeName)
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

    /** What every step says of slow and failed calls, and before them what the defaults say. */
    Stream<PolicyAt> policies() {
        var defaults = spec().map(InferenceGraphSpec::defaults)
                .map(given ->
                        new PolicyAt(Path.spec().field("defaults"), given.timeout(), given.retry(), given.hedge()));
        return Stream.concat(
                defaults.stream(),
                steps().map(at -> new PolicyAt(
                        at.path(),
                        at.step().timeout(),
                        at.step().retry(),
                        at.step().hedge())));
    }

    Stream<TargetAt> targets() {
        return steps().flatMap(StepAt::targets);
    }

    /** The spec; empty where there is none. */
    Optional<InferenceGraphSpec> spec() {
        return Optional.ofNullable(facts.graph().spec());
    }

    Limits limits() {
        return options.limits();
    }
}
