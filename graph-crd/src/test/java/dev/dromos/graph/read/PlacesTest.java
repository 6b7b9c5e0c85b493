package dev.dromos.graph.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.graph.ApiGroup;
import dev.dromos.graph.problem.Mistake;
import dev.dromos.graph.problem.Path;
import dev.dromos.graph.problem.Position;
import dev.dromos.graph.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every place is checked against the source: the character there must be the one meant. */
final class PlacesTest {
    private static final Path STEPS = Path.spec().field("nodes").field("root").field("steps");
    private static final Path CONDITION = STEPS.item(0).field("condition");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "plain                | abX",
                "single quoted        | 'it''sX'",
                "double quoted        | \"a\\\"\\u0062\\x63\\tX\"",
                "emoji in quotes      | '🐪🐪X'",
                "escaped emoji        | \"\\U0001F42AX\"",
                "after a tab          | 'a\tX'",
            })
    void aPlaceInAScalarIsThatOfTheCharacter(String style, String written) {
        var text = "nodes: {root: {routerType: Switch, steps: [{name: 'é🐪', condition: %s, serviceUrl: u}]}}"
                .formatted(written);

        assertPointsAtX(text);
    }

    @ParameterizedTest
    @CsvSource({"|-", "|", ">-", ">", "|2-", "'>- # why'"})
    void aPlaceInABlockIsThatOfTheCharacter(String header) {
        var text = """
                nodes:
                  root:
                    routerType: Switch
                    steps:
                      - condition: %s
                          one two
                          three X
                        serviceUrl: http://a/
                """.formatted(header);

        assertPointsAtX(header.equals("|2-") ? text.replace("          one", "          one") : text);
    }

    @Test
    void whereTextAndSourcePartTheScalarsStartIsThePlace() {
        var facts = read("""
                nodes:
                  root:
                    routerType: Switch
                    steps:
                      - condition: "one
                          two X"
                """);

        assertThat(inCondition(facts, "one two ".length())).isEqualTo(new Position(5, 20));
    }

    @Test
    void jsonWithTabsHasPlacesToo() {
        var text = """
                {
                \t"nodes": {
                \t\t"root": {"routerType": "Switch", "steps": [{"condition": "a\\"\\u00e9🐪X"}]}
                \t}
                }
                """;

        assertPointsAtX(text);
    }

    @ParameterizedTest
    @CsvSource({"'\n'", "'\r\n'", "'\r'"})
    void everyLineEndCounts(String lineEnd) {
        var text = """
                nodes:
                  root:
                    routerType: Switch
                    steps:
                    - condition: |
                        a
                        b
                      serviceUrl: X
                """.replace("\n", lineEnd);
        var facts = read(text);

        assertThat(facts.places().position(STEPS.item(0).field("serviceUrl"))).isEqualTo(new Position(8, 19));
        assertThat(facts.places().source().around(new Position(8, 19), 100))
                .isEqualTo(new Source.Excerpt("      serviceUrl: ", "X", false, false));
    }

    @Test
    void aByteOrderMarkIsNoColumn() {
        var facts = read("\uFEFFnodes: {root: {routerType: Switch}}");

        assertThat(facts.places().position(Path.spec().field("nodes"))).isEqualTo(new Position(1, 1));
    }

    @Test
    void whatIsNotWrittenStandsWhereItsParentDoes() {
        var facts = read("""
                nodes:
                  root:
                    routerType: Switch
                    steps:
                      - name: a
                """);

        assertThat(facts.places().position(CONDITION.field("deeper"))).isEqualTo(new Position(5, 9));
        assertThat(facts.places().position(STEPS)).isEqualTo(new Position(4, 5));
        assertThat(facts.places().position(Path.spec().field("timeout"))).isEqualTo(new Position(1, 1));
    }

    /** The decoded condition has one X; its place in the source must be an X too. */
    private static void assertPointsAtX(String text) {
        var facts = read(text);
        var decoded = condition(facts);

        var place = inCondition(facts, decoded.indexOf('X'));

        assertThat(facts.places().source().around(place, 10).after())
                .as("%s in %s", place, text)
                .startsWith("X");
    }

    private static String condition(Facts facts) {
        var spec = facts.graph().spec();
        assertThat(spec).isNotNull();
        var nodes = spec == null ? null : spec.nodes();
        var root = nodes == null ? null : nodes.get("root");
        var condition = root == null ? null : root.steps().getFirst().condition();
        return String.valueOf(condition);
    }

    private static Position inCondition(Facts facts, int offset) {
        return facts.places()
                .position(Problem.of(CONDITION, new Mistake.MalformedCondition(offset, ""), ApiGroup.KSERVE));
    }

    private static Facts read(String text) {
        var file = GraphReader.read("graph.yaml", text);
        assertThat(file.problems()).isEmpty();
        return file.graphs().getFirst();
    }
}
