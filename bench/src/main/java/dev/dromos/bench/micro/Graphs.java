package dev.dromos.bench.micro;

import dev.dromos.graph.Graph;
import dev.dromos.graph.check.CheckOptions;
import dev.dromos.graph.check.Checked;
import dev.dromos.graph.check.Checker;
import dev.dromos.graph.check.Limits;
import dev.dromos.graph.read.GraphReader;
import dev.dromos.graph.read.ReadLimits;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Graphs whose steps lead nowhere: no benchmark here has a network. */
public final class Graphs {
    private static final int MOST = 10_000;

    private Graphs() {}

    public static Graph checked(String spec) {
        var facts = GraphReader.read("bench.json", spec, ReadLimits.DEFAULT)
                .graphs()
                .getFirst();
        var limits = new Limits(MOST, MOST, MOST, Limits.DEFAULT.condition());
        return switch (Checker.check(facts, CheckOptions.DEFAULT.withLimits(limits))) {
            case Checked.Valid(var graph, var _) -> graph;
            case Checked.Invalid(var problems) -> throw new IllegalStateException("%s: %s".formatted(spec, problems));
        };
    }

    static String sequence(int steps) {
        return root("Sequence", steps, i -> i == 0 ? "" : ", \"data\": \"$response\"");
    }

    static String ensemble(int members) {
        return root("Ensemble", members, i -> "");
    }

    static String splitter() {
        return root("Splitter", 2, i -> ", \"weight\": 50");
    }

    /** Only the last case is for {@code client5}. */
    static String fiveCases() {
        return root("Switch", 5, i -> ", \"condition\": \"[@this].#(source==client%d)\"".formatted(i + 1));
    }

    /** Each node leads to the next; the last calls a step. */
    public static String chain(int nodes) {
        return IntStream.range(0, nodes)
                .mapToObj(i -> i == nodes - 1
                        ? node(i, "{\"serviceUrl\": \"http://step/\"}")
                        : node(i, "{\"nodeName\": \"n%d\"}".formatted(i + 1)))
                .collect(Collectors.joining(", ", "{\"nodes\": {", "}}"));
    }

    /** A root with that many nodes beneath, each with a step, called one after the other. */
    public static String fan(int nodes) {
        var root = IntStream.range(1, nodes)
                .mapToObj("{\"nodeName\": \"n%d\", \"data\": \"$response\"}"::formatted)
                .collect(Collectors.joining(", "));
        return IntStream.range(0, nodes)
                .mapToObj(i -> node(i, i == 0 ? root : "{\"serviceUrl\": \"http://step/\"}"))
                .collect(Collectors.joining(", ", "{\"nodes\": {", "}}"));
    }

    /** A root that chooses the first of all other nodes. */
    public static String choice(int nodes) {
        var cases = IntStream.range(1, nodes)
                .mapToObj("{\"nodeName\": \"n%d\", \"condition\": \"predictions\"}"::formatted)
                .collect(Collectors.joining(", "));
        return IntStream.range(0, nodes)
                .mapToObj(i -> i == 0
                        ? "\"root\": {\"routerType\": \"Switch\", \"steps\": [%s]}".formatted(cases)
                        : node(i, "{\"serviceUrl\": \"http://step/\"}"))
                .collect(Collectors.joining(", ", "{\"nodes\": {", "}}"));
    }

    private static String node(int index, String steps) {
        return "\"%s\": {\"routerType\": \"Sequence\", \"steps\": [%s]}"
                .formatted(index == 0 ? Graph.ROOT : "n" + index, steps);
    }

    private static String root(String type, int steps, IntFunction<String> rest) {
        return IntStream.range(0, steps)
                .mapToObj(i -> "{\"serviceUrl\": \"http://step/\"%s}".formatted(rest.apply(i)))
                .collect(Collectors.joining(
                        ", ", "{\"nodes\": {\"root\": {\"routerType\": \"%s\", \"steps\": [".formatted(type), "]}}}"));
    }
}
