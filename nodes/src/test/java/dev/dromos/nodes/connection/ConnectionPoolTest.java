package dev.dromos.nodes.connection;

import static dev.dromos.nodes.connection.PoolBed.LONG;
import static dev.dromos.nodes.connection.PoolBed.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.nodes.connection.ConnectionPool.Bounds;
import dev.dromos.nodes.connection.PoolBed.Caller;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who gets which connection, on one event loop (faults A10, A44). */
class ConnectionPoolTest {
    @RegisterExtension
    final PoolBed bed = new PoolBed();

    @Test
    void aConnectionThatComesFreeServesTheNextCallOfItsLoop() throws Exception {
        var loop = bed.loop(bed.pool(1));
        var first = loop.lend();
        var second = loop.lend();
        var connection = get(first);
        assertThat(second).isNotDone();

        loop.release(connection);

        assertThat(get(second)).isSameAs(connection);
        bed.awaitOpened(1);
    }

    @Test
    void whoLeavesTheLineGetsNothing() throws Exception {
        var loop = bed.loop(bed.pool(1));
        var connection = get(loop.lend());
        var leaving = loop.lineUp();
        var staying = loop.lineUp();
        loop.run(() -> loop.connections().leave(leaving));

        loop.release(connection);

        assertThat(get(staying.got())).isSameAs(connection);
        assertThat(leaving.got()).isNotDone();
    }

    @Test
    void anIdleConnectionIsClosedWhenItsTimeHasCome() throws Exception {
        var loop = bed.loop(bed.pool(2));
        var both = loop.lendAll(2);

        loop.run(() -> both.getFirst().release(Duration.ofMillis(50)));
        loop.release(both.getLast());

        Awaitility.await().until(() -> bed.server().connectionsOpen() == 1);
        assertThat(get(loop.lend())).isSameAs(both.getLast());
    }

    @Test
    void aConnectionWhoseTimeHasComeIsNotLentThoughItIsStillThere() throws Exception {
        var loop = bed.loop(bed.pool(2));
        var both = loop.lendAll(2);
        loop.release(both.getFirst());
        loop.run(() -> both.getLast().release(Duration.ofSeconds(10)));

        bed.skip(Duration.ofSeconds(10));

        assertThat(get(loop.lend())).isSameAs(both.getFirst());
        bed.skip(LONG);
        loop.release(both.getFirst());
        bed.skip(LONG);
        assertThat(get(loop.lend())).isNotIn(both);
        Awaitility.await().until(() -> bed.server().connectionsOpen() == 1);
    }

    @Test
    void aConnectionThatNobodyWantsAnyMoreGrowsOldToo() throws Exception {
        var loop = bed.loop(bed.pool(new Bounds(2, LONG, LONG, Duration.ofMillis(50))));
        var caller = new Caller();

        loop.run(() -> {
            loop.connections().lend(caller);
            loop.connections().leave(caller);
        });

        Awaitility.await()
                .until(() ->
                        bed.server().connectionsOpened() == 1 && bed.server().connectionsOpen() == 0);
        assertThat(caller.got()).isNotDone();
    }

    @Test
    void everyCallHearsThatThereIsNoServer() {
        bed.server().close();
        var loop = bed.loop(bed.pool(2));

        var all = IntStream.range(0, 50).mapToObj(_ -> loop.lend()).toList();

        assertThat(all)
                .allSatisfy(one -> assertThat(one)
                        .failsWithin(Duration.ofSeconds(5))
                        .withThrowableThat()
                        .withCauseInstanceOf(ConnectException.class));
    }

    @Test
    void aPlaceIsGivenBackWhenTheServerClosesTheConnection() throws Exception {
        var loop = bed.loop(bed.pool(1));
        var connection = get(loop.lend());
        var next = loop.lineUp();
        bed.awaitOpened(1);

        bed.server().endConnections();

        assertThat(get(next.got())).isNotSameAs(connection);
    }

    @Test
    void anIdleConnectionThatTheServerClosesIsNotLent() throws Exception {
        var pool = bed.pool(1);
        var loop = bed.loop(pool);
        var connection = get(loop.lend());
        loop.release(connection);
        bed.awaitOpened(1);

        bed.server().endConnections();

        Awaitility.await().until(() -> pool.open() == 0);
        assertThat(get(loop.lend())).isNotSameAs(connection);
    }

    @Test
    @DisplayName("A10 who wants a new connection gets none that has served, though all places are taken by idle ones")
    void whoWantsANewConnectionGetsNoneThatHasServed() throws Exception {
        var loop = bed.loop(bed.pool(3));
        loop.fill(3);
        var caller = new Caller();

        loop.run(() -> loop.connections().lendNew(caller));

        assertThat(get(caller.got()).isReused()).isFalse();
        bed.awaitOpened(4);
    }

    @Test
    @DisplayName("A10 each who wants a new connection gets a place, though one is just being made for another")
    void eachWhoWantsANewConnectionGetsAPlace() throws Exception {
        var ready = new AtomicReference<>(Future.<Void>succeededFuture());
        var loop = bed.loop(
                bed.pool(new Bounds(2, LONG, LONG, LONG), () -> ready.get().compose(_ -> bed.connect())));
        var busy = loop.lendAll(2);
        var later = Promise.<Void>promise();
        ready.set(later.future());
        var callers = List.of(new Caller(), new Caller());
        loop.run(() -> callers.forEach(caller -> loop.connections().lendNew(caller)));

        loop.release(busy.getFirst());
        loop.run(() -> {}); // now a connection is being made
        loop.release(busy.getLast());
        later.complete();

        for (var caller : callers) {
            assertThat(get(caller.got())).isNotIn(busy);
        }
    }

    @Test
    @DisplayName(
            "A10 who wants a new connection gets the place of one that comes free, and holds up nobody else for long")
    void whoWantsANewConnectionGetsThePlaceOfOneThatComesFree() throws Exception {
        var loop = bed.loop(bed.pool(2));
        var busy = loop.lendAll(2);
        var caller = new Caller();
        loop.run(() -> loop.connections().lendNew(caller));
        var next = loop.lineUp();

        loop.release(busy.getFirst());
        loop.release(busy.getLast());

        assertThat(get(caller.got())).isNotIn(busy);
        assertThat(get(next.got())).isSameAs(busy.getLast());
    }
}
