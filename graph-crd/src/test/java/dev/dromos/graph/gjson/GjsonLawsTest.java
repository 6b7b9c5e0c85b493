package dev.dromos.graph.gjson;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.dromos.graph.json.JsonSlice;
import dev.dromos.graph.json.JsonText;
import dev.dromos.graph.json.JsonTexts;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GjsonLawsTest {
    private static final int ROUNDS = 20_000;
    private static final int DEEP = 100_000;

    private final Random random = new Random(20260821);
    private final JsonTexts documents = new JsonTexts(random);
    private final PathTexts paths = new PathTexts(random);

    @Test
    void aPathExistsExactlyWhenItHasAValue() {
        for (int i = 0; i < ROUNDS; i++) {
            var path = GjsonPath.parse(paths.next());
            byte[] document = documents.next(4).getBytes(UTF_8);

            assertThat(path.exists(document))
                    .as("%s of %s", path, documents)
                    .isEqualTo(path.get(document).isPresent());
        }
    }

    @Test
    void askingOfThisIsAskingOfTheDocument() {
        for (int i = 0; i < ROUNDS; i++) {
            String path = paths.next();
            byte[] document = documents.next(4).getBytes(UTF_8);

            assertThat(get("@this|" + path, document)).as(path).isEqualTo(get(path, document));
        }
    }

    @Test
    void aQueryOfTheWholeBodyIsAQueryOfAnArrayThatHoldsIt() {
        for (int i = 0; i < ROUNDS; i++) {
            String query = ".#(" + paths.next() + "==" + documents.pick(List.of("1", "dog", "~true", "true", "~null"))
                    + ")" + documents.pick(List.of("", "#", ".a", "#.a", "|a", "#|0"));
            byte[] document = documents.next(4).getBytes(UTF_8);

            assertThat(get("[@this]" + query, document)).as(query).isEqualTo(get("[@this|@this]" + query, document));
        }
    }

    /** Where keys are unique and no string has a bracket in it, which gjson would look into. */
    @Test
    void betweenKeysAndIndexesADotIsAPipe() {
        String document = "{\"a\":{\"b\":[1,{\"c\":null}],\"0\":\"x\"},\"b\":[[2,[3]],{\"a\":true}]}";
        for (int i = 0; i < ROUNDS; i++) {
            var steps = random.ints(1 + random.nextInt(4), 0, 5)
                    .mapToObj(k -> List.of("a", "b", "c", "0", "1").get(k))
                    .toList();

            assertThat(get(String.join(".", steps), document.getBytes(UTF_8)))
                    .isEqualTo(get(String.join("|", steps), document.getBytes(UTF_8)));
        }
    }

    @Test
    void anAbsentKeyExistsNowhere() {
        for (int i = 0; i < ROUNDS; i++) {
            byte[] document = documents.next(4).getBytes(UTF_8);

            assertThat(GjsonPath.parse("absent").exists(document)).isFalse();
            assertThat(GjsonPath.parse("*.absent").exists(document)).isFalse();
            assertThat(GjsonPath.parse("[@this].#(absent==1)").exists(document)).isFalse();
        }
    }

    @Test
    void aRangeIsADocumentOfItsOwn() {
        for (int i = 0; i < ROUNDS; i++) {
            var path = GjsonPath.parse(paths.next());
            String document = documents.next(3);
            byte[] embedded = ("{\"a\":[" + document + "],\"b\":1}").getBytes(UTF_8);
            int to = 6 + document.getBytes(UTF_8).length;

            assertThat(path.exists(embedded, 6, to))
                    .as("%s of %s", path, document)
                    .isEqualTo(path.exists(document.getBytes(UTF_8)));
        }
    }

    @Test
    void anyBytesAreHarmless() {
        for (int i = 0; i < ROUNDS; i++) {
            var path = GjsonPath.parse(paths.next());
            byte[] bytes = documents.mutate(documents.next(3)).getBytes(UTF_8);
            byte[] cut = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
            random.nextBytes(bytes);

            assertThat(path.exists(bytes)).isEqualTo(path.get(bytes).isPresent());
            assertThat(path.exists(cut)).isEqualTo(path.get(cut).isPresent());
        }
    }

    @Test
    void anyTextIsAPath() {
        byte[] document = "{\"a\":[1,{\"b\":2}]}".getBytes(UTF_8);
        for (int i = 0; i < ROUNDS; i++) {
            String text = random.ints(random.nextInt(20), 0, Character.MAX_VALUE + 1)
                    .mapToObj(unit -> random.nextBoolean()
                            ? "#"
                            : String.valueOf((char) (random.nextInt(3) == 0 ? unit : unit % 128)))
                    .reduce("", String::concat);
            var path = GjsonPath.parse(text);

            assertThat(path.text()).isEqualTo(text);
            assertThat(path.exists(document)).isEqualTo(path.get(document).isPresent());
        }
    }

    /**
     * A body may be as deep as it likes: depth is the path's. Bodies that a router takes, and that modifiers look
     * into, are in {@link BudgetTest}.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "0",
                "0.0.0.0",
                "#",
                "#.#",
                "#.0",
                "*",
                "#(0)",
                "#(0)#",
                "#(#(0)#)",
                "@this",
                "@this|0|0",
                "@keys",
                "@values",
                "@reverse",
                "@flatten",
                "@flatten:{\"deep\":true}",
                "@dig:a",
                "@join",
                "@group",
                "@tostr",
                "@tostr|@fromstr",
                "@ugly",
                "@pretty",
                "@valid",
                "[0,0]",
                "..#",
                "[@this].#(0)"
            })
    void depthOfTheDocumentCostsNoStackAndNoMoreThanLinearTime(String text) {
        byte[] arrays = ("[".repeat(DEEP) + "]".repeat(DEEP)).getBytes(UTF_8);
        byte[] unclosed = "[{\"a\":".repeat(DEEP).getBytes(UTF_8);
        var path = GjsonPath.parse(text);

        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            assertThat(path.exists(arrays)).isEqualTo(path.get(arrays).isPresent());
            assertThat(path.exists(unclosed)).isEqualTo(path.get(unclosed).isPresent());
        });
    }

    /**
     * What {@link Budget} cannot see is what a byte costs. Twenty times the time for twenty times the body would pass;
     * four hundred times would not.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "absent",
                "*.absent",
                "#.absent",
                "#.*.absent",
                "#(a.#(b.#(c==1)))",
                "#(a.b.c.d==1)#.a",
                "#(a%\"*x*x*x*x*y\")",
                "[@this].#(#(a==nosuch))",
                "@this|@this|#.a|#",
                "#.a|@reverse|#(==x)#",
                "*a*a*a*a*a*b",
                "#.{a,b}",
                "@flatten|#.a",
                "#(>5)",
                "#.#(>5)#",
                "0|@fromstr|@tostr"
            })
    void timeIsLinearInTheDocument(String text) {
        byte[] wide = ("[" + "{\"a\":\"xxxxxxxxxxxx\",\"b\":{\"c\":[1,2]}},".repeat(50_000) + "{}]").getBytes(UTF_8);
        byte[] longText = ("{\"a\":\"" + "x".repeat(500_000) + "\",\"" + "a".repeat(500_000) + "\":1}").getBytes(UTF_8);
        var path = GjsonPath.parse(text);

        byte[] noNumber = ("[\"[" + "1".repeat(500_000) + "x]\"]").getBytes(UTF_8);
        byte[] noFraction = ("[\"[0x" + "1".repeat(250_000) + "." + "1".repeat(250_000) + "p]\"]").getBytes(UTF_8);
        assertThat(List.of(wide, noNumber, noFraction)).allMatch(JsonText::isValid);
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            assertThat(path.exists(wide)).isEqualTo(path.get(wide).isPresent());
            assertThat(path.exists(longText)).isEqualTo(path.get(longText).isPresent());
            assertThat(path.exists(noNumber)).isEqualTo(path.get(noNumber).isPresent());
            assertThat(path.exists(noFraction)).isEqualTo(path.get(noFraction).isPresent());
        });
    }

    private static Optional<JsonSlice> get(String path, byte[] document) {
        return GjsonPath.parse(path).get(document);
    }
}
