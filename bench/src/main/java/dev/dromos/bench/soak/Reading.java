package dev.dromos.bench.soak;

import dev.dromos.bench.process.Child;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * What a router holds while nobody asks it anything.
 *
 * @param heapKib after a collection
 * @param leases connections to the steps' servers
 */
record Reading(long heapKib, long residentKib, long descriptors, long threads, long leases) {
    private static final Pattern USED = Pattern.compile("total \\d+K, used (\\d+)K");

    static Reading of(Child router, StepServer steps) throws IOException, InterruptedException {
        jcmd(router, "GC.run");
        var spaces = USED.matcher(jcmd(router, "GC.heap_info"))
                .results()
                .map(found -> Long.valueOf(found.group(1)))
                .toList();
        if (spaces.isEmpty()) {
            throw new IOException("jcmd GC.heap_info names no space of a heap");
        }
        long heap = spaces.stream().mapToLong(Long::longValue).sum();
        return new Reading(
                heap,
                router.usage().residentKib(),
                entries(router, "fd"),
                entries(router, "task"),
                steps.connections());
    }

    private static long entries(Child router, String directory) throws IOException {
        try (var entries = Files.list(Path.of("/proc", Long.toString(router.pid()), directory))) {
            return entries.count();
        }
    }

    private static String jcmd(Child router, String command) throws IOException, InterruptedException {
        var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        var process = new ProcessBuilder(jcmd, Long.toString(router.pid()), command)
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("jcmd %s: %s".formatted(command, said));
        }
        return said;
    }
}
