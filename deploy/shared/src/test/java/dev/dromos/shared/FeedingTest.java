package dev.dromos.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dromos.graph.check.CheckOptions;
import dev.dromos.nodes.environment.UnusableEnvironmentException;
import dev.dromos.router.serve.SharedRouter;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class FeedingTest {
    private static final Duration PERIOD = Duration.ofSeconds(5);

    private final SharedRouter.Preparation prepared = Routers.prepare();
    private final FakeLists cluster = new FakeLists();
    private final AtomicLong clock = new AtomicLong();
    private final Feeding feeding = new Feeding(
            cluster,
            new GraphSync(prepared.graphs(), new GraphText(CheckOptions.DEFAULT)),
            List.of("ns", "other"),
            PERIOD,
            () -> clock.getAndAdd(Duration.ofMillis(50).toNanos()));

    @AfterEach
    void close() {
        prepared.close();
    }

    @Test
    void asksAgainAfterPausesThatGrowUpToThePeriodAndThenOnceAPeriod() {
        cluster.fail("other", new KubernetesClientException("connection refused"));

        var pauses = Stream.generate(() -> {
                    feeding.look();
                    return feeding.pause().toMillis();
                })
                .limit(5)
                .toList();

        assertThat(pauses).containsExactly(500L, 1000L, 2000L, 4000L, 5000L);
        assertThat(feeding.hasHeard()).isFalse();
        cluster.mend("other");
        feeding.look();
        assertThat(feeding.hasHeard()).isTrue();
        assertThat(feeding.pause()).isEqualTo(PERIOD);
    }

    @Test
    void rests() {
        feeding.look();

        assertThat(feeding.rest()).isEqualTo(Duration.ofMillis(200));
    }

    @Test
    void aSelectorThatTheServerDoesNotUnderstandIsTheEnd() {
        cluster.fail(
                "ns",
                new KubernetesClientException(new StatusBuilder()
                        .withCode(400)
                        .withMessage("unable to parse requirement: found '=='")
                        .build()));

        assertThatThrownBy(feeding::look)
                .isInstanceOf(UnusableEnvironmentException.class)
                .hasMessage(
                        "--selector: unable to parse requirement: found '=='; write labels as in `team=a,tier!=b`, or give none");
    }
}
