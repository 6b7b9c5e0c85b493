package dev.dromos.nodes.call;

import static dev.dromos.nodes.call.Calls.STEP;
import static dev.dromos.nodes.call.Calls.await;
import static dev.dromos.nodes.call.Calls.context;
import static dev.dromos.nodes.call.Calls.payload;
import static dev.dromos.nodes.call.Calls.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.nodes.call.StepResult.Answered;
import dev.dromos.nodes.call.StepResult.Failed;
import dev.dromos.nodes.testing.Answer;
import dev.dromos.nodes.testing.FakeModelServer;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Time, cancellation and the pool's bounds (faults A6 to A8, A43, A44, B1). */
class HttpCallLimitTest {
    private static final Duration SHORT = Duration.ofMillis(200);
    /** What a loaded machine may add to any time: less than the slowest answer would take. */
    private static final Duration ALLOWANCE = Duration.ofMillis(1_500);

    @RegisterExtension
    final Calls calls = new Calls();

    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n";

    @Test
    @DisplayName("A6 the step's limit is that of a request that is taken and never answered")
    void theStepsLimitCoversTheWait() throws InterruptedException {
        endsInTime(Answer.holding());
    }

    @Test
    @DisplayName("A7 the step's limit is that of a body that never comes, though its head did at once")
    void theStepsLimitCoversTheBody() throws InterruptedException {
        endsInTime(Answer.raw(HEAD).thenHold());
    }

    @Test
    @DisplayName("A8 the step's limit is that of the whole body, though a byte comes now and then")
    void theStepsLimitCoversTheWholeBody() throws InterruptedException {
        var dripping = Answer.raw(HEAD);
        for (var i = 0; i < 100; i++) {
            dripping = dripping.thenSend("x").thenPause(Duration.ofMillis(20));
        }
        endsInTime(dripping);
    }

    private void endsInTime(Answer slow) throws InterruptedException {
        try (var server = FakeModelServer.answering(slow)) {
            var start = System.nanoTime();

            var result = await(calls.to(server.url(), SHORT).call(request("{}")));

            var took = Duration.ofNanos(System.nanoTime() - start);
            assertThat(result).isEqualTo(new Failed(new StepFailure.TimedOut(STEP)));
            assertThat(took).isBetween(SHORT, SHORT.plus(ALLOWANCE));
            assertThat(server.awaitPeerClosed(ALLOWANCE)).isTrue();
        }
    }

    @Test
    void theRequestsDeadlineEndsACallBeforeTheStepsLimit() {
        try (var server = FakeModelServer.answering(Answer.holding())) {
            var late = new StepRequest(payload("{}"), context(SHORT, new Cancellation()));

            var result = await(calls.to(server.url(), Duration.ofSeconds(30)).call(late));

            assertThat(result)
                    .isInstanceOfSatisfying(
                            Failed.class,
                            failed -> assertThat(failed.failure())
                                    .isInstanceOfSatisfying(StepFailure.DeadlinePassed.class, passed -> {
                                        assertThat(passed.step()).isEqualTo(STEP);
                                        assertThat(passed.ran()) // its time began before it did
                                                .isBetween(SHORT.dividedBy(2), SHORT.plus(ALLOWANCE));
                                    }));
        }
    }

    @Test
    void aPassedDeadlineSendsNothing() {
        try (var server = FakeModelServer.answering(200, "{}")) {
            var late = new StepRequest(payload("{}"), context(Duration.ZERO, new Cancellation()));

            var result = await(calls.to(server.url()).call(late));

            assertThat(result).isEqualTo(new Failed(new StepFailure.DeadlinePassed(STEP, Duration.ZERO)));
            assertThat(server.connectionsOpened()).isZero();
        }
    }

