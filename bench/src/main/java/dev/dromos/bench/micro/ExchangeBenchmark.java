package dev.dromos.bench.micro;

import dev.dromos.bench.load.JsonBody;
import dev.dromos.nodes.body.Payload;
import dev.dromos.nodes.call.StepResult;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One request through Camel's routes for each kind of node, steps answering at once: what the engine costs. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ExchangeBenchmark { // neither final nor package-private: JMH extends it
    private static final int BYTES = 100;

    /** {@code chain16}: sixteen nodes, each the only step of the one before. */
    @Param({
        "sequence1",
        "sequence3",
        "switch5",
        "splitter",
        "ensemble3",
        "ensemble10",
        "chain2",
        "chain16",
        "fan2",
        "fan100"
    })
    String graph = "";

    private final byte[] request = JsonBody.request(BYTES);
    private @Nullable LocalGraph running;

    @Setup
    public void start() throws Exception {
        var spec = switch (graph) {
            case "sequence1" -> Graphs.sequence(1);
            case "sequence3" -> Graphs.sequence(3);
            case "switch5" -> Graphs.fiveCases();
            case "splitter" -> Graphs.splitter();
            case "ensemble3" -> Graphs.ensemble(3);
            case "ensemble10" -> Graphs.ensemble(10);
            case "chain2" -> Graphs.chain(2);
            case "chain16" -> Graphs.chain(16);
            case "fan2" -> Graphs.fan(3);
            case "fan100" -> Graphs.fan(101);
            default -> throw new IllegalArgumentException("no graph `%s`".formatted(graph));
        };
        running = LocalGraph.start(Graphs.checked(spec), Payload.json(JsonBody.answer(BYTES)));
    }

    @TearDown
    public void stop() {
        if (running != null) {
            running.close();
        }
    }

    @Benchmark
    public StepResult request() {
        if (running == null) {
            throw new IllegalStateException("not started");
        }
        return running.run(Payload.of(request, ""));
    }
}
