package dev.dromos.nodes.connection;

import static dev.dromos.nodes.connection.PoolBed.LONG;
import static dev.dromos.nodes.connection.PoolBed.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.nodes.connection.ConnectionPool.Bounds;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How event loops share a pool's connections (fault A45): nobody goes without, nobody waits for what lies idle. */
class ConnectionSharingTest {
    @RegisterExtension
    final PoolBed bed = new PoolBed();

    @Test
    void aLoopThatHasMoreThanItsShareGivesOneUp() throws Exception {
        var pool = bed.pool(4);
        bed.loop(pool).fill(4);

        var granted = bed.loop(pool).lendAll(2);

        assertThat(granted).hasSize(2);
        Awaitility.await()
                .until(() ->
                        bed.server().connectionsOpened() == 6 && bed.server().connectionsOpen() == 4);
    }

    @Test
    void aLoopGivesUpABusyConnectionWhenItsCallIsDone() throws Exception {
        var pool = bed.pool(2);
        var rich = bed.loop(pool);
        var busy = rich.lendAll(2);
        var waiting = bed.loop(pool).lineUp();
        assertThat(waiting.got()).isNotDone();

        rich.release(busy.getFirst());

        assertThat(get(waiting.got())).isNotNull();
        assertThat(bed.server().mostConnectionsOpen())
                .isLessThanOrEqualTo(3); // the one that goes is seen to go a little later
    }

    @Test
    void onlyTheRichestIsAsked() throws Exception {
        var pool = bed.pool(7);
        var richest = bed.loop(pool);
        var rich = bed.loop(pool);
        richest.fill(4);
        rich.fill(3);

        get(bed.loop(pool).lend());

        Awaitility.await().until(() -> bed.server().connectionsOpen() == 7);
        assertThat(richest.connections().open()).isEqualTo(3);
        assertThat(rich.connections().open()).isEqualTo(3);
    }

    @Test
    void theNextRichestIsAskedWhenTheRichestHasNothingIdle() throws Exception {
        var pool = bed.pool(7);
        bed.loop(pool).lendAll(4);
        bed.loop(pool).fill(3);

        assertThat(get(bed.loop(pool).lend())).isNotNull();
    }

    @Test
    void aRicherLoopLeavesTheFreePlaceToThePoorerOne() throws Exception {
        var pool = bed.pool(3);
        var rich = bed.loop(pool);
        var poor = bed.loop(pool);
        var busy = rich.lendAll(3);
        var poorCall = poor.lineUp();
        var richCall = rich.lineUp();

        try (var _ = poor.hold(() -> {})) {
            rich.run(busy.getFirst()::close);
            rich.run(() -> {}); // its own look for a place is over
        }

        assertThat(get(poorCall.got())).isNotNull();
        assertThat(richCall.got()).isNotDone();
    }

    @Test
    void loopsWithEquallyManyDoNotLeaveThePlaceToEachOther() throws Exception {
        var pool = bed.pool(3);
        var one = bed.loop(pool);
        var other = bed.loop(pool);
        var closing = bed.loop(pool);
        var given = get(closing.lend());
        one.lendAll(1);
        other.lendAll(1);
        var calls = List.of(one.lineUp().got(), other.lineUp().got());

        closing.run(given::close);

        Awaitility.await().until(() -> calls.stream().anyMatch(CompletableFuture::isDone));
    }

    @Test
    void aNewConnectionThatNobodyTakesGoesToTheLoopThatWaits() throws Exception {
        var made = Promise.<Void>promise();
        var pool = bed.pool(new Bounds(1, LONG, LONG, LONG), () -> made.future().compose(_ -> bed.connect()));
        var rich = bed.loop(pool);
        var leaving = rich.lineUp();
        var waiting = bed.loop(pool).lineUp();
        rich.run(() -> rich.connections().leave(leaving));

        made.complete();

        assertThat(get(waiting.got())).isNotNull();
        assertThat(leaving.got()).isNotDone();
    }

