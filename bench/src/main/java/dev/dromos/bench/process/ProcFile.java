package dev.dromos.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What Linux says about a process in {@code /proc}. */
final class ProcFile {
    /** Linux counts a process's time in hundredths of a second on every platform that Java runs on. */
    private static final long MICROS_PER_TICK = 10_000;

    /** Fields of {@code stat} after the name in parentheses, which may hold anything: utime, stime. */
    private static final int USER_TICKS = 11;

    private static final int SYSTEM_TICKS = 12;

    /** A JVM's compilers by their threads' names, of which Linux keeps 15 letters. */
    private static final List<String> COMPILERS = List.of("C1 CompilerThre", "C2 CompilerThre");

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
        return new Usage(cpuMicros(stat), kib(status, "VmRSS:"), kib(status, "VmHWM:"));
    }

    /** What the compilers of a JVM have used that are there now: it ends one that has long had nothing to do. Zero for any other process. */
    static long compilerMicros(long pid) {
        try (var threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            return threads.flatMap(ProcFile::stat)
                    .filter(stat -> COMPILERS.contains(name(stat)))
                    .mapToLong(ProcFile::cpuMicros)
                    .sum();
        } catch (IOException _) {
            return 0;
        }
    }

    /** Empty for a thread that has ended meanwhile. */
    private static Stream<String> stat(Path thread) {
        try {
            return Stream.of(Files.readString(thread.resolve("stat")));
        } catch (IOException _) {
            return Stream.empty();
        }
    }

    private static String name(String stat) {
        return stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
    }

    private static long cpuMicros(String stat) {
        var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS])) * MICROS_PER_TICK;
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
