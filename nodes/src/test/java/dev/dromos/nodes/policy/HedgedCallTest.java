package dev.dromos.nodes.policy;

import static dev.dromos.nodes.policy.ScriptedCall.STEP;
import static dev.dromos.nodes.policy.ScriptedCall.answered;
import static dev.dromos.nodes.policy.ScriptedCall.failed;
import static dev.dromos.nodes.policy.ScriptedCall.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.dromos.graph.Hedge;
import dev.dromos.nodes.body.ByteBudget;
import dev.dromos.nodes.call.Call;
import dev.dromos.nodes.call.Cancellation;
import dev.dromos.nodes.call.Scheduler;
import dev.dromos.nodes.call.StepFailure;
import dev.dromos.nodes.call.StepResult;
import dev.dromos.nodes.testing.VirtualTime;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class HedgedCallTest {
    private static final Duration TENTH = Duration.ofMillis(100);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Hedge AFTER_A_TENTH = new Hedge.After(TENTH, 100);

    private final VirtualTime time = new VirtualTime();
    private final Cancellation cancellation = new Cancellation();
    private final ScriptedCall server = new ScriptedCall(time);

    @Test
    void aFastCallIsAlone() {
        server.then(answered(200), TENTH.dividedBy(2));

        var result = call(AFTER_A_TENTH);
        time.passUntilNothingWaits();

        assertThat(result.result()).isEqualTo(answered(200));
        assertThat(server.calledAt()).hasSize(1);
    }

    @Test
    void aSlowCallGetsASecondOneAndTheLoserEnds() {
        server.then(answered(200), SECOND).then(answered(201), TENTH);

        var result = call(AFTER_A_TENTH);
        time.pass(TENTH.multipliedBy(2));

        assertThat(result.result()).isEqualTo(answered(201));
        assertThat(server.calledAt()).containsExactly(Duration.ZERO, TENTH);
        assertThat(server.cancelled()).isEqualTo(1);
        assertThat(time.waiting()).isZero();
    }

    @Test
    void theAnswerThatIsNotTakenMakesRoom() {
        var room = new ByteBudget(100);
        var lease = room.lease();
        server.then(answered(503, lease, 40), TENTH.plusMillis(1)).then(answered(200, lease, 20), SECOND);

        var result = call(AFTER_A_TENTH);
        time.passUntilNothingWaits();

        assertThat(((StepResult.Answered) result.result()).status()).isEqualTo(200);
        assertThat(room.held()).isEqualTo(20);
    }

    @Test
    void theFirstCallMayStillWin() {
        server.then(answered(200), TENTH.plusMillis(1)).then(answered(201), SECOND);

        var result = call(AFTER_A_TENTH);
        time.pass(TENTH.plusMillis(1));

        assertThat(result.result()).isEqualTo(answered(200));
        assertThat(server.cancelled()).isEqualTo(1);
    }

    @Test
    void aFailureDoesNotEndTheRace() {
        server.then(answered(200), SECOND).then(answered(503), TENTH);

        var result = call(AFTER_A_TENTH);
        time.passUntilNothingWaits();

        assertThat(result.result()).isEqualTo(answered(200));
        assertThat(time.sinceStart()).isEqualTo(SECOND);
    }

    @Test
    void whenBothFailTheFirstCallsOutcomeStands() {
        server.then(answered(502), SECOND).then(refused(), TENTH);

        var result = call(AFTER_A_TENTH);
        time.passUntilNothingWaits();

        assertThat(result.result()).isEqualTo(answered(502));
    }

    @Test
    void aCallThatHasFailedIsNotHedged() {
        server.then(refused(), TENTH.dividedBy(2));

        var result = call(AFTER_A_TENTH);
        time.passUntilNothingWaits();

        assertThat(result.result()).isEqualTo(refused());
        assertThat(server.calledAt()).hasSize(1);
    }

    @Test
    void hedgesAreAShareOfTheCalls() {
        server.then(answered(200), SECOND);
        var call = HedgedCall.around(server, new Hedge.After(TENTH, 5), StepMeter.NONE, time);

        for (int i = 0; i < 1000; i++) {
            call.call(ScriptedCall.request(time, SECOND.multipliedBy(60), cancellation));
            time.pass(SECOND.multipliedBy(2));
        }

        assertThat(server.calledAt().size())
                .as("1000 calls, 5 % more, and what a new bucket holds")
                .isEqualTo(1060);
    }

    @Test
    void theStepsOwn95thPercentileIsLearntBeforeItIsUsed() {
        var call = HedgedCall.around(server, new Hedge.AfterP95(100), StepMeter.NONE, time);
        for (int i = 0; i < 95; i++) {
            server.then(answered(200), TENTH);
        }
        server.then(answered(200), SECOND);
        for (int i = 0; i < 95; i++) {
            call.call(ScriptedCall.request(time, SECOND.multipliedBy(60), cancellation));
            time.passUntilNothingWaits();
        }

        var begun = time.sinceStart();
        call.call(ScriptedCall.request(time, SECOND.multipliedBy(60), cancellation));
        time.passUntilNothingWaits();

        assertThat(server.calledAt()).hasSize(97);
        assertThat(server.calledAt().getLast().minus(begun)).isBetween(TENTH, TENTH.plusMillis(13));
    }

    @Test
    void aCancelledRequestEndsBothCallsAndTheTimer() {
        server.then(answered(200), SECOND);
        var one = call(AFTER_A_TENTH);
        time.pass(TENTH.dividedBy(2));
        var two = call(AFTER_A_TENTH);
        time.pass(TENTH.dividedBy(2).plusMillis(1));

        cancellation.cancel();

        assertThat(one.result()).isEqualTo(failed(new StepFailure.Cancelled(STEP)));
        assertThat(two.result()).isEqualTo(failed(new StepFailure.Cancelled(STEP)));
        assertThat(server.cancelled()).as("two of one, one of two").isEqualTo(3);
        assertThat(time.waiting()).isZero();
    }

    /** Timers and answers on threads of their own: each request still ends once, and nothing of it stays. */
    @Test
    void manyThreadsAgreeOnOneOutcome() throws Exception {
        var running = new AtomicInteger();
        Call inner = request -> {
            running.incrementAndGet();
            var promise = Promise.<StepResult>promise();
            var registration = request.context().cancellation().onCancel(() -> promise.tryComplete(answered(499)));
            Thread.ofVirtual().start(() -> promise.tryComplete(answered(200)));
            return promise.future().onComplete(_ -> {
                registration.remove();
                running.decrementAndGet();
            });
        };
        Scheduler threads = (_, action) -> {
            var thread = Thread.ofVirtual().start(action);
            return thread::interrupt;
        };
        var call = HedgedCall.around(inner, new Hedge.After(TENTH, 100), StepMeter.NONE, threads);
        var results = new ArrayList<Future<StepResult>>();

        for (int i = 0; i < 5000; i++) {
            results.add(call.call(ScriptedCall.request(time, SECOND, new Cancellation())));
        }

        var all = Future.join(results).toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        assertThat(all.list()).hasSize(5000).containsOnly(answered(200));
        await().atMost(Duration.ofSeconds(5)).until(() -> running.get() == 0);
    }

    private Future<StepResult> call(Hedge hedge) {
        return HedgedCall.around(server, hedge, StepMeter.NONE, time)
                .call(ScriptedCall.request(time, Duration.ofMinutes(1), cancellation));
    }
}
