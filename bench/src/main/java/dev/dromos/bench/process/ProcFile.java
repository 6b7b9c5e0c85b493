package dev.dromos.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What Linux says about a process in {@code /proc}. */
final class ProcFile {
    /** Linux counts a process's time in hundredths of a second on every platform that Java runs on. */
    private static final long MICROS_PER_TICK = 10_000;

    /** Fields of {@code stat} after the name in parentheses, which may hold anything: utime, stime. */
    private static final int USER_TICKS = 11;

    private static final int SYSTEM_TICKS = 12;

    private ProcFile() {}

    /** All zero for a process that has ended. */
    static Usage usage(long pid) {
        try {
            var directory = Path.of("/proc", Long.toString(pid));
            return usage(Files.readString(directory.resolve("stat")), Files.readAllLines(directory.resolve("status")));
        } catch (IOException _) {
            return Usage.NONE;
        }
    }

    static Usage usage(String stat, List<String> status) {
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        long ticks = Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]);
        return new Usage(ticks * MICROS_PER_TICK, kib(status, "VmRSS:"), kib(status, "VmHWM:"));
    }

    private static long kib(List<String> status, String name) {
        return status.stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(name.length()).replace("kB", "").strip())
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(0);
    }
}
