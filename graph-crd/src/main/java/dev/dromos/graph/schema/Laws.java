package dev.dromos.graph.schema;

import static dev.dromos.graph.schema.Law.HOLE;
import static dev.dromos.graph.schema.Law.NUMBER;
import static dev.dromos.graph.schema.Law.before;

import dev.dromos.graph.crd.FallbackPolicy;
import dev.dromos.graph.crd.HeaderRules;
import dev.dromos.graph.crd.HedgePolicy;
import dev.dromos.graph.crd.InferenceGraph;
import dev.dromos.graph.crd.InferenceGraphSpec;
import dev.dromos.graph.crd.InferenceRouter;
import dev.dromos.graph.crd.InferenceStep;
import dev.dromos.graph.crd.RetryPolicy;
import dev.dromos.graph.problem.Mistake;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The checker's rules that CEL can say, by the record they are asked of. What a schema says itself (types, words, bounds) is not here.
 * The API server counts what a rule could cost with as many nodes and steps as there may be, so those of a step are cheap.
 */
final class Laws {
    /** What the name of a graph looks like. */
    static final String NAME = "^[a-z]([-a-z0-9]*[a-z0-9])?$";

    private static final String FOUND = ", found";

    /** A text that means something: KServe's Go reads an empty one as none. */
    private static final String GIVEN = "(has(%1$s) && %1$s != '')";

    /** That a duration is some time; {@code self} is the duration. */
    static final Law SOME_TIME = Law.of("duration(self) > duration('0s')", new Mistake.TooSmall(0, 1, " ms").text());

    private static final Map<Class<?>, List<Law>> BY_RECORD = Map.of(
            InferenceGraph.class, List.of(name()),
            InferenceGraphSpec.class, spec(),
            InferenceRouter.class, node(),
            InferenceStep.class, step(),
            FallbackPolicy.class, UrlLaws.ALL,
            RetryPolicy.class, List.of(delayOrder()),
            HedgePolicy.class, List.of(hedgeAfterSomeTime()),
            HeaderRules.class, List.of(patterns()));

    private Laws() {}

    static List<Law> of(Class<?> type) {
        return BY_RECORD.getOrDefault(type, List.of());
    }

    private static Law name() {
        return Law.of(
                        "self.metadata.name.matches('%s')".formatted(NAME),
                        new Mistake.BadGraphName(HOLE, NAME).text(),
                        "self.metadata.name")
                .at(".metadata.name");
    }

    private static List<Law> spec() {
        return List.of(
                Law.of("'root' in self.nodes", before(FOUND, new Mistake.NoRoot(List.of()).text()))
                        .at(".nodes"),
                reference("has(s.nodeName) && s.nodeName != ''", "s.nodeName"),
                reference(
                        "has(s.fallback) && has(s.fallback.nodeName) && s.fallback.nodeName != ''",
                        "s.fallback.nodeName"),
                ownName("has(s.nodeName)", "s.nodeName"),
                ownName("has(s.fallback) && has(s.fallback.nodeName)", "s.fallback.nodeName"),
                deadline("timeout", "self", "self.timeout"),
                deadline("routerTimeouts.serverWrite", "self.routerTimeouts", "self.routerTimeouts.serverWrite"),
                replicas());
    }

    /** Every name of a node, in this place of a step, is that of a node. Which nodes there are only the checker says: CEL knows no order. */
    private static Law reference(String given, String name) {
        String unknown = "%s && !(%s in self.nodes)".formatted(given, name);
        String first = "self.nodes.map(n, has(self.nodes[n].steps) ? self.nodes[n].steps.map(s, %s, %s) : [])"
                        .formatted(unknown, name)
                + ".filter(names, size(names) > 0)[0][0]";
        return Law.of(
                        "self.nodes.all(n, !has(self.nodes[n].steps) || self.nodes[n].steps.all(s, !(%s)))"
                                .formatted(unknown),
                        before(FOUND, new Mistake.UnknownNode(HOLE, List.of()).text()),
                        first)
                .at(".nodes");
    }

    /** No node calls itself, by this place of a step: the one kind of cycle that can be seen without following the others. */
    private static Law ownName(String given, String name) {
        String calls =
                "has(self.nodes[n].steps) && self.nodes[n].steps.exists(s, %s && %s == n)".formatted(given, name);
        String first = "self.nodes.filter(n, %s)[0]".formatted(calls);
        return Law.of(
                        "self.nodes.all(n, !(%s))".formatted(calls),
                        new Mistake.Cycle(List.of(HOLE, HOLE)).text(),
                        first,
                        first)
                .at(".nodes");
    }

    /** Seconds become a time by way of a moment: as a text they would have no end to the API server. */
    private static Law deadline(String name, String parent, String limit) {
        return Law.of(
                        "!has(self.deadline) || !(%s) || %s <= 0 || timestamp(0) + duration(self.deadline) <= timestamp(%s)"
                                .formatted(
                                        parent.equals("self")
                                                ? "has(%s)".formatted(limit)
                                                : "has(%s) && has(%s)".formatted(parent, limit),
                                        limit,
                                        limit),
                        before(FOUND, new Mistake.DeadlineOver(Duration.ZERO, name, Duration.ZERO).text()))
                .at(".deadline");
    }

