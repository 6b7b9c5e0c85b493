package dev.dromos.bench.coldstart;

import dev.dromos.bench.load.ClosedLoop;
import dev.dromos.bench.load.JsonBody;
import dev.dromos.bench.load.LoadPlan;
import dev.dromos.bench.load.LoadTarget;
import dev.dromos.bench.load.OneRequest;
import dev.dromos.bench.process.CgroupLimit;
import dev.dromos.bench.process.Child;
import dev.dromos.bench.process.FreePort;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** What a router holds after a minute of load, in a container's limit of memory; where none can be set, its JVM is told of one. */
final class MemoryRun {
    private static final int MIB = 1024 * 1024;
    private static final double KIB_PER_MIB = 1_024;
    private static final int LIMIT_MIB = 256;
    private static final double ALL_CPUS = Runtime.getRuntime().availableProcessors();
    private static final int CONNECTIONS = 64;
    private static final Duration LOAD = Duration.ofSeconds(60);
    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final long POLL_MILLIS = 10;

    private MemoryRun() {}

    static void print(Variant variant, String stepUrl, PrintStream out) throws Exception {
        var inContainer = new Variant(
                variant.name(),
                variant.command().stream()
                        .filter(flag -> !flag.startsWith("-XX:MaxRAM="))
                        .toList());
        CgroupLimit limit;
        try {
            limit = CgroupLimit.of(ALL_CPUS, (long) LIMIT_MIB * MIB);
        } catch (IOException e) {
            out.println("No memory limit can be set here (%s): the JVM is told of %d MiB.".formatted(e, LIMIT_MIB));
            measure(inContainer.with("-XX:MaxRAM=%dm".formatted(LIMIT_MIB)), stepUrl, command -> command, out);
            return;
        }
        try (limit) {
            out.println("In a memory limit of %d MiB.".formatted(LIMIT_MIB));
            measure(inContainer, stepUrl, limit::around, out);
        }
    }

    private static void measure(Variant variant, String stepUrl, UnaryOperator<List<String>> around, PrintStream out)
            throws Exception {
        int port = FreePort.next();
        var body = JsonBody.request(ColdRun.BYTES);
        try (var router = Child.start(around.apply(variant.serving(ColdRun.spec(stepUrl), port)));
                var loop = new ClosedLoop()) {
            var answer = firstAnswer(router, port, body);
            var before = router.usage();
            var load = loop.run(
                            new LoadTarget(port, body, answer.bytes()),
                            new LoadPlan(CONNECTIONS, Duration.ZERO, LOAD),
                            () -> 0)
                    .load();
            var after = router.usage();
            out.println();
            out.println("| connections | seconds | answers | wrong | RSS MiB at first answer | after | highest |");
            out.println("|--:|--:|--:|--:|--:|--:|--:|");
            out.println(String.format(
                    Locale.ROOT,
                    "| %d | %d | %d | %d | %.0f | %.0f | %.0f |",
                    CONNECTIONS,
                    LOAD.toSeconds(),
                    load.requests(),
                    load.failures(),
                    before.residentKib() / KIB_PER_MIB,
                    after.residentKib() / KIB_PER_MIB,
                    after.highestKib() / KIB_PER_MIB));
        }
    }

    private static OneRequest.Reply firstAnswer(Child router, int port, byte[] body)
            throws IOException, InterruptedException {
        while (router.isAlive() && router.age().compareTo(START_LIMIT) < 0) {
            var reply = OneRequest.post(port, body);
            if (reply.isPresent()) {
                return reply.get();
            }
            Thread.sleep(POLL_MILLIS);
        }
        throw new IOException("the router does not start\n" + router.lastWords());
    }
}
