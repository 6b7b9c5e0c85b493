package dev.dromos.router.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.nodes.testing.FakeModelServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Every row of {@code rows.txt} has a case, found by the number that it shows, or a reason why it has none. */
final class CompletenessTest {
    /** Of {@code rows.txt}, by their letter. */
    static final List<String> SECTIONS = List.of("A", "B", "C", "D", "E", "T");

    /** The numbers at the start of a shown name: {@code "C5 T11 a Sequence passes ..."}. */
    private static final Pattern NUMBERS = Pattern.compile("\\G([A-Z]\\d+) ");

    @ParameterizedTest(name = "section {0}")
    @FieldSource("SECTIONS")
    @DisplayName("every row has a case or a reason why not, never both")
    void everyRowHasACaseOrAReason(String section) throws Exception {
        var rows =
                rows().keySet().stream().filter(row -> row.startsWith(section)).toList();
        var reasons = reasons(section);
        var shown = shownNumbers();

        assertThat(rows).isNotEmpty().containsAll(reasons.keySet());
        assertThat(rows).filteredOn(row -> !shown.contains(row)).containsExactlyInAnyOrderElementsOf(reasons.keySet());
        assertThat(reasons.values()).allSatisfy(reason -> assertThat(reason).hasSizeGreaterThan(20));
    }

    @Test
    @DisplayName("rows are numbered without a gap, and say what they are")
    void rowsAreWhole() throws IOException {
        var rows = rows();

        assertThat(rows).hasSize(48 + 27 + 18 + 14 + 15 + 20);
        assertThat(rows.values()).noneMatch(String::isBlank);
    }

    private static SequencedMap<String, String> rows() throws IOException {
        return entries(resource("rows.txt"), " ");
    }

    private static SequencedMap<String, String> reasons(String section) throws IOException {
        return entries(resource(section + "-unrun.txt"), ": ");
    }

    private static SequencedMap<String, String> entries(String text, String separator) {
        var entries = new LinkedHashMap<String, String>();
        text.lines().map(line -> line.split(separator, 2)).forEach(parts -> entries.put(parts[0], parts[1]));
        return entries;
    }

    /** Empty where there is none: a section without such a list runs every row. */
    private static String resource(String name) throws IOException {
        try (InputStream in = CompletenessTest.class.getResourceAsStream(name)) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Of every test of this module and of {@code nodes}. */
    private static Set<String> shownNumbers() throws IOException, URISyntaxException, ClassNotFoundException {
        var numbers = new LinkedHashSet<String>();
        for (var type : List.of(CompletenessTest.class, FakeModelServer.class)) {
            for (var name : testClasses(Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI()))) {
                var test = Class.forName(name, false, CompletenessTest.class.getClassLoader());
                Arrays.stream(test.getDeclaredMethods())
                        .flatMap(method -> Stream.ofNullable(method.getAnnotation(DisplayName.class)))
                        .flatMap(shown -> NUMBERS.matcher(shown.value()).results())
                        .map((MatchResult found) -> found.group(1))
                        .forEach(numbers::add);
            }
        }
        return numbers;
    }

    /** @param place a directory of classes, or a jar of them */
    private static List<String> testClasses(Path place) throws IOException {
        if (Files.isDirectory(place)) {
            return testClassesBelow(place);
        }
        try (var jar = FileSystems.newFileSystem(place)) {
            return testClassesBelow(jar.getPath("/"));
        }
    }

    private static List<String> testClassesBelow(Path root) throws IOException {
        try (var files = Files.walk(root)) {
            return files.map(file -> root.relativize(file).toString())
                    .filter(file -> file.endsWith("Test.class"))
                    .map(file -> file.replace(".class", "").replace('/', '.'))
                    .collect(Collectors.toList());
        }
    }
}
