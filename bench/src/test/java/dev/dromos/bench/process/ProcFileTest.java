package dev.dromos.bench.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ProcFileTest {

    @Test
    void processorTimeIsUserAndSystemTicksWhateverTheNameHolds() {
        var stat = "42 (a ) (b) S 1 42 42 0 -1 4194304 500 0 0 0 250 50 7 9 20 0 12 0 100 1000 200";

        var usage = ProcFile.usage(stat, List.of("Name:\ta ) (b", "VmHWM:\t   90112 kB", "VmRSS:\t   81920 kB"));

        assertThat(usage).isEqualTo(new Usage(3_000_000, 81_920, 90_112));
    }

    @Test
    void aProcessThatHasEndedUsesNothing() {
        assertThat(ProcFile.usage(Long.MAX_VALUE)).isEqualTo(Usage.NONE);
    }

    @Test
    void compilersAreThreadsOfAJvm() {
        long own = ProcessHandle.current().pid();

        assertThat(ProcFile.compilerMicros(own))
                .isPositive()
                .isLessThanOrEqualTo(ProcFile.usage(own).cpuMicros());
    }

    @Test
    void whatIsNoJvmHasNoCompilers() throws IOException {
        var other = new ProcessBuilder("cat").start();
        try {
            assertThat(ProcFile.compilerMicros(other.pid())).isZero();
        } finally {
            other.destroy();
        }
        assertThat(ProcFile.compilerMicros(Long.MAX_VALUE)).isZero();
    }
}