    @Test
    void aCancelledRequestSendsNothing() {
        try (var server = FakeModelServer.answering(200, "{}")) {
            var cancellation = new Cancellation();
            cancellation.cancel();

            var result = await(calls.to(server.url()).call(cancellable(cancellation)));

            assertThat(result).isEqualTo(new Failed(new StepFailure.Cancelled(STEP)));
            assertThat(server.connectionsOpened()).isZero();
        }
    }

    @Test
    void cancellingClosesTheConnectionAtOnce() throws InterruptedException {
        try (var server = FakeModelServer.running(
                got -> got.body().toString().equals("hold") ? Answer.holding() : Answer.of(200, "{}"))) {
            var call = calls.to(server.url());
            await(call.call(request("{}")));
            var cancellation = new Cancellation();
            var running = call.call(new StepRequest(payload("hold"), context(Duration.ofSeconds(30), cancellation)));
            Awaitility.await().until(() -> server.requests().size() == 2);

            cancellation.cancel();

            assertThat(server.awaitPeerClosed(ALLOWANCE)).isTrue();
            assertThat(await(running)).isEqualTo(new Failed(new StepFailure.Cancelled(STEP)));
            assertThat(await(call.call(request("{}")))).isInstanceOf(Answered.class);
        }
    }

    @Test
    void aCallThatIsDoneLeavesNothingToCancel() throws InterruptedException {
        try (var server = FakeModelServer.answering(200, "{}")) {
            var call = calls.to(server.url());
            var cancellation = new Cancellation();
            await(call.call(cancellable(cancellation)));

            cancellation.cancel();
            await(call.call(request("{}")));

            assertThat(server.connectionsOpened()).isEqualTo(1);
            assertThat(server.connectionsClosedByPeer()).isEmpty();
        }
    }

    @Test
    void aCallCancelledWhileItWaitsForAConnectionIsNeverSent() {
        calls.use(ClientSettings.DEFAULT.withPool(1, 4));
        try (var server = FakeModelServer.running(got ->
                Answer.of(200, "{}").after(got.body().toString().equals("slow") ? SHORT : Duration.ofMillis(1)))) {
            var call = calls.to(server.url());
            var cancellation = new Cancellation();
            var results = calls.onOneEventLoop(() -> {
                var slow = call.call(request("slow"));
                var waiting =
                        call.call(new StepRequest(payload("waiting"), context(Duration.ofSeconds(30), cancellation)));
                var after = call.call(request("after"));
                return Future.all(slow, waiting, after);
            });
            Awaitility.await().until(() -> server.requests().size() == 1);

            cancellation.cancel();

            assertThat(await(results).<StepResult>list())
                    .extracting(result -> result instanceof Answered)
                    .containsExactly(true, false, true);
            assertThat(server.requests())
                    .extracting(got -> got.body().toString())
                    .containsExactly("slow", "after");
        }
    }

    @Test
    void neverOpensMoreConnectionsThanTheBound() {
        calls.use(ClientSettings.DEFAULT.withPool(8, 200));
        try (var server = FakeModelServer.running(_ -> Answer.of(200, "{}").after(Duration.ofMillis(2)))) {
            var call = calls.to(server.url());

            var all = calls.onOneEventLoop(() -> Future.all(many(call, 200)));

            assertThat(await(all).<StepResult>list()).hasSize(200).allMatch(Answered.class::isInstance);
            assertThat(server.mostConnectionsOpen()).isEqualTo(8);
            assertThat(server.connectionsOpened()).isEqualTo(8);
        }
    }

    @Test
    void callsFromManyThreadsStayWithinTheBoundToo() {
        calls.use(ClientSettings.DEFAULT.withPool(8, 200));
        try (var server = FakeModelServer.running(_ -> Answer.of(200, "{}").after(Duration.ofMillis(2)))) {
            var call = calls.to(server.url());

            var all = many(call, 200);

            assertThat(all).allMatch(future -> await(future) instanceof Answered);
            assertThat(server.mostConnectionsOpen()).isLessThanOrEqualTo(8);
        }
    }

