package dev.dromos.router.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The command line, word for word: one directory a scenario. {@code args} holds one argument a line, {@code stdin.txt} what is piped
 * in; {@code stdout.txt}, {@code stderr.txt} (absent when nothing is said) and {@code exit.txt} are what must come out. {@code $DIR}
 * stands for the directory. With {@code -Dgolden.write=true} the outcome is written instead; read the difference before committing
 * it. Tests run in the module's directory.
 */
final class TranscriptTest {
    private static final Path ROOT =
            Path.of("src/test/resources/dev/dromos/router/cli/TranscriptTest").toAbsolutePath();

    static List<Path> scenarios() throws IOException {
        try (Stream<Path> directories = Files.list(ROOT)) {
            return directories.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void saysExactlyThis(Path scenario) throws IOException {
        var arguments = Files.readString(scenario.resolve("args"))
                .replace("$DIR", scenario.toString())
                .lines()
                .toArray(String[]::new);

        var outcome = run(read(scenario.resolve("stdin.txt")), arguments).in(scenario);

        if (Boolean.getBoolean("golden.write")) {
            outcome.write(scenario);
        }
        assertThat(outcome)
                .isEqualTo(new Outcome(
                        read(scenario.resolve("stdout.txt")),
                        read(scenario.resolve("stderr.txt")),
                        read(scenario.resolve("exit.txt"))));
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void directoryHoldsNothingThatIsNotUsed(Path scenario) throws IOException {
        var arguments = Files.readString(scenario.resolve("args"));

        try (Stream<Path> files = Files.list(scenario)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .contains("args", "exit.txt")
                    .allSatisfy(file -> assertThat(List.of("args", "stdin.txt", "stdout.txt", "stderr.txt", "exit.txt")
                                            .contains(file)
                                    || arguments.contains("$DIR/" + file))
                            .as(file)
                            .isTrue());
        }
    }

    private record Outcome(String stdout, String stderr, String exit) {

        Outcome in(Path scenario) {
            return new Outcome(
                    stdout.replace(scenario.toString(), "$DIR"), stderr.replace(scenario.toString(), "$DIR"), exit);
        }

        void write(Path scenario) throws IOException {
            write(scenario.resolve("stdout.txt"), stdout);
            write(scenario.resolve("stderr.txt"), stderr);
            write(scenario.resolve("exit.txt"), exit);
        }

        private static void write(Path file, String text) throws IOException {
            if (text.isEmpty()) {
                Files.deleteIfExists(file);
            } else {
                Files.writeString(file, text);
            }
        }
    }

    private static Outcome run(String stdin, String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        var surroundings = new Surroundings(
                new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8)),
                new PrintWriter(out),
                new PrintWriter(err),
                Map.of());
        int exit = Dromos.run(surroundings, arguments);
        return new Outcome(out.toString(), err.toString(), exit + "\n");
    }

    private static String read(Path file) throws IOException {
        return Files.exists(file) ? Files.readString(file) : "";
    }
}
