package dev.dromos.examples.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ModelServerTest {
    private final StringWriter err = new StringWriter();

    @Test
    void directoryWithoutModelsIsAMistakeInTheInput(@TempDir Path directory) {
        assertThat(run("--directory", directory.toString())).isEqualTo(1);
        assertThat(err.toString().strip()).isEqualTo(directory.resolve("models.yaml") + ": no such file");
    }

    @Test
    void portThatCannotBeIsBadUsage() {
        assertThat(run("--port", "65536")).isEqualTo(2);
        assertThat(err.toString()).startsWith("--port: must be 0 to 65535, found 65536");
    }

    private int run(String... args) {
        return new CommandLine(new ModelServer())
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }
}
