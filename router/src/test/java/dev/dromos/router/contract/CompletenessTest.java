package dev.dromos.router.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** No statement of the contract is without a test: they are counted by the names that the tests of this package show. */
final class CompletenessTest {
    private static final Pattern STATEMENT = Pattern.compile("\\bR\\d+\\b");

    /** The statements of part 2. Their numbers have gaps. */
    private static final List<Integer> NUMBERS = Stream.of(
                    IntStream.rangeClosed(1, 26), IntStream.rangeClosed(30, 36), IntStream.rangeClosed(40, 54))
            .flatMap(IntStream::boxed)
            .toList();

    private static final Map<String, String> WITHOUT_TEST = Map.of(
            "R54", "start time, memory and image of KServe's router: figures to be compared with by the benchmarks");

    /** Each row of part 5, and a test that shows it. */
    private static final Map<String, String> DIFFERENCES = Map.ofEntries(
            Map.entry("R8 truncated client body", "R8 a body that the client cuts short reaches no step"),
            Map.entry("R9 graph over 128 KiB in argv", "R9 a graph over 128 KiB is served from --graph-file"),
            Map.entry("R12, R26 bodies", "part 5, R12, R26 bodies"),
            Map.entry("R15 bad header pattern", "part 5, R15 bad header pattern"),
            Map.entry("R16 empty `PROPAGATE_HEADERS`", "part 5, R16 empty `PROPAGATE_HEADERS`"),
            Map.entry("R18 connections", "R18 64 clients"),
            Map.entry("R19 redirects", "R19 a redirect is not followed"),
            Map.entry("R7, R17, R22 transport failure, timeout", "part 5, R7, R17, R22"),
            Map.entry("R20 client gone", "R20 when the client goes"),
            Map.entry("R23 non-JSON answer", "R23 what is not JSON"),
            Map.entry("R36, R43, R51, R52, R49", "R36 R43 R49 R51 R52"),
            Map.entry("R35, R44 numbers", "R44 keys are names, else indices; step order and every digit are kept"),
            Map.entry("R41 nested Switch without match", "R41 without a match a nested Switch is 404"),
            Map.entry("R46 Ensemble member that is not a JSON object", "R46 any JSON is embedded"),
            Map.entry("R46 Soft member that cannot be reached", "R46 a Soft member that cannot be reached"),
            Map.entry("R48, R50 race and leak", "R50 200 Ensembles ended early leave no connection"),
            Map.entry("`&&`, `||` in a condition", "part 5, `&&`, `||`"),
            Map.entry("Switch or Sequence warnings", "part 5, Switch or Sequence warnings"));

    @Test
    @DisplayName("every statement has a test or a reason why not, never both")
    void everyStatementHasATest() throws Exception {
        var tested = displayNames().stream()
                .flatMap(name -> STATEMENT.matcher(name).results().map(MatchResult::group))
                .collect(Collectors.toSet());

        var missing = new TreeSet<>(NUMBERS.stream().map(number -> "R" + number).toList());
        missing.removeAll(tested);

        assertThat(missing).isEqualTo(new TreeSet<>(WITHOUT_TEST.keySet()));
    }

    @Test
    @DisplayName("every difference on purpose has a test")
    void everyDifferenceHasATest() throws Exception {
        var names = displayNames();

        var untested = DIFFERENCES.entrySet().stream()
                .filter(difference -> names.stream().noneMatch(name -> name.startsWith(difference.getValue())))
                .map(Map.Entry::getKey)
                .toList();

        assertThat(untested).isEmpty();
    }

    private static Set<String> displayNames() throws IOException, URISyntaxException {
        var home = Path.of(Objects.requireNonNull(CompletenessTest.class.getResource("CompletenessTest.class"))
                        .toURI())
                .getParent();
        try (var files = Files.list(Objects.requireNonNull(home))) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .filter(name -> name.endsWith("ContractTest.class"))
                    .map(name -> CompletenessTest.class.getPackageName() + "." + name.replace(".class", ""))
                    .flatMap(CompletenessTest::displayNames)
                    .collect(Collectors.toSet());
        }
    }

    private static Stream<String> displayNames(String type) {
        try {
            return Arrays.stream(Class.forName(type).getDeclaredMethods())
                    .map(method -> method.getAnnotation(DisplayName.class))
                    .filter(Predicate.not(Objects::isNull))
                    .map(DisplayName::value);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
