package dev.dromos.router.compile;

import dev.dromos.graph.Graph;
import dev.dromos.graph.check.CheckOptions;
import dev.dromos.graph.check.Checked;
import dev.dromos.graph.check.Checker;
import dev.dromos.graph.read.GraphFile;
import dev.dromos.graph.read.GraphReader;

/** Checked graphs out of the text of a test. */
final class Graphs {
    private Graphs() {}

    static Graph of(String yaml) {
        return of(GraphReader.read("test.yaml", yaml), CheckOptions.DEFAULT);
    }

    /** Out of what a program wrote. */
    static Graph ofSpec(String json) {
        return of(GraphReader.readSpec(json), CheckOptions.DEFAULT.withControllerForm());
    }

    private static Graph of(GraphFile file, CheckOptions options) {
        if (!file.problems().isEmpty()) {
            throw new AssertionError(file.problems());
        }
        return switch (Checker.check(file.graphs().getFirst(), options)) {
            case Checked.Valid valid -> valid.graph();
            case Checked.Invalid(var problems) -> throw new AssertionError(problems);
        };
    }
}
