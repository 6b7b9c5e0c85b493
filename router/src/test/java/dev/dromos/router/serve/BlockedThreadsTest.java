package dev.dromos.router.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class BlockedThreadsTest {
    private static final long LOOK_EVERY_MILLIS = 20;
    private static final long PATIENCE_MILLIS = 60;

    private final Logger logger = (Logger) LoggerFactory.getLogger(BlockedThreads.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Vertx vertx = Vertx.vertx(new VertxOptions()
            .setEventLoopPoolSize(1)
            .setBlockedThreadCheckInterval(LOOK_EVERY_MILLIS)
            .setBlockedThreadCheckIntervalUnit(TimeUnit.MILLISECONDS)
            .setMaxEventLoopExecuteTime(PATIENCE_MILLIS)
            .setMaxEventLoopExecuteTimeUnit(TimeUnit.MILLISECONDS));
    private final BlockedThreads blocked = BlockedThreads.of(vertx);

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(lines);
        vertx.close().await();
    }

    @Test
    @DisplayName("D8 a blocked event loop is said once each time, with what it does, and counted")
    void saysItOnceEachTime() {
        block();
        assertThat(said()).hasSize(1);

        block();

        assertThat(blocked.count()).isEqualTo(2);
        assertThat(said()).hasSize(2).allSatisfy(line -> {
            assertThat(line.getLevel()).isEqualTo(Level.WARN);
            assertThat(line.getFormattedMessage()).isEqualTo("a thread is blocked");
            assertThat(String.valueOf(line.getKeyValuePairs())).contains("vert.x-eventloop-thread-0", "PT0.06S");
            assertThat(line.getThrowableProxy().getStackTraceElementProxyArray())
                    .anyMatch(frame -> frame.getSTEAsString().contains("CountDownLatch.await"));
        });
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

    private List<ILoggingEvent> said() {
        return List.copyOf(lines.list);
    }
}
