package dev.dromos.graph.read;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.graph.check.CheckOptions;
import dev.dromos.graph.check.Checker;
import dev.dromos.graph.check.Limits;
import dev.dromos.graph.problem.Printable;
import dev.dromos.graph.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that are made to hurt give a problem, soon. The time limits are many times what is needed here. */
@Timeout(value = 20, unit = TimeUnit.SECONDS)
final class HostileTextTest {

    @Test
    void aBillionLaughsIsTooManyAliases() {
        var laughs = IntStream.range(1, 20)
                .mapToObj(i -> "a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ",").repeat(10)))
                .collect(joining("", "a0: &a0 [x]\n", ""));

        assertThat(messages("graph.yaml", laughs)).containsExactly("12:12 must use at most 100 aliases, found more");
    }

    @Test
    void fewAliasesThatStandForMuchAreTooManyValues() {
        var doubled = IntStream.range(1, 40)
                .mapToObj(i -> "a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1))
                .collect(joining("", "a0: &a0 [x]\n", ""));

        assertThat(messages("graph.yaml", doubled))
                .containsExactly(
                        "1:5 must hold at most 50000 values, aliases counted with what they stand for, found more");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- ", "? ", "{\"a\":", "!!a [", "&a ["})
    void endlessNestingIsTooNested(String level) {
        assertThat(messages("graph.yaml", level.repeat(100_000)))
                .singleElement()
                .asString()
                .endsWith("must be nested at most 64 levels deep, found more");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":"})
    void endlessNestingInJsonIsTooNested(String level) {
        assertThat(messages("graph.json", level.repeat(100_000)))
                .containsExactly(
                        "1:%d must be nested at most 64 levels deep, found more".formatted(64 * level.length() + 1));
    }

    @Test
    void tenMegabytesAreTooLong() {
        assertThat(messages("graph.yaml", "nodes: {}\n".repeat(1_000_000)))
                .containsExactly("1:1 the text must have at most 1500000 characters, found 10000000");
    }

    @Test
    void manyValuesAreTooMany() {
        assertThat(messages("graph.yaml", "- a\n".repeat(300_000)))
                .containsExactly(
                        "50000:3 must hold at most 50000 values, aliases counted with what they stand for, found more");
        assertThat(messages("graph.json", "[" + "1,".repeat(300_000) + "1]"))
                .containsExactly(
                        "1:100000 must hold at most 50000 values, aliases counted with what they stand for, found more");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: &a [*a]",
                "a: &a {b: *a}",
                "a: &a {<<: *a}",
                "&a ? *a : b",
                "nodes: &a {root: {routerType: Ensemble, steps: *a}}",
                "\u0000",
                "a: \u0007",
                "a: \"\\ud800\"",
                "%YAML 9.9\n---\na",
                "%TAG ! tag:x,2000:\n--- !a b",
                "--- !<tag:yaml.org,2002:java.net.URL> [http://a]",
                "\uD83D",
                "nodes: {root: {routerType: Switch, steps: [{condition: \"\\ud83d\", nodeName: \"\\udc2a\"}]}}",
                "nodes: !!set {a, b}",
                "nodes: 1e999999999",
                "nodes: {}\ntimeout: 0x_\nresources: {a: 0b_, b: 0o_, c: -0x_, d: +_}",
                "nodes: {}\ntimeout: !!int abc\nresources: {a: !!int x, b: !!float x, c: !!bool x, d: !!null x}",
                "{\"nodes\": {}, \"timeout\": 1e5, \"resources\": {\"a\": 1e99999999999, \"b\": -0}}",
                "nodes: {}\nresources: {a: 1e99999999999, b: 0.5e-99999999999}",
                "nodes: {}\ntimeout: 08",
                "nodes: {}\ntimeout: 0_",
                "? - a\n: b",
            })
    void oddTextsGiveProblemsAndNothingElse(String text) {
        assertAreLines(messages("graph.yaml", text));
        assertAreLines(messages("graph.json", text));
    }

    private static void assertAreLines(List<String> messages) {
        assertThat(messages).isNotEmpty().allMatch(message -> message.equals(Printable.of(message)));
    }

    /** Long runs of one construct: a scanner that looks back for each would take minutes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\n",
                "#\n",
                "\n",
                " ",
                "'a' ",
                "''",
                "\"\\n",
                "? a\n",
                "%a b\n",
                "a: |\n x\n",
                "---\n",
                "a: b\n",
                "\"a\":\n",
                "&a ",
                "!a ",
                "*a ",
                "a ",
                "a:",
                "-",
                "- ",
                ",",
                "\r",
                "\t",
                "[],",
                "[[],",
                "{a, ",
                ": ",
                "<<: ",
                "> ",
                "|\n",
                "\\"
            })
    void longRunsEndSoon(String run) {
        var text = run.repeat(200_000 / run.length());

        assertThat(messages("graph.yaml", text)).isNotEmpty();
        assertThat(messages("graph.yaml", "nodes: [" + text)).isNotEmpty();
        assertThat(messages("graph.yaml", "nodes: \"" + text)).isNotEmpty();
        assertThat(messages("graph.yaml", "nodes: |\n " + text)).isNotEmpty();
    }

    @Test
    void longNumbersAndWordsAreCutInMessages() {
        var digits = "9".repeat(100_000);

        assertThat(messages("graph.yaml", "timeout: %s\nnodes: {%s: }\n".formatted(digits, "x".repeat(1000))))
                .allSatisfy(message -> assertThat(message).hasSizeLessThan(3000));
    }

    @Test
    void manyMistakesTakeLittleTime() {
        var steps = IntStream.range(0, 8_000)
                .mapToObj(i ->
                        "{nodeName: x%d, nodeNames: a, z%d: [}".formatted(i, i).replace("[", "1"))
                .collect(joining(","));
        var text = "nodes: {root: {routerType: Sequence, steps: [%s]}}".formatted(steps);

        assertThat(messages("graph.yaml", text))
                .hasSize(Problem.MOST + 1)
                .last()
                .isEqualTo("1:1 and 23001 more problems");
    }

    /** Each wrong name against each known one: only names that a slip of the finger parts are compared at all. */
    @Test
    void longWrongNamesTakeLittleTime() {
        var name = "n".repeat(110);
        var steps = IntStream.range(0, 64)
                .mapToObj(i -> "{nodeName: x%s%d}".formatted(name, i))
                .collect(joining(","));
        var nodes = IntStream.range(0, 64)
                .mapToObj(i -> "%s%d: {routerType: Ensemble, steps: [%s]}".formatted(name, i, steps))
                .collect(joining(","));

        assertThat(messages("graph.yaml", "nodes: {root: {routerType: Ensemble}, %s}".formatted(nodes)))
                .hasSize(Problem.MOST + 1)
                .noneMatch(message -> message.contains("did you mean"));
    }

