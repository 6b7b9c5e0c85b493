package dev.dromos.router.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import dev.dromos.nodes.call.ClientSettings;
import dev.dromos.nodes.call.PredictorClient;
import dev.dromos.router.contract.LogLines;
import dev.dromos.router.contract.Request;
import dev.dromos.router.contract.TestBed;
import dev.dromos.router.contract.Wire;
import dev.dromos.router.ingress.HeaderPropagation;
import dev.dromos.router.ingress.IngressLimits;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A router whose only event loop is looked at more often, and with less patience, than by default. */
final class BlockedThreadsTest {
    private static final long LOOK_EVERY_MILLIS = 20;

    /** Nothing else that runs here takes a tenth of it, on a busy machine either. */
    private static final long PATIENCE_MILLIS = 200;

    @RegisterExtension
    final LogLines log = LogLines.of(BlockedThreads.class);

    private final Vertx vertx = Vertx.vertx(new VertxOptions()
            .setEventLoopPoolSize(1)
            .setBlockedThreadCheckInterval(LOOK_EVERY_MILLIS)
            .setBlockedThreadCheckIntervalUnit(TimeUnit.MILLISECONDS)
            .setMaxEventLoopExecuteTime(PATIENCE_MILLIS)
            .setMaxEventLoopExecuteTimeUnit(TimeUnit.MILLISECONDS));
    private final BlockedThreads blocked = BlockedThreads.of(vertx);
    private Router router;

    @BeforeEach
    void serve() throws Exception {
        var settings = new RouterSettings(
                "127.0.0.1",
                0,
                IngressLimits.DEFAULT,
                new RouterSettings.ErrorStatusChoice.ByGraph(),
                HeaderPropagation.NONE,
                ClientSettings.DEFAULT,
                "/metrics",
                WakeSettings.NONE);
        router = Router.start(
                new TestBed().graph("nodes: {root: {routerType: Ensemble}}"),
                settings,
                () -> new Edges(vertx, PredictorClient.create(vertx, settings.client()), blocked));
    }

    @AfterEach
    void stop() {
        router.close();
    }

    @Test
    @DisplayName("D8 a blocked event loop is said once each time, with what it does, and counted in the metrics")
    void saysItOnceEachTime() throws Exception {
        metrics(); // a first request loads classes, which may keep its loop for as long on a busy machine
        long before = blocked.count();
        block();
        assertThat(blocked.count()).isEqualTo(before + 1);

        block();

        assertThat(metrics()).contains("dromos_threads_blocked_total %d.0\n".formatted(before + 2));
        assertThat(log.lines()).hasSize((int) before + 2);
        assertThat(log.lines().subList((int) before, (int) before + 2)).allSatisfy(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.WARN);
            assertThat(line.getFormattedMessage()).isEqualTo("a thread is blocked");
            assertThat(String.valueOf(line.getKeyValuePairs())).contains("vert.x-eventloop-thread-0", "PT0.2S");
            assertThat(line.getThrowableProxy().getStackTraceElementProxyArray())
                    .anyMatch(frame -> frame.getSTEAsString().contains("CountDownLatch.await"));
        });
    }

    private String metrics() throws IOException {
        try (var wire = Wire.to(router.port())) {
            return wire.ask(Request.of("GET", "/metrics")).body().toString();
        }
    }

    /** Until the checker has looked several times since it has found out. */
    private void block() {
        var release = new CountDownLatch(1);
        var done = Promise.<Boolean>promise();
        long before = blocked.count();
        vertx.runOnContext(_ -> {
            hold(release);
            done.complete(true);
        });
        await().until(() -> blocked.count() > before);
        await().pollDelay(5 * LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS).until(() -> true);
        release.countDown();
        done.future().await();
    }

    private static void hold(CountDownLatch release) {
        try {
            release.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