    @Test
    void theNextLoopIsWokenWhenTheOneThatWasNeedsNothingAnyMore() throws Exception {
        var pool = bed.pool(2);
        var giving = bed.loop(pool);
        var poorest = bed.loop(pool);
        var other = bed.loop(pool);
        var given = get(giving.lend());
        other.lendAll(1);
        var leaving = poorest.lineUp();
        var staying = other.lineUp();

        try (var _ = poorest.hold(() -> poorest.connections().leave(leaving))) {
            giving.run(given::close);
        }

        assertThat(get(staying.got())).isNotNull();
        assertThat(leaving.got()).isNotDone();
    }

    /** Both ask one loop, and the poorer one takes both places that it gives up. */
    @Test
    void whoGoesAwayEmptyHandedAsksAgain() throws Exception {
        var pool = bed.pool(8);
        var rich = bed.loop(pool);
        var poor = bed.loop(pool);
        var poorest = bed.loop(pool);
        rich.fill(6);
        poor.lendAll(2);

        List<PoolBed.Caller> calls;
        try (var _ = rich.hold(() -> {})) {
            calls = List.of(poor.lineUp(), poorest.lineUp(), poorest.lineUp());
        }

        for (var call : calls) {
            assertThat(get(call.got())).isNotNull();
        }
    }

    @Test
    void aCallThatHasWaitedLongGetsWhatIsIdleWhateverTheShares() throws Exception {
        var pool = bed.pool(new Bounds(4, LONG, Duration.ofMillis(20), LONG));
        bed.loop(pool).fill(2);
        var busy = bed.loop(pool);
        busy.lendAll(2);

        assertThat(get(busy.lend())).isNotNull();
    }

    @Test
    void theOnlyConnectionGoesFromLoopToLoop() throws Exception {
        var pool = bed.pool(1);
        for (var loop : List.of(bed.loop(pool), bed.loop(pool), bed.loop(pool))) {
            loop.fill(1);
        }

        bed.awaitOpened(3);
    }

    @Test
    void nobodyWaitsForEverOnMoreLoopsThanConnections() throws Exception {
        var loops = loops(4, bed.pool(3));

        assertThat(churn(loops, 2_000, Duration.ZERO)).isEqualTo(2_000);
    }

    /** Every other call leaves the line again, at any time: before it gets a connection, or just then. */
    @Test
    void nobodyWaitsForEverWhereOthersLeave() throws Exception {
        var loops = loops(4, bed.pool(6));
        var served = new AtomicInteger();
        for (int i = 0; i < 4_000; i++) {
            var loop = loops.get(i * 7 % loops.size());
            var caller = new PoolBed.Caller();
            var _ = caller.got().thenAccept(connection -> {
                served.incrementAndGet();
                loop.context().runOnContext(_ -> connection.release(LONG));
            });
            loop.context().runOnContext(_ -> loop.connections().lend(caller));
            if (i % 2 == 1) {
                loop.context().runOnContext(_ -> loop.connections().leave(caller));
            }
        }

        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> served.get() >= 2_000);
        for (var loop : loops) {
            loop.run(() -> assertThat(loop.connections().isWanting()).isFalse());
        }
    }

    @Test
    void connectionsStayWithTheirLoopsHoweverManyCallsTheyServe() throws Exception {
        var loops = loops(4, bed.pool(8));

        assertThat(churn(loops, 2_000, Duration.ofMillis(1))).isEqualTo(2_000);

        assertThat(bed.server().connectionsOpened()).isLessThanOrEqualTo(24);
    }

    private List<PoolBed.Loop> loops(int count, ConnectionPool pool) {
        return IntStream.range(0, count).mapToObj(_ -> bed.loop(pool)).toList();
    }

    /** How many calls have been served, of so many that all loops make at once and that take so long each. */
    private static int churn(List<PoolBed.Loop> loops, int calls, Duration time) {
        var served = new AtomicInteger();
        for (int i = 0; i < calls; i++) {
            var loop = loops.get(i * 7 % loops.size());
            var _ = loop.lend().thenAccept(connection -> {
                served.incrementAndGet();
                loop.later(time, () -> connection.release(LONG));
            });
        }
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> served.get() == calls);
        return served.get();
    }
}
