package dev.dromos.graph.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonWalkingTest {

    @Test
    void membersComeInOrderWithDuplicatesAndTheirValuesAsWritten() {
        byte[] json = " { \"a\" : 1e400 ,\"\\u0062\":[1, {\"x\":\"}]\"}],\"a\":\"\\\"\",\"n\":null} ".getBytes(UTF_8);

        assertThat(members(json)).containsExactly("a=1e400", "b=[1, {\"x\":\"}]\"}]", "a=\"\\\"\"", "n=null");
    }

    @Test
    void aMemberIsFoundByItsDecodedKey() {
        var members = JsonMembers.of("{\"\\u0061\":1}".getBytes(UTF_8));

        assertThat(members.next()).isTrue();
        assertThat(members.keyIs("a")).isTrue();
        assertThat(members.keyIs("\\u0061")).isFalse();
        assertThat(members.next()).isFalse();
        assertThat(members.next()).isFalse();
    }

    @Test
    void elementsComeInOrder() {
        assertThat(elements("[1 , [2,3],\"a,b\" ,{}, true]".getBytes(UTF_8)))
                .containsExactly("1", "[2,3]", "\"a,b\"", "{}", "true");
        assertThat(elements("[ ]".getBytes(UTF_8))).isEmpty();
    }

    @Test
    void otherValuesHaveNeither() {
        for (String text : List.of("5", "\"{}\"", "null", "", "[]", "{}")) {
            assertThat(members(text.getBytes(UTF_8))).as(text).isEmpty();
            assertThat(elements(text.getBytes(UTF_8))).as(text).isEmpty();
        }
    }

    @Test
    void everyPartOfAJsonTextIsAJsonText() {
        var texts = new JsonTexts(new Random(7));
        for (int i = 0; i < 5_000; i++) {
            byte[] json = texts.next(4).getBytes(UTF_8);
            var members = JsonMembers.of(json);
            var elements = JsonElements.of(json);

            while (members.next()) {
                assertThat(JsonText.isValid(json, members.from(), members.to())).isTrue();
                assertThat(JsonText.isValid(json, members.keyFrom(), members.keyTo()))
                        .isTrue();
            }
            while (elements.next()) {
                assertThat(JsonText.isValid(json, elements.from(), elements.to()))
                        .isTrue();
            }
        }
    }

    @Test
    void walkingWhatIsNotJsonEnds() {
        var random = new Random(11);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = new byte[random.nextInt(24)];
            for (int k = 0; k < bytes.length; k++) {
                bytes[k] = (byte) "{}[]\",:\\a1 ".charAt(random.nextInt(11));
            }

            assertThat(members(bytes)).hasSizeLessThanOrEqualTo(bytes.length);
            assertThat(elements(bytes)).hasSizeLessThanOrEqualTo(bytes.length);
        }
    }

    private static List<String> members(byte[] json) {
        var found = new ArrayList<String>();
        var members = JsonMembers.of(json);
        while (members.next()) {
            found.add(members.key() + "=" + members.value());
        }
        return found;
    }

    private static List<String> elements(byte[] json) {
        var found = new ArrayList<String>();
        var elements = JsonElements.of(json);
        while (elements.next()) {
            found.add(elements.value().toString());
        }
        return found;
    }
}
