package dev.dromos.graph.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonStringTest {

    @Test
    void escapesWhatMustBeAndNothingElse() {
        assertThat(JsonString.quote("a\"b\\c/\b\f\n\r\t\u0001\u001f<é😀"))
                .isEqualTo("\"a\\\"b\\\\c/\\b\\f\\n\\r\\t\\u0001\\u001f<é😀\"");
    }

    @Test
    void aLoneSurrogateBecomesTheReplacementCharacter() {
        assertThat(JsonString.quote("a\ud83db")).isEqualTo("\"a\ufffdb\"");
        assertThat(decode("\"\\ud83d\"")).isEqualTo("\ufffd");
        assertThat(decode("\"\\ude00x\"")).isEqualTo("\ufffdx");
    }

    @Test
    void bytesThatAreNoUtf8BecomeReplacementCharacters() {
        byte[] bytes = {'a', (byte) 0xC0, (byte) 0xAF, (byte) 0xED, (byte) 0xA0, (byte) 0x80, (byte) 0xE2, (byte) 0x82};

        assertThat(new JsonBuffer(0).appendQuoted(bytes, 0, bytes.length).toString())
                .isEqualTo("\"a" + "\ufffd".repeat(7) + "\"");
    }

    @Test
    void decodesEveryEscape() {
        assertThat(decode("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\\u00e9\\u20AC\\uD83D\\uDE00\""))
                .isEqualTo("\"\\/\b\f\n\r\tAé€😀");
    }

    @Test
    void quotingAndDecodingGiveTheTextBack() {
        var random = new Random(3);
        for (int i = 0; i < 5_000; i++) {
            String text = random.ints(random.nextInt(12), 0, 0x11000)
                    .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            byte[] quoted = JsonString.quote(text).getBytes(UTF_8);

            assertThat(JsonText.isValid(quoted)).isTrue();
            assertThat(JsonString.decode(quoted, 0, quoted.length)).isEqualTo(text);
        }
    }

    private static String decode(String json) {
        byte[] bytes = json.getBytes(UTF_8);
        return JsonString.decode(bytes, 0, bytes.length);
    }
}
