package dev.dromos.graph.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.graph.check.CheckOptions;
import dev.dromos.graph.check.Checker;
import org.junit.jupiter.api.Test;

final class ProblemTextTest {

    @Test
    void theCaretStandsBelowTheFaultOfACondition() {
        var text = """
                nodes:
                  root:
                    routerType: Switch
                    steps:
                      - condition: "🐪.\\u0061 && b"
                        serviceUrl: http://a/
                """;

        assertThat(wide("graph.yaml", text)).isEqualTo("""
                        graph.yaml:5:30: warning: spec.nodes.root.steps[0].condition: GJSON has no `&&` and reads it in \
                        another way than it looks; nest queries or use a Switch node
                         5 |       - condition: "🐪.\\u0061 && b"
                           |                              ^""");
    }

    @Test
    void aTabStaysATabAboveTheCaret() {
        var text =
                "{\n\t\"nodes\": {\"root\": {\"routerType\": \"Ensemble\",\t\"stepz\": 1, \"steps\": [{\"serviceUrl\": \"http://a\"}]}}\n}";

        assertThat(wide("graph.json", text)).isEqualTo("""
                        graph.json:2:47: warning: spec.nodes.root.stepz: unknown field `stepz`, did you mean `steps`
                         2 | \t"nodes": {"root": {"routerType": "Ensemble",\t"stepz": 1, "steps": [{"serviceUrl": "http://a"}]}}
                           | \t                                            \t^""");
    }

    @Test
    void aLongLineIsCutAroundThePlace() {
        var step = "{\"serviceUrl\":\"http://a/\"},";
        var text =
                "{\"nodes\":{\"root\":{\"routerType\":\"Ensemble\",\"steps\":[%s{\"serviceName\":5},%s{\"serviceUrl\":\"http://b/\"}]}}}"
                        .formatted(step.repeat(10), step.repeat(10));

        assertThat(wide("graph.json", text)).isEqualTo("""
                        graph.json:1:337: error: spec.nodes.root.steps[10].serviceName: expected a text (in quotes), found the number `5`
                         1 | …Url":"http://a/"},{"serviceUrl":"http://a/"},{"serviceName":5},{"serviceUrl":"http://a/"},{"serviceUrl":"http://a/"},{"s…
                           |                                                              ^""");
    }

    @Test
    void theSourceAndItsNameCannotForgeALineEither() {
        var text =
                "{\"nodes\": {\"root\": {\"routerType\": \"Ensemble\",\t\"steps\": [{\"name\": \"\u202ea\u2028\", \"nodeName\": \"b\"}]}}}";

        assertThat(wide("gra\u202eph\n.json", text)).isEqualTo("""
                        gra\\u202eph\\n.json:1:85: error: spec.nodes.root.steps[0].nodeName: no node `b`, found `root`
                         1 | …terType": "Ensemble",\t"steps": [{"name": "\\u202ea\\u2028", "nodeName": "b"}]}}}
                           |                       \t                                                ^""");
    }

    @Test
    void wordsOfTheUserCannotForgeALine() {
        var text =
                "nodes: {root: {routerType: Ensemble, steps: [{nodeName: \"a\\n\\u001b[31mx:1:1: error: b\\u202e\"}]}}";

        assertThat(wide("graph.yaml", text).lines().findFirst())
                .hasValue("graph.yaml:1:57: error: spec.nodes.root.steps[0].nodeName: no node"
                        + " `a\\n\\u001b[31mx:1:1: error: b\\u202e`, found `root`");
    }

    private static String wide(String name, String text) {
        var facts = GraphReader.read(name, text).graphs().getFirst();
        var problem = Checker.check(facts, CheckOptions.DEFAULT).problems().getFirst();
        return ProblemText.wide(problem, facts.places());
    }
}
