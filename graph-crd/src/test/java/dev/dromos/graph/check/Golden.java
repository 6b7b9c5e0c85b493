package dev.dromos.graph.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.dromos.graph.read.GraphFile;
import dev.dromos.graph.read.GraphReader;
import dev.dromos.graph.read.ProblemText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Scenarios as directories: {@code src/test/resources/<TestClass>/<scenario>/} holds a graph and, line by line, the problems it must
 * have. Nothing may be missing there and nothing may be left over. With {@code -Dgolden.write=true} the expectations are written instead;
 * read the difference before committing it.
 */
public final class Golden {
    public static final Path ROOT = Path.of("src", "test", "resources");

    private static final String EXPECTED = "problems.txt";

    private Golden() {}

    /** One test per scenario directory of a test class, all checked with the same options. */
    public static Stream<DynamicTest> scenarios(Class<?> test, CheckOptions options) {
        var scenarios = children(ROOT.resolve(test.getSimpleName()));
        assertThat(scenarios).as("scenarios of %s", test.getSimpleName()).isNotEmpty();
        return scenarios.stream().map(directory -> dynamicTest(name(directory), () -> verify(directory, options)));
    }

    public static Stream<DynamicTest> scenarios(Class<?> test) {
        return scenarios(test, CheckOptions.DEFAULT);
    }

    private static void verify(Path directory, CheckOptions options) {
        var files = children(directory).stream().map(Golden::name).toList();
        assertThat(files)
                .as("files of %s", directory)
                .isSubsetOf("graph.yaml", "graph.json", EXPECTED)
                .hasSize(2)
                .contains(EXPECTED);
        var graph = files.getFirst();

        var found = problems(graph, read(directory.resolve(graph)), options);

        if (Boolean.getBoolean("golden.write")) {
            write(directory.resolve(EXPECTED), found);
        }
        assertThat(found).isEqualTo(read(directory.resolve(EXPECTED)));
    }

    /** The problems of a text as lines, those of the text as a whole first; {@code none} for a graph without any. */
    public static String problems(String name, String text, CheckOptions options) {
        GraphFile file = GraphReader.read(name, text);
        var lines = new ArrayList<String>();
        file.problems().forEach(problem -> lines.add(ProblemText.line(problem, file.places())));
        for (var facts : file.graphs()) {
            Checker.check(facts, options)
                    .problems()
                    .forEach(problem -> lines.add(ProblemText.line(problem, facts.places())));
        }
        return (lines.isEmpty() ? "none" : String.join("\n", lines)) + "\n";
    }

    static List<Path> children(Path directory) {
        try (var children = Files.list(directory)) {
            return children.sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
