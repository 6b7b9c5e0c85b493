package dev.dromos.graph.gjson;

import static dev.dromos.graph.gjson.PathFlaw.Kind.EMPTY_PATH;
import static dev.dromos.graph.gjson.PathFlaw.Kind.LOGICAL_OPERATOR;
import static dev.dromos.graph.gjson.PathFlaw.Kind.SINGLE_QUOTED;
import static dev.dromos.graph.gjson.PathFlaw.Kind.TOO_COMPLEX;
import static dev.dromos.graph.gjson.PathFlaw.Kind.UNCLOSED_MULTIPATH;
import static dev.dromos.graph.gjson.PathFlaw.Kind.UNCLOSED_QUERY;
import static dev.dromos.graph.gjson.PathFlaw.Kind.UNCLOSED_QUOTE;
import static dev.dromos.graph.gjson.PathFlaw.Kind.UNKNOWN_MODIFIER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GjsonPathTest {

    @Test
    void isItsText() {
        assertThat(GjsonPath.parse("a.b")).isEqualTo(GjsonPath.parse("a.b")).hasSameHashCodeAs(GjsonPath.parse("a.b"));
        assertThat(GjsonPath.parse("a.b")).isNotEqualTo(GjsonPath.parse("a|b")).hasToString("a.b");
    }

    @Test
    void aValueIsWhereItStandsAndNotACopy() {
        byte[] document = "{\"a\": [1, 2]}".getBytes(UTF_8);

        var value = GjsonPath.parse("a").get(document).orElseThrow();

        assertThat(value.array()).isSameAs(document);
        assertThat(value).hasToString("[1, 2]");
        assertThat(value.from()).isEqualTo(6);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a.b",
                "a\\.b",
                "@this",
                "@this.a|b",
                "[@this].#(a==b)",
                "#(a==\"x && y\")",
                "#(a==\"x || y\")#.b",
                "predictions.#(label==\"dog\")",
                "[a,b]",
                "{a,\"k\":b}",
                "#[a=1]",
                "#(a.#(b==\"#(\"))",
                "#(a==\"x.#(y\").c",
                "@flatten:{\"deep\":true}|0",
                "#(a==\"it's\")",
                "!true",
                "a|b",
                "#(%\"d*\")"
            })
    void whatMeansWhatItSaysHasNoFlaw(String text) {
        assertThat(GjsonPath.parse(text).flaws()).isEmpty();
    }

    @Test
    void flawsSayWhatIsWrongAndWhere() {
        assertThat(GjsonPath.parse("").flaws()).containsExactly(new PathFlaw(0, EMPTY_PATH, "the path is empty"));
        assertThat(GjsonPath.parse("é.#(name==\"blue\"").flaws())
                .containsExactly(new PathFlaw(2, UNCLOSED_QUERY, "`#(` is not closed"));
        assertThat(GjsonPath.parse("a.#(name==\"blue)").flaws())
                .containsExactly(new PathFlaw(2, UNCLOSED_QUOTE, "a quote is not closed"));
        assertThat(GjsonPath.parse("[a,b").flaws())
                .containsExactly(new PathFlaw(0, UNCLOSED_MULTIPATH, "`[` is not closed"));
        assertThat(GjsonPath.parse("@nosuch.a").flaws())
                .containsExactly(new PathFlaw(0, UNKNOWN_MODIFIER, "`@nosuch` is no modifier, it is read as a key"));
        assertThat(GjsonPath.parse("[@this].#(a=='b')").flaws())
                .containsExactly(new PathFlaw(13, SINGLE_QUOTED, "single quotes are part of the text, found `'b'`"));
    }

    @Test
    void thereIsNoAndAndNoOr() {
        assertThat(GjsonPath.parse("[@this].#(d>0.5 && d<=0.9)").flaws())
                .containsExactly(
                        new PathFlaw(16, LOGICAL_OPERATOR, "`&&` is no operator of gjson, it is read as text"));
        assertThat(GjsonPath.parse("[@this].#(d==\"x\" || d==\"y\")").flaws())
                .containsExactly(
                        new PathFlaw(17, LOGICAL_OPERATOR, "`||` is no operator of gjson, it is read as text"));
        assertThat(GjsonPath.parse("#(a==1) && #(b==2)").flaws())
                .extracting(PathFlaw::kind)
                .containsExactly(LOGICAL_OPERATOR);
    }

    @Test
    void aPathThatNobodyWritesIsRefusedInsteadOfFollowed() {
        for (var path : List.of(
                nested("a.", "a", ""),
                nested("#(", "a", ")"),
                nested("[", "a", "]"),
                nested("{a,", "a", "}"),
                nested("@this|", "a", ""),
                nested("#.", "a", ""))) {
            assertThat(path.flaws()).extracting(PathFlaw::kind).contains(TOO_COMPLEX);
            assertThat(path.exists("{\"a\":1}".getBytes(UTF_8))).isFalse();
        }
        assertThat(GjsonPath.parse("a.".repeat(200) + "a").flaws()).isEmpty();
    }

    /** gjson finds nothing here. Random letters made this path; its quote, its query and its multipath are unclosed. */
    @Test
    void differsFromGjsonInAPathThatNobodyWrites() {
        assertThat(GjsonPath.parse("b|!\"x\"|[#(<=\"a)...#.a,a").get("[]".getBytes(UTF_8)))
                .hasValueSatisfying(value -> assertThat(value).hasToString("[]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[@this,@this].", "@tostr|", "#.[@this,@this]|"})
    void aPathThatDoublesTheBodyAtEveryStepFindsNothing(String step) {
        var path = GjsonPath.parse(step.repeat(100) + "0");

        boolean exists =
                assertTimeoutPreemptively(Duration.ofSeconds(20), () -> path.exists("[\"\\\"\",1]".getBytes(UTF_8)));

        assertThat(exists).isFalse();
    }

    private static GjsonPath nested(String open, String middle, String close) {
        return GjsonPath.parse(open.repeat(20_000) + middle + close.repeat(20_000));
    }
}
