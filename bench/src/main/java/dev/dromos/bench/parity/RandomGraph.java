package dev.dromos.bench.parity;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Random;

/**
 * A graph as a user of KServe could have written it: valid there and here, of every type of node, at most four deep. Its answer is a
 * matter of the request only, so a Splitter gives all its weight to one step.
 */
final class RandomGraph {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> TYPES = List.of("Sequence", "Sequence", "Switch", "Ensemble", "Splitter");
    private static final List<String> SUFFIXES = List.of("", "/", "/v1/models/m:predict", "?version=1");
    private static final List<String> DATA = List.of("$request", "$response", "$response");
    private static final int DEPTH = 3;
    private static final int STEPS = 3;

    /** Found or not in what {@link Models} answer and {@link Requests} ask. */
    private static final List<String> CONDITIONS = List.of(
            "predictions",
            "predictions.0",
            "predictions.#",
            "predictions.#(p>0.4)#",
            "predictions.#(label==\"cat\").p",
            "instances.#.0",
            "[@this].#(name==abc)",
            "[@this].#(decision==\"A\")",
            "[@this].#(decision!=A)",
            "[@this].#(a.b>=3)#|0",
            "[@this].#(x%\"a*\")",
            "tags.#(==\"x\")",
            "tags|@reverse|0",
            "a.*",
            "a|b",
            "{name,ok}",
            "\\name",
            "n",
            "ok",
            "@this",
            "missing",
            "x.y.z");

    private final Random random;
    private final String models;
    private final ObjectNode nodes = JSON.createObjectNode();
    private int made;

    private RandomGraph(Random random, String models) {
        this.random = random;
        this.models = models;
    }

    /**
     * The spec, as JSON.
     *
     * @param models the URL of all of them, without a path
     */
    static String spec(Random random, String models) {
        var graph = new RandomGraph(random, models);
        graph.node(DEPTH);
        return JSON.createObjectNode().set("nodes", graph.nodes).toString();
    }

    private String node(int depth) {
        var name = made == 0 ? "root" : "n" + made;
        made++;
        var node = nodes.putObject(name);
        var type = any(TYPES);
        node.put("routerType", type);
        var steps = node.putArray("steps");
        int count = 1 + random.nextInt(STEPS);
        int heavy = random.nextInt(count);
        for (int i = 0; i < count; i++) {
            var step = steps.addObject();
            if (type.equals("Ensemble") || random.nextBoolean()) {
                step.put("name", "s" + i);
            }
            if (depth > 0 && random.nextInt(10) < 3) {
                step.put("nodeName", node(depth - 1));
            } else {
                step.put("serviceUrl", models + "/" + any(Models.NAMES) + any(SUFFIXES));
            }
            addWhatItsTypeHas(step, type, i == heavy);
            if (random.nextInt(10) < 4) {
                step.put("dependency", isRace(type, count) || random.nextBoolean() ? "Soft" : "Hard");
            }
        }
        return name;
    }

    private void addWhatItsTypeHas(ObjectNode step, String type, boolean heavy) {
        switch (type) {
            case "Sequence" -> {
                if (random.nextBoolean()) {
                    step.put("data", any(DATA));
                }
                if (random.nextInt(10) < 3) {
                    step.put("condition", any(CONDITIONS));
                }
                if (random.nextInt(10) < 3) {
                    step.put("mapPredictionsToInstances", true);
                }
            }
            case "Switch" -> step.put("condition", any(CONDITIONS));
            case "Splitter" -> step.put("weight", heavy ? 100 : 0);
            default -> {}
        }
    }

    /** A Hard member that fails answers for all; whether the others have been called by then is a matter of time. */
    private static boolean isRace(String type, int count) {
        return type.equals("Ensemble") && count > 1;
    }

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
