package dev.dromos.bench.coldstart;

import dev.dromos.bench.peer.StepBackend;
import dev.dromos.bench.process.CgroupLimit;
import dev.dromos.bench.process.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
            "  bench/coldstart --memory                      memory after a minute of load, instead"
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

    @Option(names = "--memory", description = "Measure memory after a minute of load instead.")
    private boolean memory;

    private ColdStart() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new ColdStart()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        var variants = variants(LaunchLine.parse(Files.readAllLines(launchLine)));
        try (var backend = StepBackend.start(1)) {
            var url = backend.urls(ColdRun.BYTES).getFirst();
            System.out.println(Machine.describe());
            if (memory) {
                MemoryRun.print(variants.getFirst(), url, System.out);
                return 0;
            }
            System.out.println("%d starts of each, taking turns.".formatted(runs));
            System.out.println();
            System.out.print(StartRow.HEAD);
            for (var limit : limits()) {
                measure(variants, limit, url).forEach(row -> System.out.println(row.line()));
            }
            return 0;
        }
    }

    private List<Variant> variants(LaunchLine line) {
        var plain = line.withoutArchive();
        var variants = new ArrayList<>(List.of(
                variant("./dromos serve", line),
                variant("C1 only", line.with(List.of(FAST_COMPILER))),
                variant("no AOT cache", plain)));
        for (var text : flags) {
            var given = Variant.parse(text);
            variants.add(variant(given.name(), plain.with(given.command())));
        }
        commands.stream().map(Variant::parse).forEach(variants::add);
        return variants;
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
