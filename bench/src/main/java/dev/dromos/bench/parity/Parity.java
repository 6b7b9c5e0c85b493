package dev.dromos.bench.parity;

import dev.dromos.bench.process.Child;
import dev.dromos.bench.process.FreePort;
import dev.dromos.bench.process.RouterCommand;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench/parity}. */
@Command(
        name = "bench/parity",
        mixinStandardHelpOptions = true,
        description =
                "Asks Dromos and KServe's router the same, about graphs made by chance, and prints where they differ.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  bench/parity --kserve-router ./router              a hundred graphs, nine requests each",
            "  bench/parity --kserve-router ./router --seed 42    others"
        })
public final class Parity implements Callable<Integer> {
    private static final int DIFFERS = 1;
    private static final int CANNOT = 2;
    private static final int PATIENCE_SECONDS = 30;
    private static final int POLL_MILLIS = 10;

    @Option(names = "--kserve-router", required = true, paramLabel = "FILE", description = "Its binary.")
    private Path kserve = Path.of("");

    @Option(names = "--graphs", paramLabel = "N", defaultValue = "100", description = "Default: 100.")
    private int graphs = 100;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Of chance. Default: 1.")
    private long seed = 1;

    @Option(names = "--dromos", paramLabel = "FILE", defaultValue = "./dromos", description = "Default: ./dromos.")
    private Path dromos = Path.of("./dromos");

    private final Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
    private int unasked;

    private Parity() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Parity())
                .setExecutionExceptionHandler((failure, _, _) -> {
                    System.err.println("bench: " + failure.getMessage());
                    return CANNOT;
                })
                .execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        if (!FreePort.isFree(RouterCommand.KSERVE_PORT)) {
            System.err.println(
                    "bench: KServe's router needs port %d, which is taken".formatted(RouterCommand.KSERVE_PORT));
            return CANNOT;
        }
        var random = new Random(seed);
        try (var models = new Models();
                var requests = new Requests()) {
            for (int i = 0; i < graphs; i++) {
                compare(RandomGraph.spec(random, models.url()), models, requests);
            }
        }
        System.out.println("%d graphs, %d requests each, seed %d".formatted(graphs, Requests.BODIES.size(), seed));
        System.out.println();
        System.out.println("| requests | |");
        System.out.println("|--:|---|");
        counts.forEach((verdict, count) -> System.out.println("| %d | %s |".formatted(count, verdict.meaning())));
        if (unasked > 0) {
            System.out.println("| %d | not asked: KServe's process had ended |".formatted(unasked));
        }
        return counts.containsKey(Verdict.OTHER) ? DIFFERS : 0;
    }

    private void compare(String spec, Models models, Requests requests) throws Exception {
        int port = FreePort.next();
        try (var theirs = start(RouterCommand.kserve(kserve, spec));
                var ours = start(RouterCommand.dromos(dromos, port, spec))) {
            awaitListening(theirs, RouterCommand.KSERVE_PORT);
            awaitListening(ours, port);
            for (var body : Requests.BODIES) {
                if (!theirs.isAlive()) {
                    unasked++;
                    continue;
                }
                var their = requests.ask(RouterCommand.KSERVE_PORT, body, models);
                var our = requests.ask(port, body, models);
                var verdict = Verdict.of(their, our, spec);
                counts.merge(verdict, 1, Integer::sum);
                if (verdict == Verdict.OTHER) {
                    System.out.println("""
                            graph:   %s
                            request: %s
                            KServe:  %s
                            Dromos:  %s
                            """.formatted(spec, body, their, our));
                }
            }
        }
    }

    private static Child start(List<String> command) throws IOException {
        return Child.start(command, Map.of("PROPAGATE_HEADERS", Requests.PROPAGATED));
    }

    private static void awaitListening(Child router, int port) throws InterruptedException {
        while (true) {
            try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException _) {
                if (!router.isAlive() || router.age().toSeconds() > PATIENCE_SECONDS) {
                    throw new IllegalStateException("a router does not start\n" + router.lastWords());
                }
                Thread.sleep(POLL_MILLIS);
            }
        }
    }
}
