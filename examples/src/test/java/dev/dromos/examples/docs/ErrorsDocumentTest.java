package dev.dromos.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dromos.graph.problem.Mistake;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/errors.md} has a row for each mistake, and none for one that is gone. */
final class ErrorsDocumentTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (`[A-Z]\\w+`(?:, `[A-Z]\\w+`)*) \\|");

    @Test
    void everyMistakeHasARowAndEveryRowAMistake() throws IOException {
        var document = Files.readString(Path.of("../docs/errors.md"));

        var rows = ROW.matcher(document)
                .results()
                .flatMap(row -> Arrays.stream(row.group(1).split(", ")));

        assertThat(rows)
                .containsExactlyInAnyOrderElementsOf(mistakes(Mistake.class)
                        .map(type -> "`" + type.getSimpleName() + "`")
                        .toList());
    }

    private static Stream<Class<?>> mistakes(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(ErrorsDocumentTest::mistakes)
                : Stream.of(type);
    }
}
