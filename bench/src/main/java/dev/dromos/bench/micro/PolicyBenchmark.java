package dev.dromos.bench.micro;

import dev.dromos.graph.Fallback;
import dev.dromos.graph.Hedge;
import dev.dromos.graph.Policy;
import dev.dromos.graph.Retry;
import dev.dromos.graph.Retry.Cause.Fault;
import dev.dromos.nodes.body.Payload;
import dev.dromos.nodes.call.Call;
import dev.dromos.nodes.call.Cancellation;
import dev.dromos.nodes.call.Deadline;
import dev.dromos.nodes.call.RequestContext;
import dev.dromos.nodes.call.StepRef;
import dev.dromos.nodes.call.StepRequest;
import dev.dromos.nodes.call.StepResult;
import dev.dromos.nodes.policy.CallStack;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
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

/** What each layer adds to a call that is well: answered at once, without a network and without timers. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class PolicyBenchmark { // neither final nor package-private: JMH extends it
    private static final StepRef STEP = new StepRef("root", 0, "step");
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Future<StepResult> ANSWER =
            Future.succeededFuture(new StepResult.Answered(200, Payload.EMPTY));

    private static final Retry RETRY =
            new Retry.UpTo(2, Duration.ofMillis(100), LIMIT, List.of(Fault.CONNECT, Fault.RESET));
    private static final Fallback FALLBACK = new Fallback.Response("{}", List.of());

    @Param({"none", "fallback", "retry", "hedge", "all"})
    String policy = "";

    private Call call = request -> ANSWER;

    @Setup
    public void assemble() {
        var none = Policy.NONE;
        var chosen = switch (policy) {
            case "none" -> none;
            case "fallback" -> new Policy(Duration.ZERO, none.retry(), none.hedge(), FALLBACK);
            case "retry" -> new Policy(Duration.ZERO, RETRY, none.hedge(), none.fallback());
            case "hedge" -> new Policy(Duration.ZERO, none.retry(), new Hedge.AfterP95(5), none.fallback());
            case "all" -> new Policy(Duration.ZERO, RETRY, new Hedge.AfterP95(5), FALLBACK);
            default -> throw new IllegalArgumentException("no policy `%s`".formatted(policy));
        };
        var stack = CallStack.forGraph((delay, action) -> () -> {});
        call = stack.around(request -> ANSWER, STEP, chosen, target -> request -> ANSWER);
    }

    @Benchmark
    public Future<StepResult> request() {
        var context = new RequestContext("bench", List.of(), Deadline.in(LIMIT, System::nanoTime), new Cancellation());
        return call.call(new StepRequest(Payload.EMPTY, context));
    }
}
