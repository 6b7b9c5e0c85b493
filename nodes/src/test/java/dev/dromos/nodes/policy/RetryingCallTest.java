package dev.dromos.nodes.policy;

import static dev.dromos.nodes.policy.ScriptedCall.STEP;
import static dev.dromos.nodes.policy.ScriptedCall.answered;
import static dev.dromos.nodes.policy.ScriptedCall.failed;
import static dev.dromos.nodes.policy.ScriptedCall.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.graph.Retry;
import dev.dromos.graph.Retry.Cause.Fault;
import dev.dromos.graph.Retry.Cause.Status;
import dev.dromos.nodes.body.ByteBudget;
import dev.dromos.nodes.body.Payload;
import dev.dromos.nodes.call.Call;
import dev.dromos.nodes.call.Cancellation;
import dev.dromos.nodes.call.StepFailure;
import dev.dromos.nodes.call.StepResult;
import dev.dromos.nodes.call.TimeLimitedCall;
import dev.dromos.nodes.testing.VirtualTime;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RetryingCallTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration TENTH = Duration.ofMillis(100);

    /** Always the longest pause there may be. */
    private static final RandomGenerator LONGEST = new RandomGenerator() {
        @Override
        public long nextLong() {
            return -1;
        }

        @Override
        public long nextLong(long bound) {
            return bound - 1;
        }
    };

    private final VirtualTime time = new VirtualTime();
    private final Cancellation cancellation = new Cancellation();
    private final ScriptedCall server = new ScriptedCall(time);
    private final TokenBucket budget = new TokenBucket(20, 1, time);
    private final RetryingCall.Means means = new RetryingCall.Means(new Backoff(LONGEST), budget, time);

    @Test
    void theFirstGoodAnswerStands() {
        server.then(refused()).then(answered(503)).then(answered(200)).then(answered(201));

        var result = call(3, LONG);
        time.passUntilNothingWaits();

        assertThat(result.result()).isEqualTo(answered(200));
        assertThat(server.calledAt()).hasSize(3);
    }

    @Test
    void anAnswerThatIsTriedAgainMakesRoom() {
        var room = new ByteBudget(100);
        var lease = room.lease();
        server.then(answered(503, lease, 40)).then(answered(503, lease, 30)).then(answered(200, lease, 20));

        call(3, LONG);
        time.passUntilNothingWaits();

        assertThat(room.held()).isEqualTo(20);
    }

    @Test
    void pausesDoubleUpToTheLongest() {
        server.then(refused());

        call(5, LONG);
        time.passUntilNothingWaits();

        assertThat(server.calledAt())
                .containsExactly(
                        Duration.ZERO,
                        Duration.ofMillis(100),
                        Duration.ofMillis(300),
                        Duration.ofMillis(700),
                        Duration.ofMillis(1200),
                        Duration.ofMillis(1700));
    }

    @Test
    void whenNoRetryIsLeftTheLastOutcomeStands() {
        server.then(answered(503)).then(refused()).then(answered(502));

        var result = call(2, LONG);
        time.passUntilNothingWaits();

        assertThat(result.result()).isEqualTo(answered(502));
    }

    @Test
    void whatIsNoCauseIsNotRepeated() {
        for (var outcome : List.of(
                answered(500),
                answered(404),
                failed(new StepFailure.TimedOut(STEP)),
                failed(new StepFailure.Overloaded(STEP)),
                failed(new StepFailure.BadPayload(STEP, StepFailure.BadPayload.Flaw.TRUNCATED)))) {
            var once = new ScriptedCall(time).then(outcome);

            var result = retrying(once, 3).call(ScriptedCall.request(time, LONG, cancellation));
            time.passUntilNothingWaits();

            assertThat(result.result()).isEqualTo(outcome);
            assertThat(once.calledAt()).hasSize(1);
        }
    }

    @Test
    void aPauseThatWouldOutliveTheDeadlineIsNotBegun() {
        server.then(refused());

        var result = call(10, Duration.ofMillis(650));
        time.passUntilNothingWaits();

        assertThat(result.result()).isEqualTo(refused());
        assertThat(server.calledAt()).hasSize(3);
        assertThat(time.sinceStart()).as("told at once").isEqualTo(Duration.ofMillis(300));
    }

    @Test
    @DisplayName(
            "A27 a busy server is left alone for as long as it asks, and by chance for longer, within the policy's bound")
    void aBusyServerIsLeftAloneAsLongAsItAsks() {
        server.then(busy(300)).then(busy(450)).then(answered(200));

        var result = call(3, LONG);
        time.passUntilNothingWaits();

        assertThat(result.result()).isEqualTo(answered(200));
        assertThat(server.calledAt()).containsExactly(Duration.ZERO, Duration.ofMillis(400), Duration.ofMillis(900));
    }

    @ParameterizedTest(name = "A27 {0} ms, {1} ms left")
    @DisplayName("A27 a busy server's answer stands when what it asks for is beyond the policy's bound or the deadline")
    @CsvSource({"501, 60000", "300, 350"})
    void anAnswerStandsWhenWhatItAsksForIsTooLong(int asked, int left) {
        server.then(busy(asked)).then(answered(200));

        var result = call(3, Duration.ofMillis(left));
        time.passUntilNothingWaits();

        assertThat(result.result()).isEqualTo(busy(asked));
        assertThat(server.calledAt()).hasSize(1);
        assertThat(time.sinceStart()).as("told at once").isZero();
    }

    private static StepResult busy(int millis) {
        return new StepResult.Answered(503, Payload.EMPTY, Duration.ofMillis(millis));
    }

    @Test
    void retriesEndWithTheBudget() {
        server.then(refused());
        while (budget.spend()) {}

        var result = call(3, LONG);
        time.passUntilNothingWaits();

        assertThat(result.result()).isEqualTo(refused());
        assertThat(server.calledAt()).hasSize(1);
    }

    @Test
    void aCancelledRequestLeavesNoRetryBehind() {
        server.then(refused());
        var result = call(3, LONG);
        time.pass(TENTH.dividedBy(2));

        cancellation.cancel();

        assertThat(result.result()).isEqualTo(failed(new StepFailure.Cancelled(STEP)));
        assertThat(time.waiting()).isZero();
        assertThat(server.calledAt()).hasSize(1);
    }

    @Test
    void aPassedDeadlineNamesTheTimeOfAllAttempts() {
        server.then(refused(), TENTH).then(answered(200), LONG);
        var limited = new TimeLimitedCall(server, STEP, Duration.ZERO, time);

        var result = retrying(limited, 3).call(ScriptedCall.request(time, Duration.ofSeconds(1), cancellation));
        time.passUntilNothingWaits();

        assertThat(result.result()).isEqualTo(failed(new StepFailure.DeadlinePassed(STEP, Duration.ofSeconds(1))));
        assertThat(server.cancelled()).isEqualTo(1);
    }

    @Test
    void aStepWithoutRetriesHasNoSuchLayer() {
        assertThat(RetryingCall.around(server, STEP, new Retry.Never(), means, StepMeter.NONE))
                .isSameAs(server);
    }

    private Future<StepResult> call(int times, Duration deadline) {
        return retrying(server, times).call(ScriptedCall.request(time, deadline, cancellation));
    }

    private Call retrying(Call inner, int times) {
        var retry = new Retry.UpTo(
                times,
                TENTH,
                Duration.ofMillis(500),
                List.of(Fault.CONNECT, Fault.RESET, new Status(502), new Status(503)));
        return RetryingCall.around(inner, STEP, retry, means, StepMeter.NONE);
    }
}
