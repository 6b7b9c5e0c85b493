package dev.dromos.bench.micro;

import dev.dromos.graph.Graph;
import dev.dromos.nodes.body.Payload;
import dev.dromos.nodes.call.StepResult;
import dev.dromos.nodes.route.GraphParts;
import dev.dromos.router.compile.CompiledGraph;
import dev.dromos.router.compile.GraphCompiler;
import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.Warmup;

/** From text to a checked graph, to routes, to routes that run. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class CompileBenchmark { // neither final nor package-private: JMH extends it
    @Param({"10", "100", "1000"})
    int nodes;

    private String spec = Graphs.sequence(1);
    private Graph graph = Graphs.checked(spec);

    @Setup
    public void write() {
        spec = Graphs.fan(nodes);
        graph = Graphs.checked(spec);
    }

    @Benchmark
    public Graph readAndCheck() {
        return Graphs.checked(spec);
    }

    @Benchmark
    public CompiledGraph compile() {
        var answered = Future.<StepResult>succeededFuture(new StepResult.Answered(200, Payload.EMPTY));
        return GraphCompiler.compile(
                graph, GraphParts.of(graph, (step, target, limit) -> request -> answered, LocalGraph.STACK));
    }

    @Benchmark
    public void compileStartAndStop() throws Exception {
        LocalGraph.start(graph, Payload.EMPTY).close();
    }
}
