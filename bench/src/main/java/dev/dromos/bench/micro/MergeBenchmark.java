package dev.dromos.bench.micro;

import dev.dromos.bench.load.JsonBody;
import dev.dromos.graph.Node;
import dev.dromos.nodes.body.Payload;
import dev.dromos.nodes.call.StepResult;
import dev.dromos.nodes.ensemble.EnsembleAnswer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Three answers of 10 KB become an Ensemble's. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class MergeBenchmark { // neither final nor package-private: JMH extends it
    private static final int BYTES = 10_000;
    private static final int MEMBERS = 3;

    private final byte[] answer = JsonBody.answer(BYTES);
    private final EnsembleAnswer ensemble = EnsembleAnswer.of(
            (Node.Ensemble) Graphs.checked(Graphs.ensemble(MEMBERS)).root());
    private final List<StepResult> known = results(() -> Payload.json(answer));

    /** The copying alone: what the answers are has been found out before. */
    @Benchmark
    public StepResult spliced() {
        return ensemble.verdict(known);
    }

    /** As a request has it: each answer is new, and is read to see that it is JSON. */
    @Benchmark
    public StepResult checkedAndSpliced() {
        return ensemble.verdict(results(() -> Payload.of(answer, "application/json")));
    }

    private static List<StepResult> results(Supplier<Payload> payload) {
        return Stream.generate(() -> (StepResult) new StepResult.Answered(200, payload.get()))
                .limit(MEMBERS)
                .toList();
    }
}
