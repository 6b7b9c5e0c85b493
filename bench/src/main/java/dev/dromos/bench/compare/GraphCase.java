package dev.dromos.bench.compare;

import dev.dromos.bench.peer.CallPlan;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A graph to compare, and the calls that it comes to.
 *
 * @param template a spec in JSON, with <code>{0}</code> for the URL of the first step's server and so on
 */
record GraphCase(String name, CallPlan plan, String template) {
    private static final String SEQUENCE = "Sequence";
    private static final int SWITCH_CASES = 5;

    static final GraphCase ONE_STEP = sequence(1);

    static final List<GraphCase> ALL =
            List.of(ONE_STEP, sequence(3), fiveCases(), splitter(), ensemble(3), ensemble(10), nested());

    /** URLs that the largest graph needs. */
    static final int MOST_TARGETS = 10;

    String spec(List<String> urls) {
        var spec = template;
        for (int i = 0; i < urls.size(); i++) {
            spec = spec.replace("{%d}".formatted(i), urls.get(i));
        }
        return spec;
    }

    private static GraphCase sequence(int steps) {
        return new GraphCase(
                "Sequence, " + (steps == 1 ? "1 step" : steps + " steps"),
                new CallPlan(IntStream.range(0, steps).mapToObj(i -> 1).toList()),
                spec(SEQUENCE, steps, i -> i == 0 ? "" : ", \"data\": \"$response\""));
    }

    /** Only the last case is for the request that is sent. */
    private static GraphCase fiveCases() {
        return new GraphCase(
                "Switch, 5 cases",
                CallPlan.of(1),
                spec("Switch", SWITCH_CASES, i -> ", \"condition\": \"[@this].#(source==client%d)\"".formatted(i + 1)));
    }

    private static GraphCase splitter() {
        return new GraphCase("Splitter", CallPlan.of(1), spec("Splitter", 2, i -> ", \"weight\": 50"));
    }

    private static GraphCase ensemble(int members) {
        return new GraphCase(
                "Ensemble, %d members".formatted(members), CallPlan.of(members), spec("Ensemble", members, i -> ""));
    }

    /** A Sequence of a Switch, which leads to an Ensemble of two, and a step. */
    private static GraphCase nested() {
        return new GraphCase("nested: Sequence, Switch, Ensemble", CallPlan.of(2, 1), """
                {"nodes": {
                  "root": {"routerType": "Sequence", "steps": [
                    {"nodeName": "choice"}, {"serviceUrl": "{2}", "data": "$response"}]},
                  "choice": {"routerType": "Switch", "steps": [
                    {"nodeName": "both", "condition": "[@this].#(source==client5)"}]},
                  "both": {"routerType": "Ensemble", "steps": [{"serviceUrl": "{0}"}, {"serviceUrl": "{1}"}]}}}
                """);
    }

    private static String spec(String type, int steps, IntFunction<String> rest) {
        return IntStream.range(0, steps)
                .mapToObj(i -> "{\"serviceUrl\": \"{%d}\"%s}".formatted(i, rest.apply(i)))
                .collect(Collectors.joining(
                        ", ", "{\"nodes\": {\"root\": {\"routerType\": \"%s\", \"steps\": [".formatted(type), "]}}}"));
    }
}
