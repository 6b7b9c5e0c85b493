package dev.dromos.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.dromos.bench.load.ClosedLoop;
import dev.dromos.bench.load.JsonBody;
import dev.dromos.bench.load.LoadPlan;
import dev.dromos.bench.load.LoadTarget;
import dev.dromos.bench.load.OneRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Generator, relay and backend against each other. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BareRelayTest {
    private static final int BYTES = 100;
    private static final LoadPlan BRIEF = new LoadPlan(4, Duration.ofMillis(200), Duration.ofMillis(500));

    private final StepBackend backend;

    BareRelayTest() throws InterruptedException {
        backend = StepBackend.start(3);
    }

    @AfterAll
    void stop() {
        backend.close();
    }

    @Test
    void aLoadCountsEveryRightAnswer() throws Exception {
        try (var relay = BareRelay.start(0, CallPlan.of(1), backend.urls(BYTES));
                var loop = new ClosedLoop()) {
            var target = new LoadTarget(relay.port(), JsonBody.request(BYTES), BYTES);

            var window = loop.run(target, BRIEF, backend::calls);

            assertThat(window.load().failures()).isZero();
            assertThat(window.load().requests()).isPositive();
            assertThat(window.after() - window.before())
                    .isBetween(window.load().requests() - 4, window.load().requests() + 4);
        }
    }

    @Test
    void anAnswerOfAnotherSizeIsAFailure() throws Exception {
        try (var relay = BareRelay.start(0, CallPlan.of(1), backend.urls(BYTES));
                var loop = new ClosedLoop()) {
            var target = new LoadTarget(relay.port(), JsonBody.request(BYTES), BYTES + 1);

            var load = loop.run(target, BRIEF, () -> 0).load();

            assertThat(load.requests()).isZero();
            assertThat(load.failures()).isPositive();
        }
    }

    @Test
    void theRelayMakesTheCallsOfItsPlan() throws Exception {
        try (var relay = BareRelay.start(0, CallPlan.parse("2,1"), backend.urls(BYTES))) {
            long before = backend.calls();

            var reply = OneRequest.post(relay.port(), JsonBody.request(BYTES));

            assertThat(reply).get().matches(found -> found.isOk(JsonBody.answer(BYTES)));
            assertThat(backend.calls() - before).isEqualTo(3);
        }
    }

    @Test
    void aPlanNeedsAUrlForEachCall() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BareRelay.start(0, CallPlan.of(1, 2), List.of("http://127.0.0.1/")))
                .withMessage("3 calls need a URL each, found [http://127.0.0.1/]");
    }
}
