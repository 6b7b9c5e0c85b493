package dev.dromos.graph.json;

import static dev.dromos.graph.json.JsonText.Validity.INVALID;
import static dev.dromos.graph.json.JsonText.Validity.TOO_DEEP;
import static dev.dromos.graph.json.JsonText.Validity.VALID;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {
    private static final int TEXTS = 20_000;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                " 5 ",
                "1.5e-7",
                "1E+2",
                "true",
                "\tfalse\r\n",
                "null",
                "\"\"",
                "\"a\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\"",
                "[]",
                "{}",
                "[ ]",
                "{ }",
                "[1,[2],{\"a\":[]}]",
                "{\"a\":1,\"a\":{\"b\":[]}}",
                "\"\\ud83d\"",
                "\"\u007f\"",
                "\"é😀\u2028\""
            })
    void acceptsEveryJsonText(String text) {
        assertThat(JsonText.isValid(text.getBytes(UTF_8))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "x",
                "tru",
                "truex",
                "nul",
                "+1",
                "01",
                "-",
                "-a",
                "1.",
                ".5",
                "1e",
                "1e+",
                "NaN",
                "Infinity",
                "[",
                "]",
                "[1",
                "[1,]",
                "[,1]",
                "[1 2]",
                "{",
                "}",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{a:1}",
                "{'a':1}",
                "{\"a\":1}x",
                "{\"a\":1}{}",
                "1 2",
                "\"",
                "\"a",
                "\"\\",
                "\"\\x\"",
                "\"\\u12g4\"",
                "\"\\u123",
                "\"a\nb\"",
                "\"a\u0000\"",
                "\u00a01",
                "\ufeff1",
                "[1}",
                "{\"a\":1]",
                "\f1",
                "1\u000b"
            })
    void refusesWhatIsNone(String text) {
        assertThat(JsonText.isValid(text.getBytes(UTF_8))).isFalse();
    }

    @Test
    void passesInvalidUtf8InsideStringsAsGoDoes() {
        byte[] json = {'"', (byte) 0xFF, (byte) 0xC0, 'a', '"'};

        assertThat(JsonText.isValid(json)).isTrue();
    }

    @Test
    void checksOnlyTheRangeItIsGiven() {
        byte[] json = "xx[1]yy".getBytes(UTF_8);

        assertThat(JsonText.isValid(json, 2, 5)).isTrue();
        assertThat(JsonText.isValid(json, 2, 4)).isFalse();
        assertThat(JsonText.isValid(json, 2, 6)).isFalse();
    }

    @Test
    void allowsAsManyLevelsAsItIsToldAndNoMore() {
        byte[] json = nested(JsonText.MAX_DEPTH);

        assertThat(JsonText.check(json)).isEqualTo(VALID);
        assertThat(JsonText.check(json, 0, json.length, JsonText.MAX_DEPTH - 1)).isEqualTo(TOO_DEEP);
        assertThat(JsonText.check(nested(JsonText.MAX_DEPTH + 1))).isEqualTo(TOO_DEEP);
        assertThat(JsonText.check("5".getBytes(UTF_8), 0, 1, 0)).isEqualTo(VALID);
    }

    @Test
    void depthCostsNoStack() {
        byte[] json = nested(100_000);

        assertThat(JsonText.check(json)).isEqualTo(TOO_DEEP);
        assertThat(JsonText.check(json, 0, json.length, Integer.MAX_VALUE)).isEqualTo(VALID);
        assertThat(JsonText.check(json, 0, json.length - 1, Integer.MAX_VALUE)).isEqualTo(INVALID);
    }

    @Test
    void remembersAtEveryDepthWhatIsOpen() {
        String json = "[{\"a\":".repeat(300) + "1" + "}]".repeat(300);

        assertThat(JsonText.check(json.getBytes(UTF_8), 0, json.length(), 600)).isEqualTo(VALID);
        assertThat(JsonText.check(json.replace("1}", "1]").getBytes(UTF_8), 0, json.length(), 600))
                .isEqualTo(INVALID);
        assertThat(JsonText.check(("[".repeat(200) + "}").getBytes(UTF_8))).isEqualTo(INVALID);
    }

    @Test
    void agreesWithJacksonOnJsonAndOnWhatIsNearlyJson() throws IOException {
        var texts = new JsonTexts(new Random(20260821));
        for (int i = 0; i < TEXTS; i++) {
            String text = texts.next(4);
            String broken = texts.mutate(text);

            assertThat(JsonText.isValid(text.getBytes(UTF_8))).as(text).isTrue();
            assertThat(JsonText.isValid(broken.getBytes(UTF_8))).as(broken).isEqualTo(jacksonAccepts(broken));
        }
    }

    private static byte[] nested(int depth) {
        return ("[".repeat(depth) + "]".repeat(depth)).getBytes(UTF_8);
    }

    /** One value and nothing after it; text is only read, and so checked, when it is asked for. */
    private static boolean jacksonAccepts(String text) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(text)) {
            int values = 0;
            int depth = 0;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                parser.getText();
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                values += depth == 0 ? 1 : 0;
            }
            return values == 1;
        } catch (JsonProcessingException e) {
            return false;
        }
    }
}