    @Test
    void theDefaultsHaveRoomForSixtyFourClientsOfAnEnsembleOverOneServer() {
        var members = 3;
        try (var server = FakeModelServer.running(_ -> Answer.of(200, "{}").after(Duration.ofMillis(20)))) {
            var call = calls.to(server.url());

            var all = calls.onOneEventLoop(() -> Future.all(many(call, 64 * members)));

            assertThat(await(all).<StepResult>list()).allMatch(Answered.class::isInstance);
        }
    }

    @Test
    @DisplayName("A44 one more than may wait is overload")
    void oneMoreThanMayWaitIsOverload() {
        calls.use(ClientSettings.DEFAULT.withPool(2, 3));
        try (var server = FakeModelServer.running(_ -> Answer.of(200, "{}").after(SHORT))) {
            var call = calls.to(server.url());

            var all = calls.onOneEventLoop(() -> Future.all(many(call, 7)));

            var results = await(all).<StepResult>list();
            assertThat(results).filteredOn(Answered.class::isInstance).hasSize(5);
            assertThat(results)
                    .filteredOn(result -> result.equals(new Failed(new StepFailure.Overloaded(STEP))))
                    .hasSize(2);
        }
    }

    @Test
    void aPlaceIsGivenBackHoweverItsCallEnds() {
        calls.use(ClientSettings.DEFAULT.withPool(2, 2));
        try (var server = FakeModelServer.answering(200, "{}")) {
            var call = calls.to(server.url(), Duration.ofMillis(100));
            for (var fault : List.of(Answer.holding(), Answer.resetting(), Answer.raw("garbage\r\n\r\n"))) {
                server.script(_ -> fault);
                assertThat(many(call, 6)).allMatch(future -> await(future) instanceof Failed);
            }
            var cancellation = new Cancellation();
            var cancelled = IntStream.range(0, 4)
                    .mapToObj(_ -> call.call(cancellable(cancellation)))
                    .toList();
            cancellation.cancel();
            assertThat(cancelled).allMatch(future -> await(future) instanceof Failed);
            server.script(_ -> Answer.of(200, "{}"));

            Awaitility.await()
                    .untilAsserted(
                            () -> assertThat(many(call, 4)).allMatch(future -> await(future) instanceof Answered));
        }
    }

    @Test
    @DisplayName("A43 one slow answer does not hold up the others")
    void oneSlowAnswerDoesNotHoldUpTheOthers() throws Exception {
        try (var server = FakeModelServer.running(
                got -> got.body().toString().equals("hold") ? Answer.holding() : Answer.of(200, "{}"))) {
            var call = calls.to(server.url());
            var cancellation = new Cancellation();
            var held = call.call(new StepRequest(payload("hold"), context(Duration.ofSeconds(30), cancellation)));

            assertThat(many(call, 50)).allMatch(future -> await(future) instanceof Answered);

            cancellation.cancel();
            assertThat(held.toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS))
                    .isInstanceOf(Failed.class);
        }
    }

    @Test
    void aFutureCompletesOnTheContextTheCallWasMadeFrom() {
        try (var server = FakeModelServer.answering(200, "{}")) {
            var call = calls.to(server.url());

            var contexts = calls.onOneEventLoop(() -> {
                var before = calls.vertx().getOrCreateContext();
                return call.call(request("{}"))
                        .map(_ -> List.of(before, calls.vertx().getOrCreateContext()));
            });

            assertThat(await(contexts).getLast()).isSameAs(await(contexts).getFirst());
        }
    }

    private static StepRequest cancellable(Cancellation cancellation) {
        return new StepRequest(payload("{}"), context(Duration.ofSeconds(30), cancellation));
    }

    private static List<Future<StepResult>> many(Call call, int count) {
        var all = new ArrayList<Future<StepResult>>();
        IntStream.range(0, count).forEach(_ -> all.add(call.call(request("{}"))));
        return all;
    }
}
