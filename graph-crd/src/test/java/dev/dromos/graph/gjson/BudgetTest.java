package dev.dromos.graph.gjson;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.graph.json.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a path costs is counted, not timed: whatever a client sends within the limits of a body, no path reads or
 * writes more than its budget, but for the one walk that passes it.
 */
class BudgetTest {
    private static final int SIZE = 1_000_000;

    /** Of many small values, so that the test is quick. */
    private static final int WIDE = 250_000;

    /** As a router takes them. */
    private static final int DEEP = 500;

    /** Each made for some modifier; a megabyte, or many small values, or as deep as a body may be. */
    private static final Map<String, byte[]> BODIES = bodies();

    private static Map<String, byte[]> bodies() {
        Map<String, String> bodies = new TreeMap<>();
        bodies.put("deep objects, large leaf", deep("{\"a\":", "\"" + "x".repeat(SIZE) + "\"", "}"));
        bodies.put("deep arrays, large leaf", deep("[", "\"" + "x".repeat(SIZE) + "\"", "]"));
        bodies.put("deep arrays, wide leaf", deep("[", "{}" + ",{}".repeat(WIDE / 3), "]"));
        bodies.put("wide numbers", "[1" + ",1".repeat(WIDE / 2) + "]");
        bodies.put("wide objects", "[{}" + ",{}".repeat(WIDE / 3) + "]");
        bodies.put("wide members", "{\"\":1" + ",\"\":1".repeat(WIDE / 5) + "}");
        bodies.put("distinct keys", "[{\"a\":[1]" + numbered(WIDE / 12) + "}]");
        bodies.put("a long key of many", "{\"" + "k".repeat(WIDE / 2) + "\":[1" + ",1".repeat(WIDE / 4) + "]}");
        bodies.put("escapes", "\"" + "\\\\<\\\"".repeat(WIDE / 5) + "\"");
        bodies.put("digits that are no number", "[\"[" + "1".repeat(SIZE) + "x]\"]");
        bodies.put("a long number", "[" + "1".repeat(SIZE) + ".5e5]");
        bodies.put("one letter", "{\"a\":\"" + "a".repeat(SIZE) + "\"}");
        Map<String, byte[]> bytes = new TreeMap<>();
        bodies.forEach((name, text) -> bytes.put(name, text.getBytes(UTF_8)));
        return bytes;
    }

    private static final List<String> MODIFIERS = List.of(
            "@this",
            "@reverse",
            "@keys",
            "@values",
            "@flatten",
            "@flatten:{\"deep\":true}",
            "@join",
            "@join:{\"preserve\":true}",
            "@dig:a",
            "@tostr",
            "@fromstr",
            "@group",
            "@pretty",
            "@pretty:{\"sortKeys\":true,\"width\":1000000000,\"indent\":\"          \",\"prefix\":\"  \"}",
            "@ugly",
            "@valid");

    static Stream<String> hostilePaths() {
        List<String> paths = new ArrayList<>();
        for (String modifier : MODIFIERS) {
            paths.add((modifier + "|").repeat(50) + "0");
            paths.add("[" + ("@this|" + modifier + ",").repeat(50) + "a]");
            paths.add("{\"a\":" + modifier + ",\"b\":[" + modifier + "|@tostr," + modifier + "|@reverse]}");
            paths.add("@dig:#(" + modifier + "|#(a==1))#");
        }
        return Stream.concat(
                paths.stream(),
                Stream.of(
                        "@dig:label",
                        "@dig:@dig:@dig:@this",
                        "@dig:".repeat(100) + "@this",
                        "@dig:#(#(#(a==1)))#",
                        "#(>5)",
                        "#.#(>5)#",
                        "a.#(b.#(c==1))",
                        "#.".repeat(100) + "a",
                        "#(".repeat(100) + "a" + ")".repeat(100),
                        "*.*.*.#(a%\"*\")#",
                        "*" + "a*".repeat(5000) + "b",
                        "[@this].#(a%\"*" + "a".repeat(10_000) + "b\")",
                        "[" + "@this,".repeat(1000) + "a]",
                        "[@this,@this].".repeat(50) + "0",
                        "#.!\"" + "x".repeat(10_000) + "\"",
                        "[".repeat(100) + "@this,@this" + "]".repeat(100),
                        "@tostr|".repeat(100) + "0",
                        "[" + "absent,".repeat(2000) + "a]"));
    }

