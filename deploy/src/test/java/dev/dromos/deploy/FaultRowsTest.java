package dev.dromos.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Every row of {@code rows.txt}, what can go wrong around an operator, has a case: a test that shows its number. */
final class FaultRowsTest {
    private static final Path ROWS = Path.of("src", "test", "resources", "FaultRowsTest", "rows.txt");

    /** The numbers at the start of a shown name: {@code "F2 F6 what ..."}. */
    private static final Pattern NUMBERS = Pattern.compile("\\G([A-Z]\\d+) ");

    @Test
    void everyRowHasACase() throws Exception {
        var rows = Files.readAllLines(ROWS);

        assertThat(rows).hasSize(22).allSatisfy(row -> assertThat(row).matches("F\\d+ .{8,}"));
        assertThat(shownNumbers())
                .filteredOn(number -> number.startsWith("F"))
                .containsExactlyInAnyOrderElementsOf(
                        rows.stream().map(row -> row.split(" ", 2)[0]).toList());
    }

    private static Set<String> shownNumbers() throws IOException, URISyntaxException, ClassNotFoundException {
        var numbers = new LinkedHashSet<String>();
        for (String name : testClasses()) {
            var test = Class.forName(name, false, FaultRowsTest.class.getClassLoader());
            Arrays.stream(test.getDeclaredMethods())
                    .flatMap(method -> Stream.ofNullable(method.getAnnotation(DisplayName.class)))
                    .flatMap(shown -> NUMBERS.matcher(shown.value()).results())
                    .map((MatchResult found) -> found.group(1))
                    .forEach(numbers::add);
        }
        return numbers;
    }

    private static List<String> testClasses() throws IOException, URISyntaxException {
        var root = Path.of(FaultRowsTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (var files = Files.walk(root)) {
            return files.map(file -> root.relativize(file).toString())
                    .filter(file -> file.endsWith("IT.class") || file.endsWith("Test.class"))
                    .map(file -> file.replace(".class", "").replace('/', '.'))
                    .toList();
        }
    }
}
