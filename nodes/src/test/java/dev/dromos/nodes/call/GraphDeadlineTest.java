package dev.dromos.nodes.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.graph.Timeouts;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class GraphDeadlineTest {

    @Test
    void leavesHalfASecondToWriteTheAnswerIn() {
        assertThat(of(0, 60)).isEqualTo(Duration.ofMillis(59_500));
    }

    @Test
    void theSmallerOfTheTwoLimitsCounts() {
        assertThat(of(10, 60)).isEqualTo(Duration.ofMillis(9_500));
        assertThat(of(300, 60)).isEqualTo(Duration.ofMillis(59_500));
    }

    @Test
    void aZeroIsNoLimit() {
        assertThat(of(10, 0)).isEqualTo(Duration.ofMillis(9_500));
        assertThat(of(0, 0)).isGreaterThan(Duration.ofDays(30));
    }

    @Test
    void neverTakesMoreThanHalfOfTheTimeForWriting() {
        assertThat(of(0, 1)).isEqualTo(Duration.ofMillis(500));
    }

    private static Duration of(int revision, int serverWrite) {
        return GraphDeadline.of(new Timeouts(
                Duration.ofSeconds(revision),
                Duration.ZERO,
                Duration.ofSeconds(serverWrite),
                Duration.ZERO,
                Duration.ZERO));
    }
}
