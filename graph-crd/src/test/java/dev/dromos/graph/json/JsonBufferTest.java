package dev.dromos.graph.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonBufferTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "\"\\\b\f\n\r\t", "\u0000\u0001\u001f", "\u007f\u0080\u20ac\ud83d\ude00"})
    void quotedSizeIsThatOfWhatIsAppended(String text) {
        assertQuotedSize(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void quotedSizeIsThatOfAnyBytes() {
        var random = new Random(1);
        for (int i = 0; i < 2000; i++) {
            var bytes = new byte[random.nextInt(40)];
            random.nextBytes(bytes);
            assertQuotedSize(bytes);
        }
    }

    @Test
    void aBufferOfTheRightCapacityIsNotCopied() {
        var full = new JsonBuffer(20).appendAscii("12345678901234567890");

        assertThat(full.toFullArray()).isSameAs(full.toFullArray()).hasSize(20);
        assertThat(new JsonBuffer(20).append('1').toFullArray()).containsExactly('1');
    }

    private static void assertQuotedSize(byte[] bytes) {
        assertThat(JsonBuffer.quotedSize(bytes))
                .isEqualTo(
                        new JsonBuffer(0).appendQuoted(bytes, 0, bytes.length).length());
    }
}
