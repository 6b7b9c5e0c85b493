package dev.dromos.bench.scale;

import dev.dromos.bench.micro.Graphs;
import dev.dromos.bench.micro.LocalGraph;
import dev.dromos.bench.process.Machine;
import dev.dromos.bench.stats.Sample;
import dev.dromos.graph.Graph;
import dev.dromos.nodes.body.Payload;
import dev.dromos.nodes.call.StepResult;
import dev.dromos.nodes.route.GraphParts;
import dev.dromos.router.compile.GraphCompiler;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench/scale}. */
@Command(
        name = "bench/scale",
        mixinStandardHelpOptions = true,
        description =
                "Measures what a graph of many nodes takes to compile and start, and what a step through it costs.")
public final class Scale implements Callable<Integer> {
    private static final Payload BODY = Payload.json("{\"predictions\":[1]}".getBytes(StandardCharsets.UTF_8));
    private static final double NANOS_PER_MILLI = 1e6;
    private static final long ROUND_NANOS = 100_000_000;
    private static final int DEEP = 16;
    private static final List<Integer> SIZES = List.of(10, 100, 1_000);

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "15", description = "Default: ${DEFAULT-VALUE}.")
    private int rounds = 15;

    private Scale() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Scale()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        System.out.println(Machine.describe());
        System.out.println("Medians of %d rounds, after as many that do not count.".formatted(rounds));
        System.out.println();
        System.out.println("| nodes | read and check ms | compile ms | compile and start ms |");
        System.out.println("|--:|--:|--:|--:|");
        for (int nodes : SIZES) {
            compiling(nodes);
        }
        System.out.println();
        System.out.println("| graph | nodes passed | ns a node | × to 2 nodes |");
        System.out.println("|---|--:|--:|--:|");
        passing();
        return 0;
    }

    private void compiling(int nodes) throws Exception {
        var spec = Graphs.fan(nodes);
        var graph = Graphs.checked(spec);
        System.out.println(String.format(
                Locale.ROOT,
                "| %d | %.2f | %.2f | %.2f |",
                nodes,
                millis(() -> Graphs.checked(spec)),
                millis(() -> GraphCompiler.compile(graph, parts(graph))),
                millis(() -> {
                    LocalGraph.start(graph, BODY).close();
                    return graph;
                })));
    }

    private static GraphParts parts(Graph graph) {
        var answered = Future.<StepResult>succeededFuture(new StepResult.Answered(200, BODY));
        return GraphParts.of(graph, (step, target, limit) -> request -> answered, LocalGraph.STACK);
    }

    private double millis(Callable<?> work) throws Exception {
        var times = new ArrayList<Double>();
        for (int round = 0; round < 2 * rounds; round++) {
            long begun = System.nanoTime();
            work.call();
            times.add((System.nanoTime() - begun) / NANOS_PER_MILLI);
        }
        return new Sample(times.subList(rounds, 2 * rounds)).median();
    }

    /** A graph under way: all take turns, so that a ratio is of one moment of the machine. */
    private record Passing(String name, int nodes, LocalGraph graph, List<Double> nanos) {
        static Passing of(String name, int nodes, String spec) throws Exception {
            return new Passing(name, nodes, LocalGraph.start(Graphs.checked(spec), BODY), new ArrayList<>());
        }

        void round() {
            long begun = System.nanoTime();
            long requests = 0;
            while (System.nanoTime() - begun < ROUND_NANOS) {
                graph.run(BODY);
                requests++;
            }
            nanos.add((double) (System.nanoTime() - begun) / requests / nodes);
        }
    }

    private void passing() throws Exception {
        passing(List.of(
                Passing.of("a root and a node beneath", 2, Graphs.fan(2)),
                Passing.of("16 nodes, each in the one before", DEEP, Graphs.chain(DEEP)),
                Passing.of("a root and 15 nodes beneath", DEEP, Graphs.fan(DEEP)),
                Passing.of("a root and 99 nodes beneath", 100, Graphs.fan(100)),
                Passing.of("a root and 299 nodes beneath", 300, Graphs.fan(300)),
                Passing.of("a root and 999 nodes beneath", 1_000, Graphs.fan(1_000))));
        passing(List.of(
                Passing.of("a Switch and its one node", 2, Graphs.choice(2)),
                Passing.of("a Switch and the first of its 999", 2, Graphs.choice(1_000))));
    }

    /** @param all the first is what the others are compared with */
    private void passing(List<Passing> all) {
        for (int round = 0; round < 2 * rounds; round++) {
            all.forEach(Passing::round);
        }
        var base = counted(all.getFirst());
        for (var one : all) {
            var ratios = new ArrayList<Double>();
            for (int round = 0; round < rounds; round++) {
                ratios.add(counted(one).get(round) / base.get(round));
            }
            System.out.println(String.format(
                    Locale.ROOT,
                    "| %s | %d | %.0f | %.2f |",
                    one.name(),
                    one.nodes(),
                    new Sample(counted(one)).median(),
                    new Sample(ratios).median()));
            one.graph().close();
        }
    }

    private List<Double> counted(Passing one) {
        return one.nanos().subList(rounds, 2 * rounds);
    }
}
