package dev.dromos.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a table of figures must say about where they come from. */
public final class Machine {
    private Machine() {}

    public static String describe() {
        return "%d CPUs (%s), %s %s, JDK %s, load average %s"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        processor(),
                        System.getProperty("os.name"),
                        System.getProperty("os.version"),
                        System.getProperty("java.version"),
                        loadAverage());
    }

    private static String processor() {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 2))
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException _) {
            return "unknown";
        }
    }

    private static String loadAverage() {
        try {
            return Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0];
        } catch (IOException _) {
            return "unknown";
        }
    }
}
