package dev.dromos.nodes.body;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadTest {

    @ParameterizedTest
    @ValueSource(strings = {"{}", " [1e400] ", "null", "5", "\"s\""})
    void anyOneValueIsJsonWhateverItsContentType(String text) {
        assertThat(Payload.of(text.getBytes(UTF_8), "text/plain").isJson()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "{}x", "text", "{} {}", "\ufeff{}"})
    void anythingElseIsNot(String text) {
        assertThat(Payload.of(text.getBytes(UTF_8), "application/json").isJson())
                .isFalse();
    }

    @Test
    void deepNestingIsNotTakenForJson() {
        var deep = "[".repeat(100_000) + "]".repeat(100_000);

        assertThat(Payload.of(deep.getBytes(UTF_8), "").isJson()).isFalse();
    }
}
