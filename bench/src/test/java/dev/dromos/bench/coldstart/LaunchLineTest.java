package dev.dromos.bench.coldstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

final class LaunchLineTest {
    private static final List<String> SAID = List.of(
            "-XX:+UseSerialGC",
            "-XX:+AutoCreateSharedArchive",
            "-XX:SharedArchiveFile=/d/serve.jsa",
            "-Xlog:disable",
            "-cp",
            "/d/*:/d/lib/*",
            "dev.dromos.Main",
            "serve");

    @Test
    void aLineIsFlagsAClassPathAndAClass() {
        var line = LaunchLine.parse(SAID);

        assertThat(line.command("java"))
                .containsExactly(
                        "java",
                        "-XX:+UseSerialGC",
                        "-XX:+AutoCreateSharedArchive",
                        "-XX:SharedArchiveFile=/d/serve.jsa",
                        "-Xlog:disable",
                        "-cp",
                        "/d/*:/d/lib/*",
                        "dev.dromos.Main");
    }

    @Test
    void withoutArchiveNothingOfAnEarlierRunIsLeft() {
        var plain = LaunchLine.parse(SAID)
                .with(List.of("-XX:AOTCache=/a", "-Xshare:auto"))
                .withoutArchive();

        assertThat(plain.flags()).containsExactly("-XX:+UseSerialGC", "-Xlog:disable");
    }

    @Test
    void aLineWithoutAClassPathIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LaunchLine.parse(List.of("-version")))
                .withMessage("expected flags, -cp, a class path and a class, found [-version]");
    }

    @Test
    void aVariantIsANameAndACommand() {
        assertThat(Variant.parse("mine=/app/dromos -x=1"))
                .isEqualTo(new Variant("mine", List.of("/app/dromos", "-x=1")));
    }
}