    private static Law replicas() {
        return Law.of(
                        "!has(self.minReplicas) || !has(self.maxReplicas) || self.maxReplicas <= 0"
                                + " || self.minReplicas <= self.maxReplicas",
                        before(FOUND, new Mistake.ReplicaOrder(0, 0).text()))
                .at(".minReplicas");
    }

    private static List<Law> node() {
        return List.of(
                Law.of(
                        "self.routerType == 'Ensemble' || (has(self.steps) && size(self.steps) > 0)",
                        new Mistake.NoSteps(HOLE).text(),
                        "self.routerType"),
                stepNames(),
                ensembleKeys(),
                Law.of(ofSteps("Splitter", "has(s.weight)"), new Mistake.NoWeight().text())
                        .at(".steps"),
                weightRange(),
                weightSum(),
                Law.of(ofSteps("Switch", GIVEN.formatted("s.condition")), new Mistake.NoCondition().text())
                        .at(".steps"),
                Law.of(
                                ofSteps("Sequence", "!has(s.data) || s.data in ['', '$request', '$response']"),
                                before(FOUND, new Mistake.UnknownData("", List.of("$request", "$response")).text()))
                        .at(".steps"));
    }

    /** What holds of each step {@code s} of nodes of one type. */
    private static String ofSteps(String type, String holds) {
        return "self.routerType != '%s' || !has(self.steps) || self.steps.all(s, %s)".formatted(type, holds);
    }

    /** The names are looked up in one list, made once: comparing each step with each takes the server six times as long. */
    private static Law stepNames() {
        String names = "[self.steps.map(s, has(s.name) ? s.name : '')]";
        String twice = "names.filter(n, n != '' && names.indexOf(n) != names.lastIndexOf(n))[0]";
        return Law.of(
                        "!has(self.steps) || %s.all(names, names.all(n, n == '' || names.indexOf(n) == names.lastIndexOf(n)))"
                                .formatted(names),
                        new Mistake.DuplicateStepName(HOLE, NUMBER).text(),
                        "%s.map(names, %s)[0]".formatted(names, twice),
                        "string(%s.map(names, names.indexOf(%s))[0])".formatted(names, twice))
                .at(".steps");
    }

    private static Law ensembleKeys() {
        String clash = "has(s.name) && s.name.matches('^(0|[1-9][0-9]?)$') && int(s.name) < size(self.steps) && !"
                + GIVEN.formatted("self.steps[int(s.name)].name");
        String key = "self.steps.filter(s, %s)[0].name".formatted(clash);
        return Law.of(
                        ofSteps("Ensemble", "!(%s)".formatted(clash)),
                        new Mistake.KeyCollision(HOLE, NUMBER).text(),
                        key,
                        key)
                .at(".steps");
    }

    private static Law weightRange() {
        return Law.of(
                        ofSteps("Splitter", "!has(s.weight) || (s.weight >= 0 && s.weight <= 100)"),
                        new Mistake.WeightOutOfRange(NUMBER).text(),
                        "self.steps.filter(s, has(s.weight) && (s.weight < 0 || s.weight > 100))[0].weight")
                .at(".steps");
    }

    private static Law weightSum() {
        return Law.of(
                        "self.routerType != 'Splitter' || !has(self.steps) || size(self.steps) == 0"
                                + " || self.steps.exists(s, !has(s.weight) || s.weight < 0 || s.weight > 100)"
                                + " || self.steps.map(s, s.weight).sum() == 100",
                        new Mistake.WeightSum(NUMBER).text(),
                        "self.steps.map(s, s.weight).sum()")
                .at(".steps");
    }

    private static List<Law> step() {
        String targets = Stream.of("self.nodeName", "self.serviceName", "self.serviceUrl")
                .map(field -> "(%s ? 1 : 0)".formatted(GIVEN.formatted(field)))
                .reduce((one, other) -> one + " + " + other)
                .orElseThrow();
        var own = Stream.of(
                Law.of(targets + " > 0", new Mistake.NoTarget().text()),
                Law.of(targets + " < 2", before(FOUND, new Mistake.ManyTargets(List.of()).text())),
                notForNode("retry"),
                notForNode("hedge"));
        return Stream.concat(own, UrlLaws.ALL.stream()).toList();
    }

    private static Law notForNode(String field) {
        return Law.of(
                        "!%s || !has(self.%s)".formatted(GIVEN.formatted("self.nodeName"), field),
                        new Mistake.NotForNode(field).text())
                .at("." + field);
    }

    private static Law delayOrder() {
        return Law.of(
                        "!has(self.initialDelayMs) || !has(self.maxDelayMs) || self.initialDelayMs <= self.maxDelayMs",
                        before(FOUND, new Mistake.DelayOrder(0, 0).text()))
                .at(".initialDelayMs");
    }

    private static Law hedgeAfterSomeTime() {
        return Law.of(
                        "!has(self.after) || self.after == '%s' || duration(self.after) > duration('0s')"
                                .formatted(HedgePolicy.P95),
                        SOME_TIME.text())
                .at(".after");
    }

    /** The API server's own regular expressions are RE2; asking one that is none is an error, which refuses the graph as well. */
    private static Law patterns() {
        return Law.of(
                        "!has(self.propagate) || self.propagate.all(p, ''.matches(p) in [true, false])",
                        before(FOUND, new Mistake.BadPattern("", "").text()))
                .at(".propagate");
    }
}
