package dev.dromos.graph.read;

import dev.dromos.graph.problem.Position;
import dev.dromos.graph.problem.Printable;
import dev.dromos.graph.problem.Problem;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Problems as lines for a person, or for an editor that jumps to {@code file:line:column}. */
public final class ProblemText {
    /** Characters shown to each side of the place. */
    private static final int CONTEXT = 60;

    private ProblemText() {}

    /** {@code graph.yaml:12:9: error: spec.nodes.root.steps: weights must sum to 100, found 90}. */
    public static String line(Problem problem, Places places) {
        Position at = places.position(problem);
        return "%s:%d:%d: %s: %s"
                .formatted(
                        Printable.of(places.source().name()),
                        at.line(),
                        at.column(),
                        problem.severity().word(),
                        problem.message());
    }

    /** The same, with the line of the source and a caret below the place. */
    public static String wide(Problem problem, Places places) {
        Position at = places.position(problem);
        String number = String.valueOf(at.line());
        var line = places.source().around(at, CONTEXT);
        String before = printable(line.before());
        String cut = line.cutBefore() ? "…" : "";
        return """
                %s
                 %s | %s%s%s%s
                 %s | %s%s^""".formatted(
                        line(problem, places),
                        number,
                        cut,
                        before,
                        printable(line.after()),
                        line.cutAfter() ? "…" : "",
                        " ".repeat(number.length()),
                        " ".repeat(cut.length()),
                        blank(before));
    }

    /** As wide as the text: a tab stays one. */
    private static String blank(String text) {
        return text.codePoints().mapToObj(c -> c == '\t' ? "\t" : " ").collect(Collectors.joining());
    }

    /** What could act on a terminal is escaped; but for tabs, which are wanted as they are. */
    private static String printable(String text) {
        return Arrays.stream(text.split("\t", -1)).map(Printable::of).collect(Collectors.joining("\t"));
    }
}
