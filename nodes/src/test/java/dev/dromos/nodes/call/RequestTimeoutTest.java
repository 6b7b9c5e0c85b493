package dev.dromos.nodes.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestTimeoutTest {

    @ParameterizedTest
    @CsvSource({"1500ms, PT1.5S", "2s, PT2S", "1m30s, PT1M30S", "30, PT30S", "007, PT7S"})
    void readsDurationsAndWholeSeconds(String value, Duration expected) {
        assertThat(RequestTimeout.parse(value)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "0", "0s", "-1", "+1", "1.5", "2 s", "2S", "1e3", "9999999999", "soon"})
    void whatIsNoTimeIsNone(String value) {
        assertThat(RequestTimeout.parse(value)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1H, PT1H",
        "2M, PT2M",
        "5S, PT5S",
        "100m, PT0.1S",
        "100u, PT0.0001S",
        "100n, PT0.0000001S",
        "99999999H, PT99999999H"
    })
    void readsWhatGrpcWrites(String value, Duration expected) {
        assertThat(RequestTimeout.parseGrpc(value)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "S", "5s", "5h", "0S", "-1S", "1.5S", "123456789S", "5S "})
    void whatGrpcDoesNotWriteIsNone(String value) {
        assertThat(RequestTimeout.parseGrpc(value)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"PT1.5S, 1500ms", "PT0.0001S, 1ms", "PT-1S, 1ms"})
    void whatIsWrittenIsReadAgain(Duration time, String text) {
        assertThat(RequestTimeout.text(time)).isEqualTo(text);
        assertThat(RequestTimeout.parse(text)).isPresent();
    }
}
