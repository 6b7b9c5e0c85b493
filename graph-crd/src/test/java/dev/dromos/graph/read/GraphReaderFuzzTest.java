package dev.dromos.graph.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.dromos.graph.check.CheckOptions;
import dev.dromos.graph.check.Checked;
import dev.dromos.graph.check.Checker;
import dev.dromos.graph.problem.Printable;
import dev.dromos.graph.problem.Problem;
import java.util.List;

/** What holds of any text that is given for a graph. */
final class GraphReaderFuzzTest {
    private static final String LINE_ENDS = "\r\n|[\r\n\u0085\u2028\u2029]";

    /** {@code E7}: a text is graphs or says why not, and says it the same way twice, each time with a place in the text. */
    @FuzzTest
    void aTextIsGraphsOrProblemsWithPlaces(byte[] data) {
        var text = new String(data, UTF_8);

        for (var file : List.of(
                GraphReader.read("graph.yaml", text),
                GraphReader.read("graph.json", text),
                GraphReader.readSpec(text))) {
            assertThat(file.graphs().isEmpty() && file.problems().isEmpty()).isFalse();
            file.problems().forEach(problem -> assertIsShown(problem, file.places(), text));
            file.graphs().forEach(facts -> assertIsChecked(facts, text));
        }
        assertThat(GraphReader.read("graph.yaml", text).problems())
                .isEqualTo(GraphReader.read("graph.yaml", text).problems());
    }

    private static void assertIsChecked(Facts facts, String text) {
        var checked = Checker.check(facts, CheckOptions.DEFAULT);
        var problems = checked.problems();

        assertThat(Problem.sorted(problems)).isEqualTo(problems);
        assertThat(checked instanceof Checked.Invalid)
                .isEqualTo(problems.stream().anyMatch(Problem::isError));
        assertThat(Checker.check(facts, CheckOptions.DEFAULT).problems()).isEqualTo(problems);
        problems.forEach(problem -> assertIsShown(problem, facts.places(), text));
    }

    private static void assertIsShown(Problem problem, Places places, String text) {
        var at = places.position(problem);
        var lines = text.split(LINE_ENDS, -1);

        assertThat(at.line()).isBetween(1, lines.length);
        assertThat(at.column()).isBetween(1, text.codePointCount(0, text.length()) + 1);
        assertThat(problem.message()).isNotBlank().isEqualTo(Printable.of(problem.message()));
        assertThat(ProblemText.wide(problem, places)).isNotBlank();
    }
}
