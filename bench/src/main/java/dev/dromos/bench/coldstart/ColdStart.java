package dev.dromos.bench.coldstart;

import dev.dromos.bench.peer.StepBackend;
import dev.dromos.bench.process.CgroupLimit;
import dev.dromos.bench.process.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench/coldstart}. */
@Command(
        name = "bench/coldstart",
        mixinStandardHelpOptions = true,
        description = "Measures from process start to the first correct answer, and the memory taken by then.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  bench/coldstart --runs 5 --cpus ''            a quick look, without limits",
            "  bench/coldstart --flags 'no JIT=-Xint'        with flags of your own beside the others",
            "  bench/coldstart --command 'mine=/app/dromos'  another command that understands `serve`",
            "  bench/coldstart --train FILE                  only make an AOT cache"
        })
public final class ColdStart implements Callable<Integer> {
    private static final String FAST_COMPILER = "-XX:TieredStopAtLevel=1";

    @Option(names = "--launch-line", required = true, hidden = true)
    private Path launchLine = Path.of("");

    @Option(names = "--runs", paramLabel = "N", defaultValue = "30", description = "Default: ${DEFAULT-VALUE}.")
    private int runs = 30;

    @Option(
            names = "--cpus",
            paramLabel = "N,N",
            defaultValue = "1,0.5,0.25",
            description = "Limits to run under besides none. Default: ${DEFAULT-VALUE}.")
    private String cpus = "";

    @Option(
            names = "--memory-mib",
            paramLabel = "N",
            defaultValue = "128",
            description = "Of memory under each limit. Default: ${DEFAULT-VALUE}.")
    private int memoryMib = 128;

    @Option(
            names = "--flags",
            paramLabel = "NAME=FLAGS",
            description = "A variant with these JVM flags and no archive.")
    private List<String> flags = List.of();

    @Option(names = "--command", paramLabel = "NAME=COMMAND", description = "A variant with a command of its own.")
    private List<String> commands = List.of();

    @Option(names = "--train", paramLabel = "FILE", description = "Make an AOT cache here, and nothing else.")
    private Optional<Path> train = Optional.empty();

    private ColdStart() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new ColdStart()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        var line = LaunchLine.parse(Files.readAllLines(launchLine));
        if (train.isPresent()) {
            trainCache(line, train.get());
            return 0;
        }
        var cache = Files.createTempFile("dromos-bench", ".aot");
        try (var backend = StepBackend.start(1)) {
            var variants = variants(line, cache);
            System.out.println(Machine.describe());
            System.out.println("%d starts of each, taking turns.".formatted(runs));
            System.out.println();
            System.out.print(StartRow.HEAD);
            for (var limit : limits()) {
                measure(variants, limit, backend.urls(ColdRun.BYTES).getFirst())
                        .forEach(row -> System.out.println(row.line()));
            }
            return 0;
        } finally {
            Files.deleteIfExists(cache);
        }
    }

    /** Trains those that learn from an earlier run. */
    private List<Variant> variants(LaunchLine line, Path cache) throws Exception {
        var plain = line.withoutArchive();
        var asShipped = variant("./dromos serve", line);
        talk("training");
        Training.run(asShipped);
        trainCache(line, cache);
        // With "on" a JVM that cannot use its cache does not start, so that no figure is of another thing than it says.
        var cached = plain.with(List.of("-XX:AOTCache=" + cache, "-XX:AOTMode=on"));
        var variants = new ArrayList<>(List.of(
                asShipped,
                variant("no archive", plain),
                variant("AOT cache", cached),
                variant("AOT cache, C1 only", cached.with(List.of(FAST_COMPILER)))));
        for (var text : flags) {
            var given = Variant.parse(text);
            variants.add(variant(given.name(), plain.with(given.command())));
        }
        commands.stream().map(Variant::parse).forEach(variants::add);
        return variants;
    }

    private static void trainCache(LaunchLine line, Path cache) throws Exception {
        Files.deleteIfExists(cache);
        Training.run(variant("AOT training", line.withoutArchive().with(List.of("-XX:AOTCacheOutput=" + cache))));
        if (!Files.exists(cache)) {
            throw new IOException("training wrote no AOT cache to " + cache);
        }
    }

    private List<Limit> limits() {
        var limits = new ArrayList<>(List.of(Limit.NONE));
        for (var text : cpus.split(",", -1)) {
            if (!text.isBlank()) {
                limits.add(new Limit(OptionalDouble.of(Double.parseDouble(text.strip())), memoryMib));
            }
        }
        return limits;
    }

    private List<StartRow> measure(List<Variant> variants, Limit limit, String stepUrl)
            throws IOException, InterruptedException {
        talk("limit: " + limit);
        if (limit.cpus().isEmpty()) {
            return measure(variants, limit, stepUrl, command -> command);
        }
        try (var group = CgroupLimit.of(limit.cpus().getAsDouble(), limit.memoryBytes())) {
            return measure(variants, limit, stepUrl, group::around);
        } catch (IOException e) {
            talk("skipped, this limit cannot be set here: " + e);
            return List.of();
        }
    }

    private List<StartRow> measure(
            List<Variant> variants, Limit limit, String stepUrl, UnaryOperator<List<String>> around)
            throws IOException, InterruptedException {
        var answered = new ArrayList<List<ColdRun>>();
        variants.forEach(variant -> answered.add(new ArrayList<>()));
        for (int i = 0; i < runs; i++) {
            for (int v = 0; v < variants.size(); v++) {
                ColdRun.of(variants.get(v), stepUrl, around).ifPresent(answered.get(v)::add);
            }
        }
        var rows = new ArrayList<StartRow>();
        for (int v = 0; v < variants.size(); v++) {
            rows.add(new StartRow(
                    variants.get(v),
                    limit,
                    answered.get(v),
                    runs - answered.get(v).size()));
        }
        return rows;
    }

    private static Variant variant(String name, LaunchLine line) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new Variant(name, line.command(java));
    }

    private static void talk(String line) {
        System.err.println("bench: " + line);
    }
}
