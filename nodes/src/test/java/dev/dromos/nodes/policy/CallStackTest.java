package dev.dromos.nodes.policy;

import static dev.dromos.nodes.policy.ScriptedCall.STEP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.graph.Fallback;
import dev.dromos.graph.Hedge;
import dev.dromos.graph.Policy;
import dev.dromos.graph.Retry;
import dev.dromos.graph.Retry.Cause.Fault;
import dev.dromos.nodes.testing.VirtualTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CallStackTest {
    private final VirtualTime time = new VirtualTime();
    private final ScriptedCall attempt = new ScriptedCall(time);
    private final CallStack stack = CallStack.forGraph(time);

    @Test
    void aStepWithoutAPolicyPaysNothing() {
        assertThat(stack.around(attempt, STEP, Policy.NONE, _ -> attempt)).isSameAs(attempt);
    }

    @Test
    void printsItsLayersOutermostFirst() {
        var policy = new Policy(
                Duration.ZERO,
                new Retry.UpTo(2, Duration.ofMillis(100), Duration.ofSeconds(1), List.of(Fault.CONNECT)),
                new Hedge.AfterP95(5),
                new Fallback.Response("{}", List.of(503)));

        assertThat(stack.around(attempt, STEP, policy, _ -> attempt))
                .hasToString(
                        "FallbackCall[inner=RetryingCall[inner=HedgedCall[inner=ScriptedCall, after=p95, budget=5%],"
                                + " times=2, budget=20% + 1/s], instead=FixedAnswer[status=200], statuses=[503]]");
    }
}
