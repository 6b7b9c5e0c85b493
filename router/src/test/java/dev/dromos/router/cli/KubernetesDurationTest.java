package dev.dromos.router.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

final class KubernetesDurationTest {

    @ParameterizedTest
    @CsvSource({"300ms,PT0.3S", "2s,PT2S", "1m30s,PT1M30S", "1h,PT1H", "1m,PT1M", "0s,PT0S", "1h2m3s4ms,PT1H2M3.004S"})
    void readsWhatKubernetesWrites(String text, Duration expected) {
        assertThat(KubernetesDuration.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "s", "-1s", "1.5s", "1s1m", "1 s", "99999999999s"})
    void refusesWhatItDoesNotAndShowsIt(String text) {
        assertThatThrownBy(() -> KubernetesDuration.parse(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessage("expected a duration such as 300ms, 2s or 1m30s, found `%s`".formatted(text));
    }
}
