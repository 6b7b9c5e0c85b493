package dev.dromos.bench.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class SoakTest {
    private static final long CONTAINER_KIB = 256 * 1024;

    @Test
    @DisplayName(
            "D12 D14 mixed traffic, faults and reloads for some seconds: nothing wrong, lost or kept, and room in 256 MiB")
    void nothingIsWrongLostOrKept() throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var dromos = List.of(
                java,
                "@../router/src/main/jvm/serve.options",
                "-XX:MaxRAM=%dk".formatted(CONTAINER_KIB),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.dromos.router.cli.Dromos");

        var result = Soaking.run(dromos, Duration.ofSeconds(10));

        assertThat(result).satisfies(clean -> assertThat(clean.isClean()).isTrue());
        assertThat(result.end().residentKib()).as(result.toString()).isLessThan(CONTAINER_KIB / 100 * 85);
    }
}
