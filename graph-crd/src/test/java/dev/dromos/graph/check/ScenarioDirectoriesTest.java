package dev.dromos.graph.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class ScenarioDirectoriesTest {

    @Test
    void everyScenarioDirectoryHasItsTestClass() throws IOException {
        try (var sources = Files.walk(Path.of("src", "test", "java"))) {
            var tests = sources.map(source -> String.valueOf(source.getFileName()))
                    .filter(name -> name.endsWith("Test.java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .collect(Collectors.toSet());

            var directories = Golden.children(Golden.ROOT).stream()
                    .filter(Files::isDirectory)
                    .map(directory -> String.valueOf(directory.getFileName()))
                    // A directory in lower case is a package, with resources of another kind.
                    .filter(name -> Character.isUpperCase(name.charAt(0)))
                    .toList();

            assertThat(directories).isNotEmpty().isSubsetOf(tests);
        }
    }
}