    @Test
    void aLongNameIsCutInEveryPath() {
        var fields = IntStream.range(0, 10_000)
                .mapToObj(i -> "\"z%d\": 1".formatted(i))
                .collect(joining(","));
        var text = "{\"nodes\": {\"%s\": {%s}}}".formatted("x".repeat(49_000), fields);

        var messages = messages("graph.json", text);

        assertThat(messages)
                .hasSize(Problem.MOST + 1)
                .allSatisfy(message -> assertThat(message).hasSizeLessThan(400));
    }

    @Test
    void ofVeryManyCyclesOnlySomeAreDrawn() {
        var steps =
                IntStream.range(0, 64).mapToObj("{nodeName: n%d}"::formatted).collect(joining(","));
        var nodes = IntStream.range(0, 64)
                .mapToObj(i -> "n%d: {routerType: Ensemble, steps: [%s]}".formatted(i, steps))
                .collect(joining(","));

        assertThat(messages("graph.yaml", "nodes: {%s}".formatted(nodes)))
                .filteredOn(message -> message.contains(": cycle "))
                .hasSize(100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ", {nodeName: n0}"})
    void aLongChainOfNodesNeedsNoDeepStack(String back) {
        int length = 7_000;
        var nodes = IntStream.range(0, length)
                .mapToObj(i -> "n%d: {routerType: Ensemble, steps: [{nodeName: n%d}%s]}"
                        .formatted(i, i + 1, i == length - 1 ? back : ""))
                .collect(joining(","));
        var text = "nodes: {root: {routerType: Ensemble, steps: [{nodeName: n0}]}, %s, n%d: {routerType: Ensemble}}"
                .formatted(nodes, length);
        var limits = Limits.DEFAULT.with("nodes", 9_000).with("depth", 9_000);
        var facts = GraphReader.read("graph.yaml", text).graphs().getFirst();

        var checked = Checker.check(facts, CheckOptions.DEFAULT.withLimits(limits));

        assertThat(checked.problems())
                .extracting(Problem::message)
                .filteredOn(message -> message.contains(" -> (6969 more) -> n6985 -> "))
                .hasSize(back.isEmpty() ? 0 : 1);
    }

    @Test
    void aLongHostNeedsNoDeepStack() {
        var text = "nodes: {root: {routerType: Ensemble, steps: [{serviceUrl: 'http://%sa/'}]}}"
                .formatted("a.".repeat(20_000));

        assertThat(messages("graph.yaml", text)).singleElement().asString().contains("must name a host");
    }

    @Test
    void textsWithRandomDamageNeverThrow() {
        var whole = """
                apiVersion: dromos.dev/v1alpha1
                kind: InferenceGraph
                metadata: {name: g, labels: {a: "b"}}
                spec:
                  timeout: 5
                  nodes:
                    root: &r
                      routerType: Switch
                      steps:
                        - {condition: 'a.#(b=="c")', serviceUrl: "http://a/"}
                        - condition: |-
                            @this && b
                          <<: {nodeName: b}
                    b: {routerType: Splitter, steps: [{weight: 100, serviceName: s}]}
                """;
        var alphabet = " \n\t:-{}[]\"'&*!|>%@#?,<=\\0a\uFEFF\uD83D\uDC2A\u0085\u2028";
        var random = new Random(7);
        for (int i = 0; i < 5_000; i++) {
            var text = new StringBuilder(whole);
            for (int j = random.nextInt(4); j >= 0; j--) {
                int at = random.nextInt(text.length());
                char odd = alphabet.charAt(random.nextInt(alphabet.length()));
                text.replace(at, Math.min(text.length(), at + random.nextInt(3)), String.valueOf(odd));
            }
            assertThat(messages("graph.yaml", text.toString()))
                    .allMatch(message -> message.equals(Printable.of(message)));
        }
    }

    private static List<String> messages(String name, String text) {
        var file = GraphReader.read(name, text);
        var messages = new ArrayList<>(file.problems().stream()
                .map(problem -> place(problem, file.places()))
                .toList());
        for (var facts : file.graphs()) {
            for (var problem : Checker.check(facts, CheckOptions.DEFAULT).problems()) {
                assertThat(ProblemText.wide(problem, facts.places())).isNotEmpty();
                messages.add(place(problem, facts.places()));
            }
        }
        return messages;
    }

    private static String place(Problem problem, Places places) {
        var at = places.position(problem);
        return "%d:%d %s".formatted(at.line(), at.column(), problem.message());
    }
}
