package dev.dromos.router.ingress;

import dev.dromos.nodes.body.Payload;
import dev.dromos.nodes.call.RequestContext;
import dev.dromos.nodes.call.StepResult;
import dev.dromos.nodes.testing.Standstill;
import dev.dromos.router.contract.Request;
import dev.dromos.router.contract.Wire;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What clients are waited for, on an event loop that could not run meanwhile. */
final class ClientTimersTest implements TestEntry {
    private static final Duration IDLE = Duration.ofMillis(5);
    private static final Duration LONG = Duration.ofHours(1);

    private final Vertx vertx = Vertx.vertx();
    private final AtomicLong clock = new AtomicLong();
    private final Standstill standstill = new Standstill();

    @AfterEach
    void stop() {
        standstill.end();
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
            standstill.awaitBegin();

            idle.send(Request.post("{}").asBytes());
            standstill.end();

            idle.reply().is(200, "{}");
        }
    }

    /** Keeps the event loop of all until an idle connection is so for too long, when it is asked to. */
    @Override
    public Future<StepResult> run(Payload body, RequestContext request) {
        if (body.toString().contains("hold")) {
            clock.set(IDLE.toNanos());
            standstill.hold(IDLE.multipliedBy(3));
        }
        return Future.succeededFuture(new StepResult.Answered(200, body));
    }
}
