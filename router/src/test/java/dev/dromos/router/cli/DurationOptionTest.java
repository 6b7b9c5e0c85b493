package dev.dromos.router.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.TypeConversionException;

final class DurationOptionTest {

    @Test
    void readsWhatAGraphMayHave() {
        assertThat(new DurationOption().convert("1m30s")).isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void refusesOtherTextAndShowsIt() {
        assertThatThrownBy(() -> new DurationOption().convert("1.5s"))
                .isInstanceOf(TypeConversionException.class)
                .hasMessage("expected a duration such as 300ms, 2s or 1m30s, found `1.5s`");
    }
}
