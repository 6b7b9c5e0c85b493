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
    private static final String OTHERS = "7f00-7f01 r-xp 00000000 fe:00 1   /lib/libc.so.6\n";

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
        Files.writeString(
                AotCache.madeFor(cache), "JDK %s /jdk/lib/modules\nb.jar 4\na.jar 5\n".formatted(Runtime.version()));
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
        Files.writeString(mapped, OTHERS);

        assertThat(fault()).contains("it was made for other JVM options; the start takes twice as long without it");
    }

    @Test
    void saysThatACacheIsOfAnotherJdk() throws IOException {
        Files.writeString(mapped, OTHERS);
        Files.writeString(AotCache.madeFor(cache), "JDK 25.0.1+8 /jdk/lib/modules\nb.jar 4\na.jar 5\n");

        assertThat(fault())
                .contains("it was made by another JDK, this is JDK %s; the start takes twice as long without it"
                        .formatted(Runtime.version()));
    }

    @Test
    void saysThatTheJvmHasRefusedACacheOfOtherJars() throws IOException {
        Files.writeString(mapped, OTHERS);
        jar("a.jar", "changed");

        assertThat(fault()).contains("it was made for other jars, and the JVM refuses it; make it again");
    }

    @Test
    void saysThatACacheDoesNotTellWhatItIsFor() throws IOException {
        Files.writeString(AotCache.madeFor(cache), "");

        assertThat(fault()).contains("it does not say what it was made for; make it again");
    }

    @Test
    void saysWhichFileOfACacheIsMissing() throws IOException {
        Files.delete(directory.resolve("a.jar"));
        assertThat(fault()).contains(directory.resolve("a.jar") + " is missing; make it again");

        Files.delete(AotCache.madeFor(cache));
        assertThat(fault()).contains(AotCache.madeFor(cache) + " is missing; make it again");
    }

    @Test
    void findsACacheThroughALinkAndUnderAnyName() throws IOException {
        var real = Files.createDirectory(directory.resolve("café à deux"));
        Files.move(cache, real.resolve("serve.aot"));
        Files.move(AotCache.madeFor(cache), AotCache.madeFor(real.resolve("serve.aot")));
        cache = Files.createSymbolicLink(directory.resolve("link"), real).resolve("serve.aot");
        Files.writeString(mapped, "2100-23c8 rw-p 00001000 fe:00 2   %s\n".formatted(real.resolve("serve.aot")));

        assertThat(fault()).isEmpty();
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
