package dev.dromos.graph.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.graph.Graph;
import dev.dromos.graph.Target;
import dev.dromos.graph.problem.Problem;
import dev.dromos.graph.read.GraphReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Laws that hold for every graph, right or wrong; the graphs come from a fixed seed, so a failure is the same tomorrow. */
final class RandomGraphTest {
    private static final long SEED = 20_260_821;
    private static final int GRAPHS = 3_000;

    private final RandomGraph random = new RandomGraph(new Random(SEED));

    @Test
    void aValidGraphHasARootResolvesAndEnds() {
        int valid = 0;
        for (int i = 0; i < GRAPHS; i++) {
            var nodes = random.nodes();
            if (check(nodes) instanceof Checked.Valid(var graph, var warnings)) {
                valid++;
                assertThat(warnings).noneMatch(Problem::isError);
                assertThat(graph.nodes().keySet()).containsExactlyElementsOf(nodes.keySet());
                assertThat(graph.nodes()).containsKey(Graph.ROOT);
                graph.nodes().keySet().forEach(node -> walk(graph, node, new HashSet<>()));
            }
        }
        assertThat(valid).as("graphs that the laws were tried on").isBetween(GRAPHS / 10, GRAPHS - GRAPHS / 10);
    }

    @Test
    void anInvalidGraphHasAnError() {
        for (int i = 0; i < GRAPHS; i++) {
            if (check(random.nodes()) instanceof Checked.Invalid(var problems)) {
                assertThat(problems).anyMatch(Problem::isError);
                assertThat(problems).extracting(Problem::path).isSorted();
            }
        }
    }

    @Test
    void theSameGraphHasTheSameProblems() {
        for (int i = 0; i < GRAPHS / 10; i++) {
            var nodes = random.nodes();

            assertThat(check(nodes).problems()).isEqualTo(check(nodes).problems());
        }
    }

    @Test
    void theOrderOfTheNodesDoesNotChangeWhereTheProblemsAre() {
        for (int i = 0; i < GRAPHS; i++) {
            var nodes = random.nodes();
            var names = new ArrayList<>(nodes.keySet());
            Collections.shuffle(names, new Random(i));
            var shuffled = new LinkedHashMap<String, String>();
            names.forEach(name -> shuffled.put(name, nodes.getOrDefault(name, "")));

            assertThat(places(check(shuffled))).isEqualTo(places(check(nodes)));
        }
    }

    private static List<String> places(Checked checked) {
        return checked.problems().stream()
                .map(problem -> "%s %s %s"
                        .formatted(
                                problem.severity(),
                                problem.path(),
                                problem.mistake().getClass()))
                .toList();
    }

    private static void walk(Graph graph, String name, Set<String> above) {
        assertThat(above.add(name)).as("%s leads back to itself", name).isTrue();
        for (var step : graph.node(name).steps()) {
            if (step.target() instanceof Target.NodeRef(var next)) {
                walk(graph, next, above);
            }
        }
        above.remove(name);
    }

    private static Checked check(Map<String, String> nodes) {
        var text = new StringBuilder("nodes:\n");
        nodes.forEach((name, node) ->
                text.append("  ").append(name).append(": ").append(node).append('\n'));
        var file = GraphReader.read("graph.yaml", text.toString());
        assertThat(file.problems()).isEmpty();
        return Checker.check(file.graphs().getFirst(), CheckOptions.DEFAULT);
    }

    /** Graphs of up to seven nodes, about half of them without an error. */
    private static final class RandomGraph {
        private static final List<String> NAMES = List.of("root", "a", "b", "c", "d", "e", "f");
        private static final List<String> TYPES = List.of("Sequence", "Switch", "Ensemble", "Splitter");
        private final Random random;

        RandomGraph(Random random) {
            this.random = random;
        }

        Map<String, String> nodes() {
            var nodes = new LinkedHashMap<String, String>();
            int size = 1 + random.nextInt(NAMES.size());
            for (int i = rarely() ? 1 : 0; i < size; i++) {
                nodes.put(NAMES.get(i), node(i, size));
            }
            return nodes;
        }

        private String node(int index, int size) {
            var type = TYPES.get(random.nextInt(TYPES.size()));
            int steps = rarely() ? 0 : 1 + random.nextInt(4);
            var weights = IntStream.range(0, steps)
                    .map(i -> i == 0 ? 100 - (steps - 1) * 10 : 10)
                    .toArray();
            var written = IntStream.range(0, steps)
                    .mapToObj(i ->
                            "{%s%s%s%s}".formatted(name(i), extra(type), target(index, size), weight(type, weights[i])))
                    .toList();
            return "{routerType: %s, steps: %s}".formatted(rarely() ? "Sequenze" : type, written);
        }

        private String name(int step) {
            return switch (random.nextInt(20)) {
                case 0 -> "name: same, ";
                case 1 -> "name: '0', ";
                case 2, 3, 4, 5 -> "name: n%d, ".formatted(step);
                default -> "";
            };
        }

        private String extra(String type) {
            return switch (random.nextInt(8)) {
                case 0 -> "condition: 'a.#(b', ";
                case 1 -> "data: $response, ";
                case 2 -> "data: nonsense, ";
                case 3 -> "dependency: Hard, ";
                default -> type.equals("Switch") ? "condition: a, " : "";
            };
        }

        private String target(int index, int size) {
            if (rarely()) {
                return "nodeName: %s".formatted(NAMES.get(random.nextInt(NAMES.size())));
            }
            boolean below = index + 1 < size && random.nextBoolean();
            return below
                    ? "nodeName: %s".formatted(NAMES.get(index + 1 + random.nextInt(size - index - 1)))
                    : random.nextBoolean() ? "serviceUrl: 'http://a/'" : "serviceName: a";
        }

        private String weight(String type, int weight) {
            return type.equals("Splitter") && !rarely() ? ", weight: %d".formatted(weight) : "";
        }

        private boolean rarely() {
            return random.nextInt(40) == 0;
        }
    }
}
