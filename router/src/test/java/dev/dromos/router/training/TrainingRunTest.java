package dev.dromos.router.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the build runs to make the AOT cache: wrong answers would fail it, and so would a router that does not end. */
final class TrainingRunTest {
    private static final long LONGEST_SECONDS = 60;

    @Test
    void getsRightAnswersAndEnds(@TempDir Path directory) throws Exception {
        var said = directory.resolve("said");
        var process = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TrainingRun.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();

        boolean ended = process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS);

        process.destroyForcibly();
        assertThat(ended).as(Files.readString(said)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(said)).isZero();
    }
}
