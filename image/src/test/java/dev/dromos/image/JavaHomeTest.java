package dev.dromos.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JavaHomeTest {
    @TempDir
    private Path root = Path.of("");

    /** As distroless images have it: by links that are meant inside of them. */
    @Test
    void followsLinksAsInTheImage() throws Exception {
        java("usr/lib/jvm/temurin");
        link("usr/bin/java", "/etc/alternatives/java");
        link("etc/alternatives/java", "../../usr/lib/jvm/temurin/bin/java");

        assertThat(JavaHome.in(root, Map.of())).isEqualTo(new JavaHome("/usr/lib/jvm/temurin", "25.0.3+9"));
    }

    @Test
    void aHomeThatIsNamedComesFirst() throws Exception {
        java("opt/java");
        java("usr/lib/jvm/temurin");
        link("usr/bin/java", "/usr/lib/jvm/temurin/bin/java");

        assertThat(JavaHome.in(root, Map.of("JAVA_HOME", "/opt/java")).launcher())
                .isEqualTo("/opt/java/bin/java");
    }

    @Test
    void saysWhereNoneIs() {
        assertThatThrownBy(() -> JavaHome.in(root, Map.of("JAVA_HOME", "/opt/java")))
                .hasMessage("base: no Java in `/opt/java`; a base has JAVA_HOME or /usr/bin/java, and a JDK 25 there");
    }

    private void java(String home) throws IOException {
        Files.createDirectories(root.resolve(home).resolve("bin"));
        Files.writeString(root.resolve(home).resolve("bin/java"), "");
        Files.writeString(root.resolve(home).resolve("release"), "JAVA_RUNTIME_VERSION=\"25.0.3+9\"\n");
    }

    private void link(String file, String target) throws IOException {
        Path link = root.resolve(file);
        Files.createDirectories(link.resolveSibling(""));
        Files.createSymbolicLink(link, Path.of(target));
    }
}
