package dev.dromos.router.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AotCacheTest {
    @TempDir
    private Path directory = Path.of("");

    private Path cache = Path.of("");
    private Path mapped = Path.of("");
    private String classPath = "";

    @BeforeEach
    void theCacheIsUsed() throws IOException {
        cache = Files.createFile(directory.resolve("serve.aot"));
        mapped =
                Files.writeString(directory.resolve("maps"), "2100-23c8 rw-p 00001000 fe:00 2   %s\n".formatted(cache));
        classPath = jar("b.jar", "long") + File.pathSeparator + jar("a.jar", "short");
        Files.writeString(AotCache.jarsOf(cache), "b.jar 4\na.jar 5\n");
    }

    @Test
    void isSilentAboutACacheThatFits() {
        assertThat(fault()).isEmpty();
    }

    @Test
    void saysThatACacheIsMissing() throws IOException {
        Files.delete(cache);

        assertThat(fault()).contains("it cannot be read; the start takes twice as long without it");
    }

    @Test
    void saysThatTheJvmHasRefusedACache() throws IOException {
        Files.writeString(mapped, "7f00-7f01 r-xp 00000000 fe:00 1   /lib/libc.so.6\n");

        assertThat(fault())
                .contains(
                        "it was made by another JDK or for other JVM options; the start takes twice as long without it");
    }

    @Test
    void saysThatACacheIsOfOtherJars() throws IOException {
        jar("a.jar", "changed");

        assertThat(fault()).contains("it was made for other jars, whose classes run in place of these; make it again");
    }

    @Test
    void saysThatACacheIsOfAnotherOrder() {
        classPath = directory.resolve("a.jar") + File.pathSeparator + directory.resolve("b.jar");

        assertThat(fault()).contains("it was made for other jars, whose classes run in place of these; make it again");
    }

    @Test
    void looksAtTheJarsWhereASystemDoesNotTellWhatIsMapped() throws IOException {
        Files.delete(mapped);

        assertThat(fault()).isEmpty();
    }

    private Optional<String> fault() {
        return AotCache.fault(cache, mapped, classPath);
    }

    private Path jar(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content);
    }
}
