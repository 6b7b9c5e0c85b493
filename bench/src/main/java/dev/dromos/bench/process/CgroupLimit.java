package dev.dromos.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A limit on processor and memory, as a container has it. Its groups lie beneath our own, so that a limit on us still counts.
 *
 * @param groups directories of the cgroup file system, one for each hierarchy
 */
public record CgroupLimit(List<Path> groups) implements AutoCloseable {
    private static final Path ROOT = Path.of("/sys/fs/cgroup");
    private static final String PROCESSES = "cgroup.procs";

    /** What Kubernetes uses: a share of each tenth of a second. */
    private static final long PERIOD_MICROS = 100_000;

    public CgroupLimit {
        groups = List.copyOf(groups);
    }

    /**
     * Sets a limit up.
     *
     * @param cpus as in {@code limits.cpu}
     * @throws IOException when this machine does not let us; the message says what
     */
    public static CgroupLimit of(double cpus, long memoryBytes) throws IOException {
        var quota = Math.round(cpus * PERIOD_MICROS);
        return Files.exists(ROOT.resolve("cgroup.controllers"))
                ? version2(quota, memoryBytes)
                : version1(quota, memoryBytes);
    }

    /** A command that runs another within the limit. */
    public List<String> around(List<String> command) {
        var entering = groups.stream()
                .map(group -> "echo $$ > '%s' && ".formatted(group.resolve(PROCESSES)))
                .collect(Collectors.joining());
        return Stream.concat(Stream.of("/bin/sh", "-c", entering + "exec \"$@\"", "limited"), command.stream())
                .toList();
    }

    /** To be called when the processes in it have ended. */
    @Override
    public void close() throws IOException {
        for (var group : groups) {
            Files.deleteIfExists(group);
        }
    }

    private static CgroupLimit version2(long quota, long memoryBytes) throws IOException {
        var group = newGroup(ROOT, ownGroup(""));
        var limit = new CgroupLimit(List.of(group));
        try {
            write(group.resolve("cpu.max"), "%d %d".formatted(quota, PERIOD_MICROS));
            write(group.resolve("memory.max"), Long.toString(memoryBytes));
            return limit;
        } catch (IOException e) {
            limit.close();
            throw e;
        }
    }

    private static CgroupLimit version1(long quota, long memoryBytes) throws IOException {
        var groups = new ArrayList<Path>();
        try {
            var cpu = newGroup(ROOT.resolve("cpu"), ownGroup("cpu"));
            groups.add(cpu);
            write(cpu.resolve("cpu.cfs_period_us"), Long.toString(PERIOD_MICROS));
            write(cpu.resolve("cpu.cfs_quota_us"), Long.toString(quota));
            var memory = newGroup(ROOT.resolve("memory"), ownGroup("memory"));
            groups.add(memory);
            write(memory.resolve("memory.limit_in_bytes"), Long.toString(memoryBytes));
            return new CgroupLimit(groups);
        } catch (IOException e) {
            new CgroupLimit(groups).close();
            throw e;
        }
    }

    private static Path newGroup(Path hierarchy, String own) throws IOException {
        var name = "dromos-bench-%d".formatted(ProcessHandle.current().pid());
        return Files.createDirectory(hierarchy.resolve(own.substring(1)).resolve(name));
    }

    /** Where we are in a hierarchy: {@code 4:memory:/path}, or {@code 0::/path} in version 2. */
    private static String ownGroup(String controller) throws IOException {
        for (var line : Files.readAllLines(Path.of("/proc/self/cgroup"))) {
            var parts = line.split(":", 3);
            if (List.of(parts[1].split(",", -1)).contains(controller)) {
                return parts[2];
            }
        }
        throw new IOException("no cgroup for `%s` in /proc/self/cgroup".formatted(controller));
    }

    private static void write(Path file, String value) throws IOException {
        Files.writeString(file, value);
    }
}
