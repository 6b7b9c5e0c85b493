package dev.dromos.router.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.nodes.testing.FakeModelServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.Utf8Entry;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * Every row of {@code rows.txt} has a case of its own, found by the number that its name begins with, or {@code exceptions.txt} says why
 * not. That list also has the rows whose case is left out on some machines, or expects something else than the row. Tests run in the
 * module's directory.
 */
final class CompletenessTest {
    /** Of {@code rows.txt}, by their letter: sections A to E of the faults, threats to the router, what it is shipped with. */
    static final List<String> SECTIONS = List.of("A", "B", "C", "D", "E", "S", "T");

    /** {@code "C5 T11 a Sequence passes ..."}, whether a method or one case of many is called so: a case of C5, which holds T11 too. */
    private static final Pattern NUMBERS = Pattern.compile("\\G([A-Z]\\d+) ");

    private static final Pattern EXCEPTION =
            Pattern.compile("([A-Z]\\d+) (?:(none)|elsewhere (\\S+)|(sometimes|otherwise)): \\S.{20,}");

    @ParameterizedTest(name = "section {0}")
    @FieldSource("SECTIONS")
    @DisplayName("every row has a case of its own or an exception that says why not, never both")
    void everyRowHasACaseOrAReason(String section) throws Exception {
        var rows = rows().filter(row -> row.startsWith(section)).toList();
        var without = exceptions()
                .filter(exception -> exception.group(4) == null)
                .map(exception -> exception.group(1))
                .filter(row -> row.startsWith(section))
                .toList();
        var named = numbersInNames();

        assertThat(rows).isNotEmpty();
        assertThat(rows).filteredOn(row -> !named.contains(row)).containsExactlyInAnyOrderElementsOf(without);
    }

    @Test
    @DisplayName("rows are numbered without a gap, and say what they are")
    void rowsAreWhole() throws IOException {
        assertThat(rows()).doesNotHaveDuplicates().hasSize(48 + 27 + 18 + 14 + 15 + 7 + 20);
        assertThat(lines("rows.txt")).allMatch(line -> line.matches("[A-Z]\\d+ \\S.*"));
    }

    @Test
    @DisplayName("exceptions are of rows, one each, and what is tested elsewhere is tested there")
    void exceptionsAreWhole() throws IOException {
        assertThat(lines("exceptions.txt"))
                .allMatch(line -> EXCEPTION.matcher(line).matches());
        assertThat(exceptions().map(exception -> exception.group(1)))
                .doesNotHaveDuplicates()
                .isSubsetOf(rows().toList());
        assertThat(exceptions().map(exception -> exception.group(3)).filter(Objects::nonNull))
                .isNotEmpty()
                .allSatisfy(place -> assertThat(Path.of("..", place)).exists());
    }

    private static Stream<String> rows() throws IOException {
        return lines("rows.txt").stream().map(line -> line.split(" ", 2)[0]);
    }

    private static Stream<MatchResult> exceptions() throws IOException {
        return lines("exceptions.txt").stream()
                .flatMap(line -> EXCEPTION.matcher(line).results());
    }

    private static List<String> lines(String resource) throws IOException {
        try (InputStream in = Objects.requireNonNull(CompletenessTest.class.getResourceAsStream(resource))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    /** Of every test of this module and of {@code nodes}. */
    private static Set<String> numbersInNames() throws IOException, URISyntaxException {
        var names = Stream.<String>builder();
        for (var type : List.of(CompletenessTest.class, FakeModelServer.class)) {
            texts(Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI()))
                    .forEach(names::add);
        }
        return names.build().flatMap(CompletenessTest::numbersOf).collect(Collectors.toSet());
    }

    /** The first, and the threats: one is held by what is done about a fault, as a rule. A fault that is named second is not. */
    private static Stream<String> numbersOf(String name) {
        var numbers =
                NUMBERS.matcher(name).results().map(number -> number.group(1)).toList();
        return Stream.concat(
                numbers.stream().limit(1), numbers.stream().skip(1).filter(number -> number.startsWith("T")));
    }

    /** @param place a directory of classes, or a jar of them */
    private static List<String> texts(Path place) throws IOException {
        if (Files.isDirectory(place)) {
            return textsBelow(place);
        }
        try (var jar = FileSystems.newFileSystem(place)) {
            return textsBelow(jar.getPath("/"));
        }
    }

    /** What is written in tests, in their annotations too. */
    private static List<String> textsBelow(Path root) throws IOException {
        try (var files = Files.walk(root)) {
            return files.filter(file -> file.toString().matches(".*Test(\\$.*)?\\.class"))
                    .flatMap(CompletenessTest::textsIn)
                    .toList();
        }
    }

    private static Stream<String> textsIn(Path type) {
        try {
            var constants = ClassFile.of().parse(Files.readAllBytes(type)).constantPool();
            return StreamSupport.stream(constants.spliterator(), false)
                    .flatMap(constant ->
                            constant instanceof Utf8Entry text ? Stream.of(text.stringValue()) : Stream.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