    @ParameterizedTest
    @MethodSource("hostilePaths")
    void noBodyMakesAPathCostMoreThanItsBudget(String text) {
        var path = GjsonPath.parse(text);

        BODIES.forEach((name, body) -> {
            var budget = Budget.of(body.length);
            Value found = path.find(body, 0, body.length, budget);

            assertThat(budget.spent()).as(name).isLessThanOrEqualTo(34L * body.length + (13 << 20));
            assertThat(budget.room()).as(name).isNotNegative();
            assertThat(found.to - found.from).as(name).isLessThanOrEqualTo(2 * body.length + (12 << 20));
            assertThat(found.exists() && budget.isSpent()).as(name).isFalse();
        });
    }

    @Test
    void theBodiesAreOnesThatARouterTakes() {
        BODIES.forEach(
                (name, body) -> assertThat(JsonText.isValid(body)).as(name).isTrue());
    }

    @Test
    void aModifierOfAWideBodyIsWithinTheBudget() {
        for (String modifier :
                MODIFIERS.stream().filter(m -> !m.contains("width")).toList()) {
            byte[] body =
                    ("[" + "{\"a\":\"xxxxxxxxxxxx\",\"b\":{\"c\":[1,2]}},".repeat(20_000) + "{}]").getBytes(UTF_8);
            var budget = Budget.of(body.length);
            GjsonPath.parse(modifier + "|0").find(body, 0, body.length, budget);

            assertThat(budget.isSpent()).as(modifier).isFalse();
        }
    }

    @Test
    void whatIsPastTheBudgetFindsNothingEvenWhereNothingIsAsked() {
        byte[] body = BODIES.getOrDefault("deep objects, large leaf", new byte[0]);

        assertThat(GjsonPath.parse("@dig:a").exists(body)).isFalse();
        assertThat(GjsonPath.parse("{\"x\":@dig:a}").exists(body)).isFalse();
        assertThat(GjsonPath.parse("[@this|@dig:a,a]|1").exists(body)).isFalse();
        assertThat(GjsonPath.parse("[@this].#(@dig:a!=1)").exists(body)).isFalse();
        assertThat(GjsonPath.parse("a.a.a").exists(body)).isTrue();
    }

    @Test
    void literalsInsideDigsDoNotOverflowTheStack() {
        String literal = "!" + "[".repeat(DEEP) + "]".repeat(DEEP);

        assertThat(GjsonPath.parse(("@dig:" + literal + "|").repeat(40) + "0").exists("[]".getBytes(UTF_8)))
                .isFalse();
        assertThat(GjsonPath.parse(("@dig:[" + literal + "|").repeat(40) + "0" + "]".repeat(40))
                        .exists("[]".getBytes(UTF_8)))
                .isFalse();
    }

    @Test
    void onlyPathsThatCannotMultiplyGoWithoutABudget() {
        for (String plain : Set.of("a", "a.b.0.c", "#", "a.#", "#(a==1)", "a.#(b.c>1).d", "[@this].#(a==b)", "a\\.b")) {
            assertThat(GjsonPath.parse(plain).isPlain()).as(plain).isTrue();
        }
        for (String other : Set.of(
                "a*",
                "#.a",
                "#(a==1)#",
                "#(a.#(b==1))",
                "a|b",
                "@this",
                "[a]",
                "!1",
                "#(a%\"x*\")",
                "#(a==1)|b",
                "..#",
                "#(a==1).#(b==1)")) {
            assertThat(GjsonPath.parse(other).isPlain()).as(other).isFalse();
        }
    }

    private static String deep(String open, String leaf, String close) {
        return open.repeat(DEEP) + leaf + close.repeat(DEEP);
    }

    private static String numbered(int count) {
        var out = new StringBuilder();
        for (int i = 0; i < count; i++) {
            out.append(",\"k").append(i).append("\":1");
        }
        return out.toString();
    }
}
