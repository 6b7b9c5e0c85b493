package dev.dromos.router.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.nodes.body.Payload;
import dev.dromos.nodes.call.Call;
import dev.dromos.nodes.call.StepFailure;
import dev.dromos.nodes.call.StepRef;
import dev.dromos.nodes.call.StepResult;
import dev.dromos.nodes.testing.VirtualTime;
import dev.dromos.router.contract.TestBed;
import dev.dromos.router.serve.WakeSettings.Policy;
import io.vertx.core.Promise;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When steps are woken, and which, in virtual time. */
final class GroupWakeTest {
    private static final Duration WINDOW = Duration.ofSeconds(60);

    /** By when it has been seen that the window has passed. */
    private static final Duration SILENCE = WINDOW.plusSeconds(4);

    private static final Duration MOMENT = Duration.ofMillis(1);

    private static final String CHAIN = """
            nodes:
              root:
                routerType: Sequence
                steps:
                - {serviceUrl: "http://a/"}
                - {serviceUrl: "http://b/"}
                - {serviceUrl: "http://c/"}
            """;

    private static final String BRANCHES = """
            nodes:
              root:
                routerType: Switch
                steps:
                - {serviceUrl: "http://often/", condition: often}
                - {serviceUrl: "http://seldom/", condition: seldom}
                - {nodeName: split, condition: "@this"}
              split:
                routerType: Splitter
                steps:
                - {serviceUrl: "http://stable/", weight: 95}
                - {serviceUrl: "http://canary/", weight: 5}
            """;

    private final VirtualTime time = new VirtualTime();
    private final WakeCounts counts = new WakeCounts();
    private final ConditionCounts conditions = new ConditionCounts();
    private final List<String> woken = new ArrayList<>();
    private final List<Promise<StepResult>> running = new ArrayList<>();

    @Test
    void theFirstRequestWakesWhatItDoesNotCallAtOnce() {
        var waking = waking(Policy.ALL, CHAIN);

        waking.requested(0);
        assertThat(woken).isEmpty(); // the request goes first
        time.pass(MOMENT);

        assertThat(woken).containsExactly("http://b/readyz", "http://c/readyz");
        assertThat(counts.countRounds()).isEqualTo(1);
    }

    @Test
    void requestsOfTheSameMomentWakeOnce() {
        var waking = waking(Policy.ALL, CHAIN);

        for (int request = 0; request < 100; request++) {
            waking.requested(0);
        }
        time.pass(MOMENT);

        assertThat(woken).hasSize(2);
    }

    @Test
    void aWarmGraphWakesNothing() {
        var waking = waking(Policy.ALL, CHAIN);
        askAndEndAll(waking);
        woken.clear();

        for (int minute = 0; minute < 100; minute++) {
            time.pass(WINDOW.minusSeconds(5));
            waking.requested(0);
        }
        time.pass(MOMENT);

        assertThat(woken).isEmpty();
        assertThat(counts.countRounds()).isEqualTo(1);
    }

    @Test
    void afterTheStableWindowWithoutARequestTheyAreWokenAgain() {
        var waking = waking(Policy.ALL, CHAIN);
        askAndEndAll(waking);
        woken.clear();

        time.pass(SILENCE);
        waking.requested(0);
        time.pass(MOMENT);

        assertThat(woken).containsExactly("http://b/readyz", "http://c/readyz");
        assertThat(counts.countRounds()).isEqualTo(2);
    }

    @Test
    void aWakeThatStillRunsIsNotMadeASecondTime() {
        var waking = waking(Policy.ALL, CHAIN);
        waking.requested(0);
        time.pass(MOMENT);
        running.getFirst()
                .complete(new StepResult.Failed(
                        new StepFailure.Refused(new StepRef("root", 1, ""), StepFailure.Refused.Phase.CONNECT)));
        woken.clear();

        time.pass(SILENCE);
        waking.requested(0);
        time.pass(MOMENT);

        assertThat(woken).containsExactly("http://b/readyz");
        assertThat(counts.countFailed()).isEqualTo(1);
    }

    @Test
    void whenTheGraphIsClosedItsWakesEndAndNoneBegins() {
        var waking = waking(Policy.ALL, CHAIN);
        waking.requested(0);
        time.pass(MOMENT);
        assertThat(running).noneMatch(wake -> wake.future().isComplete());

        waking.close();
        assertThat(running).allMatch(wake -> wake.future().isComplete());
        woken.clear();
        time.pass(SILENCE);
        waking.requested(0);
        time.pass(MOMENT);

        assertThat(woken).isEmpty();
    }

    @Test
    void whatIsLikelyGoesByTheWeightsWhileNothingIsKnownOfTheConditions() {
        waking(Policy.LIKELY, BRANCHES).requested(0);
        time.pass(MOMENT);

        assertThat(woken).containsExactly("http://often/readyz", "http://seldom/readyz", "http://stable/readyz");
    }

    @Test
    void whatIsLikelyGoesByWhatConditionsHaveHeld() {
        var waking = waking(Policy.LIKELY, BRANCHES);
        for (int request = 0; request < 100; request++) {
            boolean often = request % 2 == 0;
            conditions.meter("root", 0).asked(often);
            if (!often) {
                boolean seldom = request % 25 == 1; // 2 of 100
                conditions.meter("root", 1).asked(seldom);
                if (!seldom) {
                    conditions.meter("root", 2).asked(true);
                }
            }
        }

        waking.requested(0);
        time.pass(MOMENT);

        assertThat(woken).containsExactly("http://often/readyz", "http://stable/readyz");
    }

    @Test
    void aFewRequestsShowNothing() {
        var waking = waking(Policy.LIKELY, BRANCHES);
        for (int request = 0; request < 19; request++) {
            conditions.meter("root", 0).asked(true);
        }

        waking.requested(0);
        time.pass(MOMENT);

        assertThat(woken).contains("http://seldom/readyz");
    }

    @Test
    void whereNothingIsToBeWokenNothingIsThere() {
        assertThat(waking(Policy.NONE, CHAIN)).isEqualTo(Waking.NEVER);
        assertThat(time.waiting()).isZero();
        assertThat(waking(Policy.ALL, "nodes: {root: {routerType: Sequence, steps: [{serviceUrl: 'http://a/'}]}}"))
                .isEqualTo(Waking.NEVER);
    }

    private void askAndEndAll(Waking waking) {
        waking.requested(0);
        time.pass(MOMENT);
        running.forEach(wake -> wake.complete(new StepResult.Answered(200, Payload.EMPTY)));
        assertThat(counts.countAnswered()).isEqualTo(running.size());
    }

    private Waking waking(Policy policy, String graph) {
        return Waker.create(new WakeSettings(policy, WINDOW), time, counts)
                .of(new TestBed().graph(graph), this::call, conditions);
    }

    private Call call(StepRef step, URI url, Duration limit) {
        return request -> {
            woken.add(url.toString());
            var promise = Promise.<StepResult>promise();
            running.add(promise);
            var _ = request.context()
                    .cancellation()
                    .onCancel(() -> promise.tryComplete(new StepResult.Failed(new StepFailure.Cancelled(step))));
            return promise.future();
        };
    }
}
