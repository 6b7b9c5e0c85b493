package dev.dromos.router.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.nodes.body.Payload;
import dev.dromos.nodes.call.ErrorStatus;
import dev.dromos.nodes.call.RequestContext;
import dev.dromos.nodes.call.StepResult;
import dev.dromos.router.contract.Request;
import dev.dromos.router.contract.Wire;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What clients are waited for, on an event loop that could not run meanwhile. */
final class ClientTimersTest implements Entry {
    private static final Duration IDLE = Duration.ofMillis(5);
    private static final Duration LONG = Duration.ofHours(1);

    private final Vertx vertx = Vertx.vertx();
    private final AtomicLong clock = new AtomicLong();
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void stop() {
        release.countDown();
        vertx.close().await();
    }

    @Test
    @DisplayName(
            "D5 a request that has come before its connection was idle for too long is answered, however late it is read")
    void whatHasComeIsReadBeforeAConnectionIsIdleForTooLong() throws Exception {
        var settings = new IngressSettings(
                "127.0.0.1",
                0,
                IngressLimits.DEFAULT,
                new IngressSettings.Times(LONG, LONG, IDLE),
                EdgeMeter.NONE,
                new StoppedClock(vertx, clock));
        int port = Ingress.listen(vertx, settings, _ -> () -> this, 1).await().port();
        try (var holding = Wire.to(port);
                var idle = Wire.to(port)) {
            idle.ask(Request.post("{}")).is(200, "{}");
            holding.send(Request.post("[\"hold\"]").asBytes());
            assertThat(held.await(10, TimeUnit.SECONDS)).isTrue();

            idle.send(Request.post("{}").asBytes());
            release.countDown();

            idle.reply().is(200, "{}");
        }
    }

    /** Keeps the event loop of all until an idle connection is so for too long, when it is asked to. */
    @Override
    public Future<StepResult> run(Payload body, RequestContext request) {
        if (body.toString().contains("hold")) {
            held.countDown();
            hold();
        }
        return Future.succeededFuture(new StepResult.Answered(200, body));
    }

    private void hold() {
        clock.set(IDLE.toNanos());
        long due = System.nanoTime() + IDLE.multipliedBy(3).toNanos();
        try {
            assertThat(release.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        while (System.nanoTime() < due) {
            Thread.onSpinWait();
        }
    }

    @Override
    public Duration deadline() {
        return LONG;
    }

    @Override
    public ErrorStatus errorStatus() {
        return ErrorStatus.KSERVE;
    }

    @Override
    public HeaderPropagation propagation() {
        return HeaderPropagation.NONE;
    }

    @Override
    public boolean takesClientTimeout() {
        return false;
    }
}
