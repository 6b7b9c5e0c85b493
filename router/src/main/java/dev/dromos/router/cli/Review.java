package dev.dromos.router.cli;

import dev.dromos.graph.check.CheckOptions;
import dev.dromos.graph.check.Checker;
import dev.dromos.graph.problem.Printable;
import dev.dromos.graph.problem.Problem;
import dev.dromos.graph.read.GraphFile;
import dev.dromos.graph.read.GraphReader;
import dev.dromos.graph.read.Places;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything that is to be said of the graphs in one file.
 *
 * @param summary one line or more
 */
record Review(boolean isGood, List<Finding> findings, String summary) {

    /** A problem and the text that it is in. */
    record Finding(Problem problem, Places places) {}

    Review {
        findings = List.copyOf(findings);
    }

    /** @param file a path, or {@code -} for {@code in} */
    static Review of(String file, InputStream in, CheckOptions options) {
        return switch (InputText.of(file, in)) {
            case InputText.Read(var text) -> ofText(file, text, options);
            case InputText.Unreadable(var line) -> new Review(false, List.of(), line);
        };
    }

    private static Review ofText(String file, String text, CheckOptions options) {
        var read = GraphReader.read(file, text);
        var findings = new ArrayList<Finding>();
        read.problems().forEach(problem -> findings.add(new Finding(problem, read.places())));
        for (var facts : read.graphs()) {
            Checker.check(facts, options)
                    .problems()
                    .forEach(problem -> findings.add(new Finding(problem, facts.places())));
        }
        return new Review(errors(findings) == 0, findings, summary(file, read, findings));
    }

    /** One line of talk for the file, and one for each document in it that is no graph. */
    private static String summary(String file, GraphFile read, List<Finding> findings) {
        long errors = errors(findings);
        var summary = new StringBuilder("%s: %s, %d graph(s), %d error(s), %d warning(s)"
                .formatted(
                        file,
                        errors == 0 ? "valid" : "refused",
                        read.graphs().size(),
                        errors,
                        findings.size() - errors));
        for (var other : read.skipped()) {
            summary.append("%n%s:%d:%d: skipped %s"
                    .formatted(file, other.at().line(), other.at().column(), Printable.of(other.kind())));
        }
        return summary.toString();
    }

    private static long errors(List<Finding> findings) {
        return findings.stream().filter(finding -> finding.problem().isError()).count();
    }
}
