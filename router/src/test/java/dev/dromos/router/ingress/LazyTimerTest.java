package dev.dromos.router.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.nodes.call.Scheduler;
import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** With a clock that stands still until a test moves it; the real timer behind, which does not, looks at it every few milliseconds. */
class LazyTimerTest {
    private static final Duration DELAY = Duration.ofMillis(5);

    private final Vertx vertx = Vertx.vertx();
    private final Context loop = vertx.getOrCreateContext();
    private final AtomicLong clock = new AtomicLong();
    private final AtomicInteger times = new AtomicInteger();
    private final Scheduler scheduler = new StoppedClock(vertx, clock);
    private final LazyTimer timer = timer(DELAY);

    @AfterEach
    void close() throws Exception {
        vertx.close().await(5, TimeUnit.SECONDS);
    }

    @Test
    void goesOffWhenItsTimeHasCome() throws Exception {
        run(timer::set);
        letTheRealTimerLook();
        assertThat(times).hasValue(0);
        assertThat(get(timer::isSet)).isTrue();

        clock.set(DELAY.toNanos());

        awaitTimes(1);
        assertThat(get(timer::isSet)).isFalse();
    }

    @Test
    void isPutOffByBeingSetAgain() throws Exception {
        run(timer::set);
        clock.set(DELAY.toNanos() - 1);
        run(timer::set);

        clock.set(DELAY.toNanos());
        letTheRealTimerLook();

        assertThat(times).hasValue(0);
        assertThat(get(timer::due)).isEqualTo(2 * DELAY.toNanos() - 1);
        clock.set(2 * DELAY.toNanos() - 1);
        awaitTimes(1);
    }

    @Test
    void goesOffOnceForEachTimeItIsSet() throws Exception {
        for (int i = 1; i <= 3; i++) {
            run(timer::set);
            clock.addAndGet(DELAY.toNanos());

            awaitTimes(i);
        }
        letTheRealTimerLook();
        assertThat(times).hasValue(3);
    }

    @Test
    void whatIsClearedDoesNotGoOffUntilItIsSetAgain() throws Exception {
        run(timer::set);
        run(timer::clear);
        assertThat(get(timer::isSet)).isFalse();
        clock.set(DELAY.toNanos());
        letTheRealTimerLook();
        assertThat(times).hasValue(0);

        run(timer::set);
        clock.set(2 * DELAY.toNanos());

        awaitTimes(1);
    }

    @Test
    void whatIsClosedNeverGoesOff() throws Exception {
        run(timer::set);

        run(timer::close);

        clock.set(DELAY.toNanos());
        letTheRealTimerLook();
        assertThat(times).hasValue(0);
        assertThat(get(timer::isSet)).isFalse();
    }

    @Test
    void withoutADelayItIsNeverSetAndStillTellsTheOrder() throws Exception {
        clock.set(7);
        for (var never : new Duration[] {Duration.ZERO, Duration.ofDays(365)}) {
            var one = timer(never);

            run(one::set);

            assertThat(get(one::isSet)).isFalse();
            assertThat(get(one::due)).isEqualTo(7);
        }
    }

    private LazyTimer timer(Duration delay) {
        return new LazyTimer(scheduler, delay, times::incrementAndGet);
    }

    private void awaitTimes(int expected) {
        Awaitility.await().until(() -> times.get() == expected);
    }

    /** Timers of one loop go off in their order, so that one of ours has by then, and more than once. */
    private void letTheRealTimerLook() throws Exception {
        var over = Promise.<Void>promise();
        run(() -> vertx.setTimer(5 * DELAY.toMillis(), _ -> over.complete()));
        over.future().await(5, TimeUnit.SECONDS);
    }

    private void run(Runnable action) throws Exception {
        get(() -> {
            action.run();
            return true;
        });
    }

    private <T> T get(Supplier<T> value) throws Exception {
        var got = Promise.<T>promise();
        loop.runOnContext(_ -> got.complete(value.get()));
        return got.future().await(5, TimeUnit.SECONDS);
    }
}
