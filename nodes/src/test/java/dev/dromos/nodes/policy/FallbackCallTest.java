package dev.dromos.nodes.policy;

import static dev.dromos.nodes.policy.ScriptedCall.STEP;
import static dev.dromos.nodes.policy.ScriptedCall.answered;
import static dev.dromos.nodes.policy.ScriptedCall.failed;
import static dev.dromos.nodes.policy.ScriptedCall.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.graph.Fallback;
import dev.dromos.graph.Target;
import dev.dromos.nodes.body.ByteBudget;
import dev.dromos.nodes.call.Cancellation;
import dev.dromos.nodes.call.StepFailure;
import dev.dromos.nodes.call.StepResult;
import dev.dromos.nodes.testing.VirtualTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FallbackCallTest {
    private static final Fallback ON_503 = new Fallback.To(new Target.NodeRef("spare"), List.of(503));
    private static final Fallback LITERAL = new Fallback.Response("{\"p\":0.10}", List.of());

    private final VirtualTime time = new VirtualTime();
    private final ScriptedCall server = new ScriptedCall(time);
    private final ScriptedCall spare = new ScriptedCall(time).then(answered(207));

    @Test
    void aGoodAnswerStands() {
        server.then(answered(200));

        assertThat(call(ON_503)).isEqualTo(answered(200));
        assertThat(spare.calledAt()).isEmpty();
    }

    @Test
    void aFailureIsReplaced() {
        server.then(refused());

        assertThat(call(ON_503)).isEqualTo(answered(207));
    }

    @Test
    void whatIsReplacedMakesRoom() {
        var room = new ByteBudget(100);
        server.then(answered(503, room.lease(), 40));

        call(ON_503);

        assertThat(room.held()).isZero();
    }

    @Test
    void onlyTheStatusesThatAreListedAreReplaced() {
        server.then(answered(503)).then(answered(500));

        assertThat(call(ON_503)).isEqualTo(answered(207));
        assertThat(call(ON_503)).isEqualTo(answered(500));
    }

    @Test
    void aFallbackThatFailsChangesNothing() {
        server.then(answered(503));
        var broken = new ScriptedCall(time).then(refused());
        var call = FallbackCall.around(server, ON_503, StepMeter.NONE, _ -> broken);

        var result = call.call(ScriptedCall.request(time, Duration.ofMinutes(1), new Cancellation()));
        time.passUntilNothingWaits();

        assertThat(result.result()).isEqualTo(answered(503));
    }

    @Test
    void aLiteralAnswerIs200AndAsWritten() {
        server.then(refused());

        var answer = (StepResult.Answered) call(LITERAL);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().isJson()).isTrue();
        assertThat(answer.body()).hasToString("{\"p\":0.10}");
    }

    @Test
    void whenTimeIsOverOnlyALiteralAnswerCanStandIn() {
        var late = failed(new StepFailure.DeadlinePassed(STEP, Duration.ofSeconds(1)));
        server.then(late);

        assertThat(call(ON_503)).isEqualTo(late);
        assertThat(call(LITERAL)).isInstanceOf(StepResult.Answered.class);
    }

    @Test
    void nobodyWaitsForACancelledStep() {
        var cancelled = failed(new StepFailure.Cancelled(STEP));
        server.then(cancelled);

        assertThat(call(ON_503)).isEqualTo(cancelled);
        assertThat(call(LITERAL)).isEqualTo(cancelled);
    }

    private StepResult call(Fallback fallback) {
        var call = FallbackCall.around(server, fallback, StepMeter.NONE, _ -> spare);
        var result = call.call(ScriptedCall.request(time, Duration.ofMinutes(1), new Cancellation()));
        time.passUntilNothingWaits();
        return result.result();
    }
}
