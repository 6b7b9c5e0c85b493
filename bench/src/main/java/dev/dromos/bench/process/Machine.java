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
                        kernel(),
                        System.getProperty("java.version"),
                        loadAverage());
    }

    /** The number alone: what a distribution calls its build says nothing to anybody else. */
    private static String kernel() {
        var version = System.getProperty("os.version");
        int end = version.indexOf('-');
        return end < 0 ? version : version.substring(0, end);
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
