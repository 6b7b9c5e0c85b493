package dev.dromos.graph.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class ScenarioDirectoriesTest {

    private static final Pattern SCENARIOS_OF = Pattern.compile("Golden\\.scenarios\\(\\s*(\\w+)\\.class");

    @Test
    void everyScenarioDirectoryIsThatOfOneTestClass() throws IOException {
        try (var sources = Files.walk(Path.of("src", "test", "java"))) {
            var tests = sources.filter(Files::isRegularFile)
                    .flatMap(source -> SCENARIOS_OF.matcher(read(source)).results())
                    .map(use -> use.group(1))
                    .toList();

            var directories = Golden.children(Golden.ROOT).stream()
                    .filter(Files::isDirectory)
                    .map(directory -> String.valueOf(directory.getFileName()))
                    // A directory in lower case is a package, with resources of another kind.
                    .filter(name -> Character.isUpperCase(name.charAt(0)))
                    .toList();

            assertThat(directories).isNotEmpty();
            assertThat(tests).containsExactlyInAnyOrderElementsOf(directories);
        }
    }

    private static String read(Path source) {
        try {
            return Files.readString(source);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
