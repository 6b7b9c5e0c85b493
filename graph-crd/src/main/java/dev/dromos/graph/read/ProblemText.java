package dev.dromos.graph.read;

import dev.dromos.graph.problem.Position;
import dev.dromos.graph.problem.Problem;

/** Problems as lines for a person, or for an editor that jumps to {@code file:line:column}. */
public final class ProblemText {
    /** Characters shown to each side of the place; JSON is often one very long line. */
    private static final int CONTEXT = 60;

    private ProblemText() {}

    /** {@code graph.yaml:12:9: error: spec.nodes.root.steps: weights must sum to 100, found 90}. */
    public static String line(Problem problem, Places places) {
        Position at = places.position(problem);
        return "%s:%d:%d: %s: %s"
                .formatted(
                        places.source().name(),
                        at.line(),
                        at.column(),
                        problem.severity().word(),
                        problem.message());
    }

    /** The same, with the line of the source and a caret below the place. */
    public static String wide(Problem problem, Places places) {
        Position at = places.position(problem);
        String number = String.valueOf(at.line());
        int[] line = places.source().line(at.line()).codePoints().toArray();
        int from = Math.max(0, at.column() - 1 - CONTEXT);
        int to = Math.min(line.length, at.column() - 1 + CONTEXT);
        var shown = new StringBuilder(from > 0 ? "…" : "");
        var caret = new StringBuilder(from > 0 ? " " : "");
        for (int i = from; i < to; i++) {
            shown.appendCodePoint(printable(line[i]));
            if (i < at.column() - 1) {
                caret.append(line[i] == '\t' ? '\t' : ' ');
            }
        }
        return """
                %s
                 %s | %s%s
                 %s | %s^""".formatted(
                line(problem, places), number, shown, to < line.length ? "…" : "", " ".repeat(number.length()), caret);
    }

    /** A control character of the source must not reach a terminal. */
    private static int printable(int character) {
        return character != '\t' && Character.isISOControl(character) ? '\uFFFD' : character;
    }
}
