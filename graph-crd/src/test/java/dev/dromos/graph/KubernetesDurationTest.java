package dev.dromos.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KubernetesDurationTest {

    @ParameterizedTest
    @CsvSource({"300ms,PT0.3S", "2s,PT2S", "1m30s,PT1M30S", "1h,PT1H", "1m,PT1M", "0s,PT0S", "1h2m3s4ms,PT1H2M3.004S"})
    void readsWhatKubernetesWritesAndWritesItAgain(String text, Duration expected) {
        assertThat(KubernetesDuration.parse(text)).contains(expected);
        assertThat(KubernetesDuration.text(expected)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"90s,1m30s", "1500ms,1s500ms", "48h,48h", "0ms,0s"})
    void writesTheShortestText(String text, String shortest) {
        assertThat(KubernetesDuration.parse(text).map(KubernetesDuration::text)).contains(shortest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "s", "-1s", "1.5s", "1s1m", "1 s", "99999999999s"})
    void refusesWhatKubernetesDoesNotWrite(String text) {
        assertThat(KubernetesDuration.parse(text)).isEmpty();
    }
}
