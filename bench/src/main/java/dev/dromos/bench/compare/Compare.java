package dev.dromos.bench.compare;

import dev.dromos.bench.process.FreePort;
import dev.dromos.bench.process.Machine;
import dev.dromos.bench.process.RouterCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench/compare}. */
@Command(
        name = "bench/compare",
        mixinStandardHelpOptions = true,
        description = "Measures Dromos against its peers on this machine and prints a table of ratios.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  bench/compare                                  every graph at one load, one graph at every load",
            "  bench/compare --quick --slack 1.5              for CI: fails when a ratio is far from its target",
            "  bench/compare --full --kserve-router ./router  every graph at every load, KServe's router too"
        })
public final class Compare implements Callable<Integer> {
    private static final int MISSED = 1;
    private static final int SKIPPED_PEER = 2;
    private static final int SECOND_LOOKS = 2;

    @Option(names = "--quick", description = "Four graphs, in some three minutes.")
    private boolean quick;

    @Option(names = "--full", description = "Every graph at every load; takes more than an hour.")
    private boolean full;

    @Option(names = "--only", paramLabel = "TEXT", description = "Only comparisons whose name has this in it.")
    private Optional<String> only = Optional.empty();

    @Option(names = "--rounds", paramLabel = "N", description = "Turns of each contestant. Default: 5, quick 3.")
    private Optional<Integer> rounds = Optional.empty();

    @Option(names = "--window-ms", paramLabel = "N", description = "Length of a turn. Default: 1000, quick 800.")
    private Optional<Long> window = Optional.empty();

    @Option(
            names = "--warm-up-ms",
            paramLabel = "N",
            description = "Longest load before the first turn; it ends when all are warm. Default: 60000.")
    private Optional<Long> warmUp = Optional.empty();

    @Option(names = "--kserve-router", paramLabel = "FILE", description = "The binary of KServe's router.")
    private Optional<Path> kserve = Optional.empty();

    @Option(
            names = "--slack",
            paramLabel = "FACTOR",
            description =
                    "Exit 1 when a ratio is worse than its target by more than this factor, three times in a row.")
    private Optional<Double> slack = Optional.empty();

    @Option(names = "--dromos", paramLabel = "FILE", defaultValue = "./dromos", description = "Default: ./dromos.")
    private Path dromos = Path.of("./dromos");

    private Compare() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Compare()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        if (kserve.isPresent() && !FreePort.isFree(RouterCommand.KSERVE_PORT)) {
            talk("KServe's router needs port %d, which is taken".formatted(RouterCommand.KSERVE_PORT));
            return SKIPPED_PEER;
        }
        var suite = suite();
        var results = new ArrayList<CellResult>();
        var directory = Files.createTempDirectory("dromos-bench");
        try (var arena = new Arena(lineUp(directory), suite.pace(), Compare::talk)) {
            for (var cell : suite.cells()) {
                results.add(measured(arena, cell));
            }
        } finally {
            delete(directory);
        }
        return report(suite, results);
    }

    /** With a slack, a cell that misses is measured again: a busy machine misses now and then, a slow router every time. */
    private CellResult measured(Arena arena, Cell cell) throws Exception {
        var result = arena.run(cell);
        for (int look = 0; look < SECOND_LOOKS && misses(result); look++) {
            talk("missed, once more");
            result = arena.run(cell);
        }
        return result;
    }

    private boolean misses(CellResult result) {
        return slack.isPresent()
                && Target.judge(List.of(result)).stream().anyMatch(verdict -> !verdict.isMet(slack.get()));
    }

    private Suite suite() {
        var chosen = full ? Suite.full() : quick ? Suite.quick() : Suite.usual();
        var pace = chosen.pace();
        var asked = new Pace(
                warmUp.map(Duration::ofMillis).orElse(pace.warmUp()),
                rounds.orElse(pace.rounds()),
                window.map(Duration::ofMillis).orElse(pace.window()));
        return only.map(chosen::only).orElse(chosen).at(asked);
    }

    private LineUp lineUp(Path directory) {
        var nginx = NginxProxy.installed().map(program -> new NginxProxy(program, directory));
        if (nginx.isEmpty()) {
            talk("nginx is not installed, so it is not compared");
        }
        return new LineUp(dromos, nginx, kserve);
    }

    private int report(Suite suite, List<CellResult> results) {
        var pace = suite.pace();
        System.out.println(Machine.describe());
        System.out.println(
                ("Medians of %d turns of %d ms, contestants alternating, after as much load as they need to be warm, up to %d ms;"
                                + " ± is half of the range; × is to the relay.")
                        .formatted(
                                pace.rounds(),
                                pace.window().toMillis(),
                                pace.warmUp().toMillis()));
        System.out.println();
        System.out.println(Table.of(results));
        var verdicts = Target.judge(results);
        verdicts.forEach(System.out::println);
        return slack.isPresent() && verdicts.stream().anyMatch(verdict -> !verdict.isMet(slack.get())) ? MISSED : 0;
    }

    /** Results go to standard output, the rest here. */
    private static void talk(String line) {
        System.err.println("bench: " + line);
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }
}
