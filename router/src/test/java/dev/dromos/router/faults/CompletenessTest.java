package dev.dromos.router.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    @DisplayName("no test is switched off, and those that a machine may leave out are listed")
    void nothingIsLeftOutUnlisted() throws Exception {
        var tests = CompiledTests.all();

        assertThat(tests.switchedOff()).isEmpty();
        assertThat(tests.othersThatAssume()).isEmpty();
        var assuming = tests.methods().filter(tests::assumes).toList();
        assertThat(assuming).allSatisfy(test -> assertThat(numbers(test)).isNotEmpty());
        assertThat(assuming.stream().flatMap(CompletenessTest::numbers).distinct())
                .containsExactlyInAnyOrderElementsOf(exceptions()
                        .filter(exception -> "sometimes".equals(exception.group(4)))
                        .map(exception -> exception.group(1))
                        .toList());
    }

    @Test
    @DisplayName("exceptions are of rows, one each, and what is tested elsewhere says there what row it is")
    void exceptionsAreWhole() throws IOException {
        assertThat(lines("exceptions.txt"))
                .allMatch(line -> EXCEPTION.matcher(line).matches());
        assertThat(exceptions().map(exception -> exception.group(1)))
                .doesNotHaveDuplicates()
                .isSubsetOf(rows().toList());
        assertThat(exceptions().filter(exception -> exception.group(3) != null))
                .isNotEmpty()
                .allSatisfy(exception -> assertThat(Path.of("..", exception.group(3)))
                        .content()
                        .containsPattern("\\b%s\\b".formatted(exception.group(1))));
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

    private static Set<String> numbersInNames() throws Exception {
        return CompiledTests.all().methods().flatMap(CompletenessTest::numbers).collect(Collectors.toSet());
    }

    private static Stream<String> numbers(Method test) {
        return CompiledTests.namesOf(test).flatMap(CompletenessTest::numbersOf);
    }

    /** The first, and the threats: one is held by what is done about a fault, as a rule. A fault that is named second is not. */
    private static Stream<String> numbersOf(String name) {
        var numbers =
                NUMBERS.matcher(name).results().map(number -> number.group(1)).toList();
        return Stream.concat(
                numbers.stream().limit(1), numbers.stream().skip(1).filter(number -> number.startsWith("T")));
    }
}
